/// Why a graph could not be built, or a question about it not be asked.
public enum GraphError: Error, Equatable, Sendable {
  /// An end of edge `edge` (position in the input) is `node`, which is not in `0 ..< nodeCount`.
  case endpointOutOfRange(edge: Int, node: Int, nodeCount: Int)
  /// A node given as an argument is not in `0 ..< nodeCount`.
  case nodeOutOfRange(node: Int, nodeCount: Int)
  /// The node count is negative or above `CompactDigraph.maximumNodeCount`.
  case nodeCountNotRepresentable(Int)
  /// There are more edges than a 32-bit index can number.
  case edgeCountNotRepresentable(Int)
  /// The arrays of sources and targets differ in length.
  case unequalEndpointCounts(sources: Int, targets: Int)
}
