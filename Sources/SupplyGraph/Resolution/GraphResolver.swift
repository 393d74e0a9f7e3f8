public import Diagnostics

/// Turns a document, the graph as written, into a ``SupplyGraph``, the graph as meant.
///
/// Every rule is tried, so that all findings come at once; the graph exists only where none of them is an error.
/// Nothing is dropped silently: the ledger counts what was read, defaulted, merged and rejected.
///
/// - Complexity: O(rows) time and space, plus O(entities + supplies) for ownership cycles, loops and tiers.
public enum GraphResolver {
  /// What resolving gave: the graph (nil after any error), all findings in file order, and the ledger.
  public struct Outcome: Sendable {
    public var graph: SupplyGraph?
    public var findings: [Finding]
    public var ledger: Ledger
  }

  /// Resolves a document.
  public static func resolve(_ document: GraphDocument) -> Outcome {
    var resolver = Resolution(document)
    resolver.readSources()
    resolver.readProducts()
    resolver.readEntities()
    resolver.readNeedsAndSupplies()
    resolver.readRemainingTables()
    resolver.readImports()
    let graph = resolver.assemble()
    var ledger = resolver.ledger
    let findings = resolver.findings.findings()
    for (code, count) in resolver.findings.errorCounts.sorted(by: { $0.key < $1.key }) {
      Ledger.count(code, in: &ledger.rejected, by: count)
    }
    return Outcome(graph: resolver.findings.hasErrors ? nil : graph, findings: findings, ledger: ledger)
  }

  /// Resolves a document and throws where it has errors.
  ///
  /// - Throws: `FindingsError` with all findings when any of them is an error.
  public static func graph(of document: GraphDocument) throws(FindingsError) -> SupplyGraph {
    let outcome = resolve(document)
    guard let graph = outcome.graph else { throw FindingsError(outcome.findings) }
    return graph
  }
}

/// The state of one resolution; extensions in the files beside hold the rules, one concern each.
struct Resolution {
  let document: GraphDocument
  var findings: FindingCollector
  var ledger = Ledger()
  var tally = DefaultTally()

  var sources: [Source] = []
  var sourceByID = IdentifierIndex()
  /// The source that was asked for last: most rows name the one of the row before.
  var lastSource: (id: String, index: Int)?
  var products: [Product] = []
  var productByID = IdentifierIndex()
  var entities: [Entity] = []
  var entityByID = IdentifierIndex()
  var needs: [Need] = []
  var supplies: [Supply] = []
  /// The document's row of each entity; -1 for a country that no row declares.
  var rowOfEntity: [Int] = []
  /// Where each need was written, for findings about the whole.
  var needSpots: [SourceSpot] = []
  /// Where `embedded_in` of a need was written.
  var carrierSpots: [Int: SourceSpot] = [:]
  var markets: [MarketShare] = []
  var groups: [Group] = []
  var claims: [Claim] = []
  var facts: [Fact] = []
  var imports: [ImportRecord] = []
  let asOf: Period?

  init(_ document: GraphDocument) {
    self.document = document
    findings = FindingCollector(files: document.files)
    var asOf: Period?
    if let written = document.asOf {
      asOf = Period(written.value)
      if asOf == nil { Self.badPeriod(written, "as_of", &findings) }
    }
    var derived = false
    if asOf == nil, document.asOf == nil {
      asOf = Self.newestFigure(document.supplies)
      derived = asOf != nil
    }
    self.asOf = asOf
    if derived { Ledger.count("graph as_of taken from the newest supply", in: &ledger.merged) }
    for (name, count) in [
      ("sources", document.sources.count), ("products", document.products.count),
      ("entities", document.entities.count), ("needs", document.needs.count),
      ("supplies", document.supplies.count), ("markets", document.markets.count),
      ("groups", document.groups.count), ("claims", document.claims.count), ("facts", document.facts.count),
      ("imports", document.imports.count),
    ] where count > 0 {
      Ledger.count(name, in: &ledger.read, by: count)
    }
  }

  /// The newest period of any supply; the same text is taken apart once.
  private static func newestFigure(_ rows: [SupplyRow]) -> Period? {
    var newest: Period?
    var known: [String: Period?] = [:]
    for index in rows.indices {
      guard let text = rows[index].evidence.asOf?.value else { continue }
      let period = known[text] ?? Period(text)
      if known.count < 10_000 { known[text] = period }
      if let period, newest == nil || period.lastDay > newest?.lastDay ?? .min { newest = period }
    }
    return newest
  }

  mutating func assemble() -> SupplyGraph? {
    // Errors about the whole come with all others, so that nobody repairs a graph twice.
    checkEmbeddedVolumes()
    checkOwnershipCycles()
    guard !findings.hasErrors else { return nil }
    checkEssentialLoops()
    assignTiers()
    return SupplyGraph(
      id: document.id?.value ?? "graph", title: document.title?.value ?? document.id?.value ?? "graph", asOf: asOf,
      licence: document.licence?.value, entities: entities, needs: needs, supplies: supplies, products: products,
      sources: sources, markets: markets, groups: groups, claims: claims, facts: facts, imports: imports,
      entityByID: entityByID, productByID: productByID)
  }
}
