public import Propagation
import RiskAnalysis
public import SupplyGraph

/// Two vintages of a graph side by side: what changed in the data, and what that did to the risk.
///
/// Entities are matched by id. Each vintage is measured by itself, with its own targets; the rigid answer throughout.
///
/// - Complexity: O(V·E) for each vintage.
public struct GraphComparison: Sendable {
  /// A figure in both vintages; nil where a vintage does not have it.
  public struct Change: Sendable, Equatable {
    public var before: Double?
    public var after: Double?

    /// After − before; nil where one of them is missing.
    public var change: Double? {
      guard let before, let after else { return nil }
      return after - before
    }

    var size: Double { abs((after ?? 0) - (before ?? 0)) }
  }

  /// What stops with an entity.
  public struct ImpactChange: Sendable {
    public var id: String
    public var name: String
    public var kind: String
    /// Mean loss of the targets over flow needs, and over all needs looked at.
    public var impact: Change
    public var rigid: Change
  }

  /// What a target loses when a provider stops.
  public struct ExposureChange: Sendable {
    public var target: String
    public var targetName: String
    public var provider: String
    public var providerName: String
    public var kind: String
    public var loss: Change
  }

  /// Concentration of a product by provider, HHI 0…1.
  public struct ConcentrationChange: Sendable {
    public var product: String
    public var name: String
    /// Market or buyers, in each vintage.
    public var scopeBefore: String?
    public var scopeAfter: String?
    public var hhi: Change
  }

  public let old: SupplyGraph
  public let new: SupplyGraph
  public let data: GraphDataChanges
  /// Targets by id, those of the newer vintage first.
  public let targets: [String]
  /// Every entity of either vintage that stops something in one, largest change of `impact` or `rigid` first.
  public let impacts: [ImpactChange]
  /// For each target its largest providers among the countries and among all others, in either vintage; its own
  /// place, owner and hazards are true but trivial and left out.
  public let exposures: [ExposureChange]
  /// Every product of either vintage, largest change first.
  public let concentrations: [ConcentrationChange]

  /// How many countries, and how many others, are listed for each target.
  public static let providerCount = 5

  /// - Parameter targets: of the older and of the newer vintage.
  /// - Throws: `OutageRankingError` where a graph is too large for 32-bit indices.
  public init(
    from old: SupplyGraph, to new: SupplyGraph, targets: (old: [EntityIndex], new: [EntityIndex]),
    options: CompilationOptions = CompilationOptions()
  ) throws(OutageRankingError) {
    self.old = old
    self.new = new
    data = GraphDataChanges(from: old, to: new)
    let before = try VintageRisk(old, targets: targets.old, options)
    let after = try VintageRisk(new, targets: targets.new, options)
    self.targets = after.targets + before.targets.filter { !after.targets.contains($0) }
    impacts = Self.impacts(before, after)
    exposures = self.targets.flatMap { Self.exposures(of: $0, before, after) }
    concentrations = Self.concentrations(old, new)
  }

  private static func impacts(_ before: VintageRisk, _ after: VintageRisk) -> [ImpactChange] {
    union(before, after).compactMap { id -> ImpactChange? in
      let (a, b) = (before.figures[id], after.figures[id])
      guard [a, b].contains(where: { ($0?.rigid ?? 0) > 0 || ($0?.impact ?? 0) > 0 }) else { return nil }
      let entity = after.entity(id) ?? before.entity(id)
      return ImpactChange(
        id: id, name: entity?.name ?? id, kind: entity?.kind.rawValue ?? "",
        impact: Change(before: a?.impact, after: b?.impact), rigid: Change(before: a?.rigid, after: b?.rigid))
    }.enumerated().sorted { a, b in
      let (x, y) = (max(a.element.impact.size, a.element.rigid.size), max(b.element.impact.size, b.element.rigid.size))
      return x != y ? x > y : a.offset < b.offset
    }.map(\.element)
  }

  private static func exposures(
    of target: String, _ before: VintageRisk, _ after: VintageRisk
  ) -> [ExposureChange] {
    let rows = union(before, after).compactMap { id -> ExposureChange? in
      guard id != target, let entity = after.entity(id) ?? before.entity(id) else { return nil }
      guard !before.isOwnPlace(id, of: target), !after.isOwnPlace(id, of: target) else { return nil }
      let loss = Change(before: before.loss(of: target, to: id), after: after.loss(of: target, to: id))
      guard max(loss.before ?? 0, loss.after ?? 0) > 0 else { return nil }
      return ExposureChange(
        target: target, targetName: (after.entity(target) ?? before.entity(target))?.name ?? target, provider: id,
        providerName: entity.name, kind: entity.kind.rawValue, loss: loss)
    }.enumerated().sorted { a, b in
      let (x, y) = (
        max(a.element.loss.before ?? 0, a.element.loss.after ?? 0),
        max(b.element.loss.before ?? 0, b.element.loss.after ?? 0)
      )
      return x != y ? x > y : a.offset < b.offset
    }.map(\.element)
    return Array(rows.filter { $0.kind == EntityKind.country.rawValue }.prefix(providerCount))
      + Array(rows.filter { $0.kind != EntityKind.country.rawValue }.prefix(providerCount))
  }

  private static func concentrations(_ old: SupplyGraph, _ new: SupplyGraph) -> [ConcentrationChange] {
    let (before, after) = (ConcentrationAnalysis(old), ConcentrationAnalysis(new))
    let products = after.products + before.products.filter { !after.products.contains($0) }
    return products.map { product in
      let a = before.concentration(of: product, by: .provider)
      let b = after.concentration(of: product, by: .provider)
      return ConcentrationChange(
        product: product, name: (new.product(product) ?? old.product(product))?.name ?? product,
        scopeBefore: a?.scope.rawValue, scopeAfter: b?.scope.rawValue,
        hhi: Change(before: a?.indices?.hhi, after: b?.indices?.hhi))
    }.enumerated().sorted { a, b in
      let (x, y) = (a.element.hhi.size, b.element.hhi.size)
      return x != y ? x > y : a.offset < b.offset
    }.map(\.element)
  }

  /// Ids of the newer vintage, then those that only the older one has.
  private static func union(_ before: VintageRisk, _ after: VintageRisk) -> [String] {
    after.graph.entities.map(\.id) + before.graph.entities.map(\.id).filter { after.graph.entity($0) == nil }
  }
}

/// Losses of the targets of one vintage when each entity stops by itself.
private struct VintageRisk {
  let graph: SupplyGraph
  let targets: [String]
  let figures: [String: (impact: Double, rigid: Double)]
  /// Loss of each target by entity index.
  private let losses: [String: [Double]]

  init(
    _ graph: SupplyGraph, targets: [EntityIndex], _ options: CompilationOptions
  ) throws(OutageRankingError) {
    self.graph = graph
    self.targets = targets.map { graph[$0].id }
    let ranking = try OutageRanking(graph, targets: targets, options: options, wantsSurvivable: false)
    var figures: [String: (impact: Double, rigid: Double)] = [:]
    for risk in ranking.risks {
      figures[graph[risk.entity].id] = (risk.impact, risk.chokepoint.impactRigid)
    }
    self.figures = figures
    let engine = try OutageRankingError.catching { () throws(CompilationError) in
      AvailabilityEngine(try CompiledGraph(graph, options))
    }
    var losses = [[Double]](repeating: [], count: targets.count)
    for entity in graph.entityIndices {
      engine.evaluate(CollectionOfOne(Hit(entity)))
      for (index, target) in targets.enumerated() { losses[index].append(engine.loss(of: target)) }
    }
    self.losses = Dictionary(zip(self.targets, losses)) { first, _ in first }
  }

  func entity(_ id: String) -> Entity? { graph.entity(id).map { graph[$0] } }

  /// Whether the provider is a place, an owner or a hazard of the target itself.
  func isOwnPlace(_ provider: String, of target: String) -> Bool {
    guard let entity = entity(target), let index = graph.entity(provider) else { return false }
    return entity.needs.contains { need in
      graph.needs[need].isImplicit && graph.supplies[graph.needs[need].supplies].contains { $0.supplier == index }
    }
  }

  /// nil where the vintage lacks one of them or the target is none of its targets.
  func loss(of target: String, to provider: String) -> Double? {
    guard let index = graph.entity(provider) else { return nil }
    return losses[target]?[index.position]
  }
}
