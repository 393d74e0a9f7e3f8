public import Diagnostics
public import ScenarioModel
import SupplyGraph

/// A table of observed figures that was read.
public struct ObservedReading: Sendable {
  public var document: ObservedDocument
  public var findings: [Finding]
  /// SHA-256 of the file.
  public var digest: String
}

/// Reads `observed.csv`: what was observed of past disruptions.
///
/// Strict in the same way as the tables of a graph. Whether rows make sense for their event's graph is the question of
/// `ObservedResolver`.
public struct ObservedReader: Sendable {
  public var limits: FormatLimits

  public init(limits: FormatLimits = FormatLimits()) { self.limits = limits }

  static let schema = TableSchema(
    "observed", required: true, "What was observed of past disruptions.",
    [
      ColumnSchema("event", required: true, "folder of the event"),
      ColumnSchema("target", required: true, "id in the event's graph: whose loss"),
      ColumnSchema(
        "measure", required: true, "worst_loss, mean_loss, lost_days, first_loss_day, worst_day, recovery_day"),
      ColumnSchema("from_day", .number, "first day of a mean"),
      ColumnSchema("to_day", .number, "day after the last of a mean"),
      ColumnSchema("value", .number, "the figure"),
      ColumnSchema("low", .number, "lower end of the range"),
      ColumnSchema("high", .number, "upper end of the range"),
      ColumnSchema("unit", "share or days"),
      ColumnSchema("control", .flag, "whether it is a negative control"),
      ColumnSchema("as_of", "the time the figure is about"),
      ColumnSchema("source", "id in the event's graph"),
      ColumnSchema("note", "what exactly was counted"),
    ])

  /// Reads the table.
  ///
  /// - Throws: ``FormatError/missing(path:)`` and ``FormatError/io(path:reason:)``.
  /// - Complexity: O(n) time and space.
  public func read(path: String) throws(FormatError) -> ObservedReading {
    let sink = FindingSink(files: [path])
    guard let bytes = try DocumentFile.bytes(path, limit: limits.documentBytes) else {
      TextDocument.addTooLarge(limit: limits.documentBytes, at: SourceSpot(file: 0, line: 1, column: 1), sink)
      return ObservedReading(document: ObservedDocument(), findings: sink.findings(), digest: "")
    }
    return try read(bytes, name: path)
  }

  /// Reads a text; `name` is what findings call the file.
  public func read(_ bytes: [UInt8], name: String) throws(FormatError) -> ObservedReading {
    let sink = FindingSink(files: [name])
    var document = ObservedDocument()
    document.files = [name]
    let input = TableInput(bytes: bytes, chunk: 1 << 16)
    let tokenizer = CSVTokenizer(file: 0, limits: limits, sink: sink, source: input.source)
    var table = TableReader(schema: Self.schema, tokenizer: tokenizer, sink: sink)
    if try table.open() { try readRows(&table, into: &document) }
    return ObservedReading(document: document, findings: sink.findings(), digest: SHA256.hexDigest(bytes))
  }

  private func readRows(_ table: inout TableReader, into document: inout ObservedDocument) throws(FormatError) {
    let (event, target, measure) = (table.column("event"), table.column("target"), table.column("measure"))
    let (from, to, value) = (table.column("from_day"), table.column("to_day"), table.column("value"))
    let (low, high, unit) = (table.column("low"), table.column("high"), table.column("unit"))
    let (control, asOf) = (table.column("control"), table.column("as_of"))
    let (source, note) = (table.column("source"), table.column("note"))
    while try table.next() {
      guard let what = table.requiredText(event), let whose = table.requiredText(target),
        let which = table.requiredText(measure)
      else { continue }
      var row = ObservedRow(event: what, target: whose, measure: which)
      row.fromDay = table.number(from)
      row.toDay = table.number(to)
      row.value = table.number(value)
      row.low = table.number(low)
      row.high = table.number(high)
      row.unit = table.text(unit)
      row.isControl = table.flag(control)
      row.asOf = table.text(asOf)
      row.source = table.text(source)
      row.note = table.text(note)
      document.rows.append(row)
    }
  }
}
