/// A table of a result: one observation a row.
public struct Table: Sendable {
  /// A column; its key names it in CSV, its title for people.
  public struct Column: Sendable {
    public var key: String
    public var title: String
    public var isNumeric: Bool

    public init(_ key: String, _ title: String, isNumeric: Bool = false) {
      self.key = key
      self.title = title
      self.isNumeric = isNumeric
    }
  }

  /// A cell: what people see, and what a program reads where that differs.
  public enum Cell: Sendable, Equatable {
    case text(String)
    /// A fraction: people see percent, programs the fraction.
    case share(Double)
    /// A number with decimals for people and all of its digits for programs.
    case number(Double, digits: Int)
    case integer(Int)
    case missing
    /// A text for people that has another value for programs.
    case display(String, raw: String)

    public static func optionalShare(_ value: Double?) -> Cell { value.map { .share($0) } ?? .missing }
    public static func optionalText(_ value: String?) -> Cell { value.map { .text($0) } ?? .missing }
  }

  public var title: String?
  public var columns: [Column]
  public var rows: [[Cell]]

  public init(title: String? = nil, columns: [Column], rows: [[Cell]] = []) {
    self.title = title
    self.columns = columns
    self.rows = rows
  }
}

extension Table {
  /// Puts columns behind the one with this key; cells are given row by row.
  mutating func insert(_ columns: [Column], after key: String, cells: [[Cell]]) {
    let place = (self.columns.firstIndex { $0.key == key } ?? self.columns.count - 1) + 1
    self.columns.insert(contentsOf: columns, at: place)
    for (row, cells) in zip(rows.indices, cells) { rows[row].insert(contentsOf: cells, at: place) }
  }
}

extension Table.Cell {
  /// What people see.
  public var display: String {
    switch self {
    case .text(let text): text
    case .share(let value): NumberText.percent(value)
    case .number(let value, let digits): NumberText.decimal(value, digits: digits)
    case .integer(let value): String(value)
    case .missing: "–"
    case .display(let text, _): text
    }
  }

  /// What programs read: full precision, empty where missing.
  public var raw: String {
    switch self {
    case .text(let text): text
    case .share(let value), .number(let value, _): value.isFinite ? NumberText.plain(value) : ""
    case .integer(let value): String(value)
    case .missing: ""
    case .display(_, let raw): raw
    }
  }
}
