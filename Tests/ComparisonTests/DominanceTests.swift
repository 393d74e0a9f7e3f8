import Comparison
import Testing

/// Worse in everything, by the definition.
struct DominanceTests {
  @Test func worseOrEqualInAllAndWorseInOne() {
    let dominance = Dominance([[2, 2], [1, 2], [2, 1], [1, 1], [1, 1]])
    #expect(dominance.dominated(by: 0) == [1, 2, 3, 4])
    #expect(dominance.dominated(by: 1) == [3, 4] && dominance.dominated(by: 2) == [3, 4])
    // Equal ones do not dominate each other, and neither do those that differ both ways.
    #expect(dominance.dominated(by: 3).isEmpty && dominance.dominated(by: 4).isEmpty)
  }

  @Test func infinityIsWorstAndUnknownIsLeftOut() {
    let dominance = Dominance([[.infinity, .nan], [5, 3], [5, 1]])
    #expect(dominance.dominated(by: 0) == [1, 2])
    #expect(dominance.dominated(by: 1) == [2] && dominance.dominated(by: 2).isEmpty)
    #expect(Dominance([[-.infinity], [-.infinity]]).pairs.isEmpty)
    #expect(Dominance([[1], [1 + 1e-12]]).pairs.isEmpty && Dominance([]).pairs.isEmpty)
  }

  @Test func itIsAPartialOrder() {
    var state: UInt64 = 5
    func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double((state >> 33) % 3)
    }
    for _ in 0..<200 {
      let dominance = Dominance((0..<6).map { _ in (0..<3).map { _ in next() } })
      let pairs = Set(dominance.pairs)
      for pair in pairs {
        #expect(!pairs.contains(.init(worse: pair.better, better: pair.worse)))
        for other in pairs where other.worse == pair.better {
          #expect(pairs.contains(.init(worse: pair.worse, better: other.better)))
        }
      }
    }
  }
}
