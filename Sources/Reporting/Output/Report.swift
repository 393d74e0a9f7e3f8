/// How a result is written.
public enum ReportFormat: String, Sendable, CaseIterable {
  case table, json, csv, markdown
}

/// The result of a command: sentences and tables for people, one value for programs.
public struct Report: Sendable {
  /// A part of a report, in order.
  public enum Section: Sendable {
    case heading(String)
    case sentence(String)
    case table(Table)
  }

  public var title: String
  public var sections: [Section]
  /// Keys of the JSON form after those of the envelope.
  public var members: [JSONValue.Member]
  /// The schema's name, such as `exposure`.
  public var schema: String
  /// What CSV holds where that is other than the tables for people.
  public var programTables: [Table]?

  public init(schema: String, title: String) {
    self.schema = schema
    self.title = title
    sections = []
    members = []
  }

  public mutating func say(_ sentence: String) { sections.append(.sentence(sentence)) }

  public mutating func add(_ table: Table) { sections.append(.table(table)) }

  public mutating func set(_ key: String, _ value: JSONValue) { members.append(.init(key, value)) }
}

/// What every result says of where it comes from.
public struct Envelope: Sendable {
  public static let toolName = "chokepoint"
  public static let toolVersion = "0.1.0"

  public var graphID: String
  public var graphDigest: String
  public var graphTitle: String
  public var asOf: String?
  /// The scenario as resolved; null where none was asked for.
  public var scenario: JSONValue
  public var unattributedPolicy: String?

  public init(
    graphID: String, graphDigest: String, graphTitle: String, asOf: String?, scenario: JSONValue = .null,
    unattributedPolicy: String? = nil
  ) {
    self.graphID = graphID
    self.graphDigest = graphDigest
    self.graphTitle = graphTitle
    self.asOf = asOf
    self.scenario = scenario
    self.unattributedPolicy = unattributedPolicy
  }
}

extension Report {
  /// The report as text in a format.
  ///
  /// - Parameter envelope: nil for a result that is about no graph.
  /// - Parameter width: columns that tables may take; nil for as many as they need.
  public func text(_ format: ReportFormat, _ envelope: Envelope?, width: Int? = nil, isStyled: Bool = false) -> String {
    switch format {
    case .json: json(envelope).text
    case .csv: CSVRenderer.text(programTables ?? tables)
    case .markdown: MarkdownRenderer.text(self, envelope)
    case .table: TextRenderer.text(self, envelope, width: width, isStyled: isStyled)
    }
  }

  var tables: [Table] {
    sections.compactMap { section in
      if case .table(let table) = section { table } else { nil }
    }
  }

  /// The JSON form: envelope first, then the report's own keys.
  public func json(_ envelope: Envelope?) -> JSONValue {
    let head: [JSONValue.Member] = [
      .init("schema", .string("chokepoint-\(schema)/1")),
      .init("tool", ["name": .string(Envelope.toolName), "version": .string(Envelope.toolVersion)]),
      .init(
        "graph",
        envelope.map { ["id": .string($0.graphID), "sha256": .string($0.graphDigest)] } ?? .null),
      .init("scenario", envelope?.scenario ?? .null),
      .init("unattributed_policy", .optional(envelope?.unattributedPolicy)),
    ]
    return .object(head + members)
  }
}
