import ArgumentParser
import Reporting
import SupplyGraph

/// `chokepoint schema`.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "What files may say: the defaults of missing values, the kinds of entity, the words.",
    discussion: """
      Examples:
        chokepoint schema defaults
        chokepoint schema kinds
        chokepoint schema words
      """)

  /// A table of the schema.
  enum Name: String, ExpressibleByArgument, CaseIterable {
    case defaults, kinds, words
  }

  @Argument(help: "defaults, kinds or words.") var name: Name
  @OptionGroup var output: OutputOptions

  func run() throws {
    var report = Report(schema: "schema", title: title)
    let table = self.table
    report.add(table)
    report.set(
      "rows",
      .array(
        table.rows.map { row in
          .object(zip(table.columns, row).map { .init($0.key, .string($1.raw)) })
        }))
    try output.write(report, nil)
  }

  private var title: String {
    switch name {
    case .defaults: "What a missing value means"
    case .kinds: "Kinds of entity with their tier, from where things come from to who uses them"
    case .words: "Words that fields accept"
    }
  }

  private var table: Table {
    switch name {
    case .defaults:
      Table(
        columns: [.init("key", "Field"), .init("default", "Default"), .init("meaning", "Meaning")],
        rows: Defaults.table.map { [.text($0.key), .text($0.value), .text($0.meaning)] })
    case .kinds:
      Table(
        columns: [.init("kind", "Kind"), .init("tier", "Tier", isNumeric: true)],
        rows: EntityKind.vocabulary.map { kind in
          [.text(kind.rawValue), kind.tier.map { .integer($0) } ?? .display("from the graph", raw: "")]
        })
    case .words:
      Table(
        columns: [.init("field", "Field"), .init("words", "Words")],
        rows: [
          [.text("kind (of a need)"), .text(NeedKind.allCases.map(\.rawValue).joined(separator: " "))],
          [.text("status"), .text(EvidenceStatus.allCases.map(\.rawValue).joined(separator: " "))],
          [.text("method"), .text(EvidenceMethod.allCases.map(\.rawValue).joined(separator: " "))],
          [.text("confidence"), .text(Confidence.allCases.map(\.rawValue).joined(separator: " "))],
        ])
    }
  }
}
