import ChokepointTestSupport
import GraphAlgorithms
import Testing

@Suite struct NodeSetTests {
  @Test(arguments: [0, 1, 63, 64, 65, 200])
  func behavesLikeASet(nodeCount: Int) {
    var generator = SplitMix64(seed: UInt64(nodeCount))
    var set = NodeSet(nodeCount: nodeCount)
    var reference: Set<Int> = []
    #expect(set.isEmpty)
    for _ in 0..<nodeCount {
      let node = generator.below(nodeCount)
      #expect(set.insert(node) == reference.insert(node).inserted)
    }
    #expect(set.count == reference.count)
    #expect(set.isEmpty == reference.isEmpty)
    #expect(Array(set) == reference.sorted())
    #expect((-1...nodeCount).allSatisfy { set.contains($0) == reference.contains($0) })
    #expect(!set.contains(.max) && !set.contains(.min))
  }

  @Test func intersectsAndUnites() {
    var generator = SplitMix64(seed: 1)
    for _ in 0..<20 {
      var (one, other) = (NodeSet(nodeCount: 130), NodeSet(nodeCount: 130))
      for _ in 0..<60 {
        one.insert(generator.below(130))
        other.insert(generator.below(130))
      }
      var (both, either) = (one, one)
      both.formIntersection(other)
      either.formUnion(other)
      #expect(Array(both) == Set(one).intersection(other).sorted())
      #expect(Array(either) == Set(one).union(other).sorted())
    }
  }
}
