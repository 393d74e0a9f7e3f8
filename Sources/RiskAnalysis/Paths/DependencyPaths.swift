import GraphAlgorithms
public import Propagation
import RealModule
public import SupplyGraph

/// The strongest simple paths by which one entity depends on another.
///
///     strength(path) = Π over its steps of  criticality · share
///
/// the part of the buyer's output that stops by this way alone if the end fails and all else holds. Steps are supplies
/// of the needs that count, places, owners and hazards included; a path visits nobody twice. Strengths do not add up to
/// the loss (``ExposureAnalysis``): that takes the worst need of each buyer, not their sum.
///
/// Example: t needs a and b from x 0.6 and y 0.4 (criticality 1); x and y stand wholly in TWN. Paths from t to TWN:
/// t–x–TWN 0.6 and t–y–TWN 0.4.
///
/// - SeeAlso: `CompactDigraph.shortestSimplePaths` for the method; costs are −ln(criticality · share).
public struct DependencyPaths: Sendable {
  /// By falling strength; equals in file order.
  public let paths: [DependencyPath]
  /// Whether these are surely the strongest ones, and all where fewer than asked for were found.
  public let isComplete: Bool

  /// Looks for the strongest paths from a buyer to what it depends on.
  ///
  /// - Parameter options: kinds and policy; unattributed supply under `proportional` goes to the suppliers named.
  /// - Parameter workLimit: supplies looked at before the search gives up with what it has.
  /// - Throws: `CompilationError` where the graph is too large for 32-bit indices.
  /// - Complexity: O(k · d · m log n) time for k paths of d steps at worst, near O(m log n) in practice.
  public init(
    _ graph: SupplyGraph, from buyer: EntityIndex, to supplier: EntityIndex, count: Int,
    options: CompilationOptions = CompilationOptions(), workLimit: Int = 50_000_000
  ) throws(CompilationError) {
    var links = Links()
    for (index, need) in graph.needs.enumerated() where options.kinds.contains(need.kind) && need.criticality > 0 {
      links.append(index, need, graph, options)
    }
    do {
      let (digraph, order) = try CompactDigraph.withEdgeOrder(
        nodeCount: graph.entities.count, sources: links.buyer, targets: links.supplier)
      let search = try digraph.shortestSimplePaths(
        from: buyer.position, to: supplier.position, count: count, costs: order.map { links.cost[Int($0)] },
        workLimit: workLimit)
      paths = search.paths.map { path in
        let steps = path.edges.map { links.steps[Int(order[Int($0)])] }
        return DependencyPath(steps: steps, contribution: steps.reduce(1) { $0 * $1.criticality * $1.share })
      }
      isComplete = search.isComplete
    } catch {
      throw .tooLarge(entities: graph.entities.count, supplies: graph.supplies.count)
    }
  }
}

/// Every supply that counts, as an edge from buyer to supplier.
private struct Links {
  var buyer: [Int32] = []
  var supplier: [Int32] = []
  var cost: [Double] = []
  var steps: [PathStep] = []

  mutating func append(_ index: Int, _ need: Need, _ graph: SupplyGraph, _ options: CompilationOptions) {
    var attributed = 0.0
    for supply in graph.supplies[need.supplies] { attributed += supply.share }
    let spread = options.unattributed == .proportional && attributed > 0 ? need.unattributed / attributed : 0
    for position in need.supplies where graph.supplies[position].share > 0 {
      let supply = graph.supplies[position]
      let share = supply.share * (1 + spread)
      buyer.append(need.entity.rawValue)
      supplier.append(supply.supplier.rawValue)
      // Shares that sum to a little above 1 by rounding must not cost less than nothing.
      cost.append(max(0, -Double.log(need.criticality) - Double.log(share)))
      steps.append(
        PathStep(buyer: need.entity, supply: position, need: index, share: share, criticality: need.criticality))
    }
  }
}
