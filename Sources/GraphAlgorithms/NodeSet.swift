/// A set of nodes as one bit a node.
///
/// Iteration is ascending, so results built from it do not depend on hashing.
/// Memory: n / 8 bytes for the n nodes of its graph, whether they are members or not.
public struct NodeSet: Equatable, Sendable {
  private var words: [UInt64]
  /// The number of nodes of the graph; members are in `0 ..< nodeCount`.
  public let nodeCount: Int

  /// An empty set for a graph with this many nodes.
  ///
  /// - Precondition: `nodeCount` ≥ 0.
  /// - Complexity: O(n / 64) time and space.
  public init(nodeCount: Int) {
    precondition(nodeCount >= 0, "a node count is not negative")
    self.nodeCount = nodeCount
    words = Array(repeating: 0, count: Self.wordCount(nodeCount))
  }

  /// A set from its bits; those at and above `nodeCount` are 0.
  init(words: [UInt64], nodeCount: Int) {
    self.words = words
    self.nodeCount = nodeCount
  }

  /// How many words hold one bit a node.
  static func wordCount(_ nodeCount: Int) -> Int {
    nodeCount / 64 + (nodeCount % 64 == 0 ? 0 : 1)
  }

  /// The number of members.
  ///
  /// - Complexity: O(n / 64) time.
  public var count: Int {
    words.reduce(0) { $0 + $1.nonzeroBitCount }
  }

  /// Whether no node is a member.
  ///
  /// - Complexity: O(n / 64) time.
  public var isEmpty: Bool {
    words.allSatisfy { $0 == 0 }
  }

  /// Whether a node is a member; a number outside `0 ..< nodeCount` is none.
  ///
  /// - Complexity: O(1) time and space.
  public func contains(_ node: Int) -> Bool {
    guard node >= 0, node < nodeCount else { return false }
    return words[node >> 6] & (1 << UInt64(node & 63)) != 0
  }

  /// Adds a node.
  ///
  /// - Precondition: `node` is in `0 ..< nodeCount`.
  /// - Returns: whether it was new.
  /// - Complexity: O(1) time and space.
  @discardableResult
  public mutating func insert(_ node: Int) -> Bool {
    precondition(node >= 0 && node < nodeCount, "the node is not in the graph")
    let bit: UInt64 = 1 << UInt64(node & 63)
    let isNew = words[node >> 6] & bit == 0
    words[node >> 6] |= bit
    return isNew
  }

  /// Keeps the members that are also in another set of the same graph.
  ///
  /// - Precondition: the node counts are equal.
  /// - Complexity: O(n / 64) time.
  public mutating func formIntersection(_ other: NodeSet) {
    precondition(nodeCount == other.nodeCount, "the sets belong to different graphs")
    for index in words.indices { words[index] &= other.words[index] }
  }

  /// Adds the members of another set of the same graph.
  ///
  /// - Precondition: the node counts are equal.
  /// - Complexity: O(n / 64) time.
  public mutating func formUnion(_ other: NodeSet) {
    precondition(nodeCount == other.nodeCount, "the sets belong to different graphs")
    for index in words.indices { words[index] |= other.words[index] }
  }
}

extension NodeSet: Sequence {
  /// Walks through the members in ascending order.
  public struct Iterator: IteratorProtocol, Sendable {
    private let words: [UInt64]
    private var index = 0
    private var rest: UInt64

    init(words: [UInt64]) {
      self.words = words
      rest = words.first ?? 0
    }

    /// The next member, or nil after the last one.
    public mutating func next() -> Int? {
      while rest == 0 {
        index += 1
        guard index < words.count else { return nil }
        rest = words[index]
      }
      let bit = rest.trailingZeroBitCount
      rest &= rest - 1
      return index << 6 + bit
    }
  }

  /// An iterator over the members in ascending order.
  public func makeIterator() -> Iterator {
    Iterator(words: words)
  }
}
