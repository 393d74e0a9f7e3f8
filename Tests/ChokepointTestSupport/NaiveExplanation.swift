public import Propagation
public import SupplyGraph

/// What an explanation of a loss may say, read off the supply graph itself: the reference for `LossExplanation`.
///
/// A cause is an entity's own loss where that binds, else one binding need. Under given causes the simple paths from
/// the target are listed by trying every one; the search knows nothing of components, positions or queues.
public struct NaiveExplanation: Sendable {
  public let graph: SupplyGraph
  private let options: CompilationOptions
  private let own: [Double]
  private let losses: [Double]

  /// A path as supplies, target first, with its contribution.
  public struct Path: Sendable, Hashable {
    public var supplies: [Int]
    public var contribution: Double
  }

  /// - Parameter losses: by entity index, from a reference.
  public init(
    _ graph: SupplyGraph, _ options: CompilationOptions, _ hits: some Sequence<Hit>, losses: [Double]
  ) {
    self.graph = graph
    self.options = options
    self.losses = losses
    own = NaiveAvailability(graph, options).ownLosses(hits)
  }

  /// Whether an entity's own loss is all that it loses.
  public func ownLossBinds(_ entity: EntityIndex) -> Bool {
    own[entity.position] > 0 && own[entity.position] >= losses[entity.position] * (1 - 1e-9)
  }

  /// The weight of a supply in its need: the share, and under `proportional` its part of what is unattributed.
  public func weight(_ supply: Int, in need: Int) -> Double {
    let row = graph.needs[need]
    let sum = row.supplies.reduce(0) { $0 + graph.supplies[$1].share }
    let spread = options.unattributed == .proportional && sum > 0 ? row.unattributed / sum : 0
    return graph.supplies[supply].share * (1 + spread)
  }

  /// What a supply's end loses: all where the supply is stopped, else the supplier's loss.
  public func lossBehind(_ supply: Int) -> Double {
    options.blockedSupplies.contains(supply) ? 1 : losses[graph.supplies[supply].supplier.position]
  }

  /// The needs of an entity that explain all of its loss, in file order.
  public func bindingNeeds(_ entity: EntityIndex) -> [Int] {
    graph[entity].needs.filter { need in
      let row = graph.needs[need]
      guard row.kind != .capital, options.kinds.contains(row.kind), losses[entity.position] > 0 else { return false }
      let unmet = row.supplies.reduce(0) { $0 + weight($1, in: need) * lossBehind($1) }
      return row.criticality * unmet >= losses[entity.position] * (1 - 1e-9)
    }
  }

  /// The causes of a graph without cycles, where the first binding need always has a grounded supplier.
  public func firstBindingCauses() -> [EntityIndex: Int] {
    var causes: [EntityIndex: Int] = [:]
    for entity in graph.entityIndices where !ownLossBinds(entity) { causes[entity] = bindingNeeds(entity).first }
    return causes
  }

  /// Every simple path from a target along the causes to an own loss or a stopped supply, largest contribution first.
  ///
  /// - Parameter causes: a need for every entity whose own loss does not bind; entities without one end nothing.
  public func simplePaths(to target: EntityIndex, causes: [EntityIndex: Int]) -> [Path] {
    var paths: [Path] = []
    walk(target, [target], [], 1, causes, &paths)
    return paths.sorted { $0.contribution > $1.contribution }
  }

  private func walk(
    _ entity: EntityIndex, _ seen: [EntityIndex], _ supplies: [Int], _ weight: Double, _ causes: [EntityIndex: Int],
    _ paths: inout [Path]
  ) {
    if ownLossBinds(entity) {
      paths.append(Path(supplies: supplies, contribution: weight * own[entity.position]))
      return
    }
    guard let need = causes[entity] else { return }
    for supply in graph.needs[need].supplies where graph.supplies[supply].share > 0 && lossBehind(supply) > 0 {
      let passed = weight * graph.needs[need].criticality * self.weight(supply, in: need)
      if options.blockedSupplies.contains(supply) {
        paths.append(Path(supplies: supplies + [supply], contribution: passed))
      } else if !seen.contains(graph.supplies[supply].supplier) {
        let next = graph.supplies[supply].supplier
        walk(next, seen + [next], supplies + [supply], passed, causes, &paths)
      }
    }
  }

  /// Whether an entity may lead nowhere new from a prefix: some binding need draws its loss from the prefix only, or
  /// from entities that lead nowhere new themselves.
  public func mayBeDeadEnd(_ entity: EntityIndex, prefix: [EntityIndex], causes: [EntityIndex: Int]) -> Bool {
    guard !ownLossBinds(entity) else { return false }
    let choices = causes[entity].map { [$0] } ?? bindingNeeds(entity)
    return choices.contains { need in
      graph.needs[need].supplies.allSatisfy { supply in
        guard graph.supplies[supply].share > 0, lossBehind(supply) > 0 else { return true }
        guard !options.blockedSupplies.contains(supply) else { return false }
        let supplier = graph.supplies[supply].supplier
        return prefix.contains(supplier) || mayBeDeadEnd(supplier, prefix: prefix + [supplier], causes: causes)
      }
    }
  }

  /// What an explanation that lists all of its paths gets wrong; empty where it is sound.
  public func faults(in paths: [DependencyPath], remainder: Double, of target: EntityIndex) -> [String] {
    var faults: [String] = []
    func check(_ holds: Bool, _ fault: @autoclosure () -> String) {
      if !holds { faults.append(fault()) }
    }
    let sum = paths.reduce(0) { $0 + $1.contribution }
    check(abs(sum + remainder - losses[target.position]) <= 1e-12, "\(sum) + \(remainder) is not the loss")
    check(remainder >= 0, "negative remainder \(remainder)")
    var causes: [EntityIndex: Int] = [:]
    for (index, path) in paths.enumerated() {
      faults += self.faults(in: path, of: target)
      if index > 0 {
        check(path.contribution <= paths[index - 1].contribution * (1 + 1e-12), "path \(index) is out of order")
      }
      for step in path.steps {
        check(causes[step.buyer] ?? step.need == step.need, "\(step.buyer) has two causes")
        causes[step.buyer] = step.need
      }
    }
    let listed = paths.map { $0.steps.map(\.supply) }
    check(Set(listed).count == listed.count, "a path is listed twice")
    let expected = simplePaths(to: target, causes: causes)
    check(Set(expected.map(\.supplies)) == Set(listed), "\(listed) is not \(expected.map(\.supplies))")
    faults += unfollowed(target, [target], causes)
    return faults
  }

  private func faults(in path: DependencyPath, of target: EntityIndex) -> [String] {
    var faults: [String] = []
    var place: EntityIndex? = target
    var visited: [EntityIndex] = [target]
    var weight = 1.0
    for step in path.steps {
      if step.buyer != place { faults.append("a step starts at \(step.buyer)") }
      if !bindingNeeds(step.buyer).contains(step.need) { faults.append("need \(step.need) does not bind") }
      if ownLossBinds(step.buyer) { faults.append("a path goes on behind an own loss") }
      if !graph.needs[step.need].supplies.contains(step.supply) { faults.append("a supply of another need") }
      if abs(step.share - self.weight(step.supply, in: step.need)) > 1e-15 { faults.append("share \(step.share)") }
      if step.criticality != graph.needs[step.need].criticality { faults.append("criticality \(step.criticality)") }
      weight *= step.share * step.criticality
      let supplier = graph.supplies[step.supply].supplier
      place = options.blockedSupplies.contains(step.supply) ? nil : supplier
      if let place { visited.append(place) }
    }
    if Set(visited).count != visited.count { faults.append("an entity comes twice: \(visited)") }
    if let place, !ownLossBinds(place) { faults.append("the end \(place) was not hit") }
    let end = place.map { own[$0.position] } ?? 1
    if abs(path.contribution - weight * end) > 1e-12 { faults.append("contribution \(path.contribution)") }
    return faults
  }

  /// Lossy suppliers at which no listed path goes on although some cause would have to.
  private func unfollowed(
    _ entity: EntityIndex, _ prefix: [EntityIndex], _ causes: [EntityIndex: Int]
  ) -> [String] {
    guard losses[entity.position] > 0, !ownLossBinds(entity) else { return [] }
    guard let need = causes[entity] else {
      return mayBeDeadEnd(entity, prefix: prefix, causes: causes) ? [] : ["\(entity) is not followed"]
    }
    return graph.needs[need].supplies.flatMap { supply -> [String] in
      let supplier = graph.supplies[supply].supplier
      guard graph.supplies[supply].share > 0, !options.blockedSupplies.contains(supply), !prefix.contains(supplier)
      else { return [] }
      return unfollowed(supplier, prefix + [supplier], causes)
    }
  }
}
