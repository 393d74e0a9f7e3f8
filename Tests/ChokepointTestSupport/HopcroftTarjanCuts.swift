/// Articulation points and bridges by low-links of a depth-first search: a second engine for larger graphs.
///
/// It shares nothing with the library's search, which works on a breadth-first forest.
public struct HopcroftTarjanCuts: Sendable {
  /// The articulation points, ascending.
  public private(set) var articulationPoints: [Int] = []
  /// The bridges with their ends ascending, in lexicographic order.
  public private(set) var bridges: [[Int]] = []

  /// Searches a graph, its edges taken without direction.
  public init(_ graph: EdgeListGraph) {
    var neighbours = Array(repeating: [(node: Int, edge: Int)](), count: graph.nodeCount)
    for (edge, ends) in graph.edges.enumerated() {
      neighbours[ends.source].append((ends.target, edge))
      neighbours[ends.target].append((ends.source, edge))
    }
    var found = Array(repeating: 0, count: graph.nodeCount)
    var low = found
    var next = found
    var entryEdge = Array(repeating: -1, count: graph.nodeCount)
    var isArticulation = Array(repeating: false, count: graph.nodeCount)
    var clock = 0
    for root in 0..<graph.nodeCount where found[root] == 0 {
      var path = [root]
      var rootChildren = 0
      clock += 1
      (found[root], low[root]) = (clock, clock)
      while let node = path.last {
        if next[node] < neighbours[node].count {
          let (neighbour, edge) = neighbours[node][next[node]]
          next[node] += 1
          if found[neighbour] == 0 {
            clock += 1
            (found[neighbour], low[neighbour], entryEdge[neighbour]) = (clock, clock, edge)
            path.append(neighbour)
          } else if edge != entryEdge[node] {
            low[node] = min(low[node], found[neighbour])
          }
          continue
        }
        path.removeLast()
        guard let parent = path.last else { break }
        low[parent] = min(low[parent], low[node])
        if low[node] > found[parent] { bridges.append([min(parent, node), max(parent, node)]) }
        if parent == root {
          rootChildren += 1
        } else if low[node] >= found[parent] {
          isArticulation[parent] = true
        }
      }
      isArticulation[root] = rootChildren > 1
    }
    articulationPoints = isArticulation.indices.filter { isArticulation[$0] }
    bridges.sort { $0.lexicographicallyPrecedes($1) }
  }
}
