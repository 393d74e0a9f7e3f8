/// What the cells of a column hold.
public enum ColumnKind: String, Sendable, CaseIterable {
  case text
  case number
  /// `true` or `false`.
  case flag
  /// Texts separated by `|`.
  case list
  /// Names with numbers: `TWN=0.9|USA=0.1`; a bare name has the number 1.
  case map
}

/// One column of a table.
public struct ColumnSchema: Sendable, Equatable {
  public var name: String
  public var kind: ColumnKind
  /// Whether the column must be there and none of its cells empty.
  public var isRequired: Bool
  /// What it means, in one line.
  public var summary: String

  init(_ name: String, _ kind: ColumnKind, _ summary: String) {
    self.name = name
    self.kind = kind
    isRequired = false
    self.summary = summary
  }

  init(_ name: String, required: Bool = false, _ summary: String) {
    self.name = name
    kind = .text
    isRequired = required
    self.summary = summary
  }
}

/// One table of a graph folder: the single place where its columns are written down.
///
/// Readers, writers and the data package follow it.
public struct TableSchema: Sendable, Equatable {
  /// File name without `.csv`.
  public var name: String
  public var isRequired: Bool
  public var summary: String
  public var columns: [ColumnSchema]

  public var fileName: String { name + ".csv" }

  init(_ name: String, required: Bool = false, _ summary: String, _ columns: [ColumnSchema]) {
    self.name = name
    isRequired = required
    self.summary = summary
    self.columns = columns
  }
}
