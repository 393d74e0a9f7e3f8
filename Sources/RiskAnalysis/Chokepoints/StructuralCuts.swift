import GraphAlgorithms
public import SupplyGraph

/// Entities and links whose removal takes the undirected supply graph apart.
///
/// The graph has an edge for every supply with a positive share, capital left out, with countries, owners and hazards
/// as nodes. A cut says that parts of the network touch nowhere else; it says nothing of direction or volume.
public struct StructuralCuts: Sendable {
  /// Articulation points, in entity order.
  public let articulationPoints: [EntityIndex]
  /// Bridges, in entity order.
  public let bridges: [[EntityIndex]]
  /// Entities without which a group that depends on itself in circles falls into parts, in entity order. Directions
  /// count here.
  public let strongArticulationPoints: [EntityIndex]

  /// - Complexity: near O(V + E).
  public init(_ graph: SupplyGraph) {
    guard let digraph = try? graph.dependencyDigraph() else {
      articulationPoints = []
      bridges = []
      strongArticulationPoints = []
      return
    }
    let cuts = digraph.undirectedCuts()
    articulationPoints = cuts.articulationPoints.map { EntityIndex(rawValue: $0) }
    bridges = cuts.bridges.map { [EntityIndex(rawValue: $0.lower), EntityIndex(rawValue: $0.upper)] }
    strongArticulationPoints = digraph.strongArticulationPoints().map { EntityIndex(rawValue: $0) }
  }
}
