import ChokepointTestSupport
import Diagnostics
import SupplyGraph
import Testing

/// One rule of the resolver: a sound document is broken in one way, and exactly one finding must come of it.
struct ResolverRule: Sendable, CustomTestStringConvertible {
  var name: String
  var code: String
  var severity: Severity
  /// Where the finding points.
  var position: SourcePosition?
  /// A part of the text that names the trouble.
  var text: String
  var suggestion: String?
  var damage: @Sendable (inout GraphDocument) -> Void

  init(
    _ name: String, _ code: String, _ severity: Severity = .error, at position: SourcePosition?, _ text: String,
    suggestion: String? = nil, damage: @escaping @Sendable (inout GraphDocument) -> Void
  ) {
    self.name = name
    self.code = code
    self.severity = severity
    self.position = position
    self.text = text
    self.suggestion = suggestion
    self.damage = damage
  }

  var testDescription: String { name }

  /// A document in which every rule is kept: nothing is found in it.
  ///
  /// Rows: entities a, b (in TWN and USA, owned by c), c, x, y, quake; needs of a for p and q and of b for p;
  /// supplies 0: a p x 0.6, 1: a p y 0.4, 2: a q x 1, 3: b p y 1.
  static func soundDocument() -> GraphDocument {
    GraphBuilder.document(
      entity("a", needs: [need("p", from: ["x": 0.6, "y": 0.4]), need("q", from: ["x": 1])]),
      entity(
        "b", locations: ["TWN": 0.9, "USA": 0.1], owner: "c", hazards: ["quake"], needs: [need("p", from: ["y": 1])]),
      entity("c"), entity("x"), entity("y"))
  }

  /// Breaks the sound document and checks what is found.
  func check() {
    var document = Self.soundDocument()
    damage(&document)
    let outcome = GraphResolver.resolve(document)
    #expect(outcome.findings.map(\.code) == [code], "\(outcome.findings.map(\.text))")
    guard let finding = outcome.findings.first else { return }
    #expect(finding.severity == severity)
    #expect(finding.position == position)
    #expect(finding.text.contains(text), "\(finding.text)")
    #expect(finding.suggestion == suggestion)
    let isRefused = outcome.graph == nil
    #expect(isRefused == (severity == .error))
  }
}

/// A value at the place of a field of a test document.
func at<Value>(_ value: Value, _ table: GraphBuilder.Table, _ row: Int, _ column: Int) -> Located<Value> {
  Located(value, at: GraphBuilder.spot(table, row: row, column: column))
}

/// A supply that delivers nothing, as the fifth row of the sound document, so that no share is missing without it.
func idleSupply(_ entity: String, _ product: String, from supplier: String) -> SupplyRow {
  var row = SupplyRow(
    entity: at(entity, .supplies, 4, 1), product: at(product, .supplies, 4, 2), from: at(supplier, .supplies, 4, 3))
  row.share = at(0, .supplies, 4, 4)
  row.evidence.source = at("test", .supplies, 4, 15)
  return row
}

/// The place of a field of a test document as findings show it.
func place(_ table: GraphBuilder.Table, _ row: Int, _ column: Int) -> SourcePosition {
  GraphBuilder.position(table, row: row, column: column)
}

@Suite struct SoundDocumentTests {
  @Test func nothingIsFoundInASoundDocument() throws {
    let outcome = GraphResolver.resolve(ResolverRule.soundDocument())
    #expect(outcome.findings.isEmpty)
    let graph = try #require(outcome.graph)
    #expect(graph.entities.map(\.id) == ["a", "b", "c", "x", "y", "quake", "TWN", "USA"])
    #expect(outcome.ledger.rejected.isEmpty)
  }
}
