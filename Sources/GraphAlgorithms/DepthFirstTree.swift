/// A depth-first spanning tree below a virtual root, its nodes numbered in the order of discovery.
///
/// Number 0 is the virtual root, the nodes reached have 1 … `count`. Whoever makes one frees it.
struct DepthFirstTree {
  /// The number of nodes reached.
  let count: Int
  /// The number of every node; 0 where it was not reached.
  let number: ScratchBuffer
  /// The node of every number from 1.
  let vertex: ScratchBuffer
  /// The number of the parent, for every number from 1.
  let parent: ScratchBuffer

  /// The numbers of the nodes reached.
  var numbers: Range<Int> { 1..<(count + 1) }

  /// Searches from the roots in the given order, along edges in row order.
  init(_ rows: RowBuffers, nodeCount: Int, roots: [Int]) {
    number = ScratchBuffer(count: nodeCount, filledWith: 0)
    vertex = ScratchBuffer(count: nodeCount + 1)
    parent = ScratchBuffer(count: nodeCount + 1)
    let stack = ScratchBuffer(count: nodeCount)
    let next = ScratchBuffer(count: nodeCount)
    defer {
      stack.deallocate()
      next.deallocate()
    }
    var count = 0
    for root in roots where number[root] == 0 {
      var depth = 0
      var entering = root
      var above: Int32 = 0
      while entering >= 0 {
        count += 1
        number[entering] = Int32(truncatingIfNeeded: count)
        vertex[count] = Int32(truncatingIfNeeded: entering)
        parent[count] = above
        stack[depth] = Int32(truncatingIfNeeded: entering)
        next[depth] = rows.start[entering]
        depth += 1

        entering = -1
        while depth > 0, entering < 0 {
          let node = Int(stack[depth - 1])
          let end = rows.start[node + 1]
          var position = next[depth - 1]
          while position < end {
            let target = Int(rows.column[Int(position)])
            position += 1
            if number[target] == 0 {
              entering = target
              above = number[node]
              break
            }
          }
          next[depth - 1] = position
          if entering < 0 { depth -= 1 }
        }
      }
    }
    self.count = count
  }

  func deallocate() {
    number.deallocate()
    vertex.deallocate()
    parent.deallocate()
  }
}
