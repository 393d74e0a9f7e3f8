/// A breadth-first spanning forest of a graph without direction, its nodes numbered in order of discovery.
///
/// A parent's number is smaller than its child's, and an edge outside the forest never joins a node to an
/// ancestor above its parent. Whoever makes one frees it.
struct BreadthFirstForest {
  /// The number of nodes.
  let count: Int
  /// The number of every node, from 0.
  let number: ScratchBuffer
  /// The node of every number.
  let vertex: ScratchBuffer
  /// The number of the parent of every number; −1 for a root.
  let parent: ScratchBuffer

  init(_ forward: RowBuffers, _ backward: RowBuffers, nodeCount: Int) {
    count = nodeCount
    number = ScratchBuffer(count: nodeCount, filledWith: -1)
    vertex = ScratchBuffer(count: nodeCount)
    parent = ScratchBuffer(count: nodeCount)
    var tail = 0
    for root in 0..<nodeCount where number[root] < 0 {
      number[root] = Int32(truncatingIfNeeded: tail)
      vertex[tail] = Int32(truncatingIfNeeded: root)
      parent[tail] = -1
      var head = tail
      tail += 1
      while head < tail {
        let node = Int(vertex[head])
        for edge in forward.range(node) { discover(forward.column[edge], from: head, tail: &tail) }
        for edge in backward.range(node) { discover(backward.column[edge], from: head, tail: &tail) }
        head += 1
      }
    }
  }

  @inline(__always)
  private func discover(_ node: Int32, from head: Int, tail: inout Int) {
    guard number[Int(node)] < 0 else { return }
    number[Int(node)] = Int32(truncatingIfNeeded: tail)
    vertex[tail] = node
    parent[tail] = Int32(truncatingIfNeeded: head)
    tail += 1
  }

  func deallocate() {
    number.deallocate()
    vertex.deallocate()
    parent.deallocate()
  }
}
