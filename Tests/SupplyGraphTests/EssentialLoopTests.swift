import ChokepointTestSupport
import Diagnostics
import SupplyGraph
import Testing

/// Loops that, once emptied, do not refill by themselves.
@Suite struct EssentialLoopTests {
  private func loops(_ entities: [EntitySketch]) -> [Finding] {
    GraphResolver.resolve(GraphBuilder.document(entities)).findings.filter { $0.code == "essential-loop" }
  }

  /// A ring in which every entity has this criticality and share; the rest of a need comes from outside.
  private func ring(_ links: [(criticality: Double, share: Double)], note: String? = nil) -> [EntitySketch] {
    links.indices.map { index in
      let before = "r\((index + links.count - 1) % links.count)"
      let rest = max(0, 1 - links[index].share)
      let sketch = need(
        "p", c: links[index].criticality, note: index == 0 ? note : nil,
        from: [before: links[index].share, "outside": rest])
      return entity("r\(index)", needs: [sketch])
    }
  }

  @Test func theLimitIsAGainOf0Point999() {
    #expect(loops(ring([(1, 1), (1, 1)])).count == 1)
    #expect(loops(ring([(0.999, 1), (1, 1)])).count == 1)
    #expect(loops(ring([(1, 0.999), (1, 1)])).count == 1)
    #expect(loops(ring([(0.9995, 1), (1, 0.9995)])).count == 1)
    #expect(loops(ring([(1, 0.99949), (0.9995, 1)])).isEmpty)
    #expect(loops(ring([(0.9989, 1), (1, 1)])).isEmpty)
    #expect(loops(ring([(1, 0.998_999), (1, 1)])).isEmpty)
    #expect(loops(ring([(0.5, 1), (1, 1)])).isEmpty)
  }

  @Test func roundingOfANormalisedShareDoesNotHideALoop() {
    // 0.999 and two parts of the rest that do not sum to exactly 1.
    for error in [-8e-10, -1e-15, 1e-15, 8e-10] {
      let found = loops([
        entity("a", needs: [need("p", from: ["b": 0.999 * (1 + error), "x": 0.001 * (1 + error)])]),
        entity("b", needs: [need("p", from: ["a": 1])]),
      ])
      #expect(found.count == 1, "\(error)")
    }
    for tenths in 1...9 {
      let parts = [0.999, Double(tenths) / 10_000, Double(10 - tenths) / 10_000]
      for order in [[0, 1, 2], [1, 2, 0], [2, 1, 0], [1, 0, 2]] {
        let suppliers = order.map { (["b", "x", "y"][$0], parts[$0]) }
        var sketch = need("p", from: [:])
        sketch.supplies = suppliers
        let found = loops([entity("a", needs: [sketch]), entity("b", needs: [need("p", from: ["a": 1])])])
        #expect(found.count == 1, "\(suppliers)")
      }
    }
  }

  @Test func theLoopIsNamedAtOneOfItsNeeds() throws {
    let finding = try #require(loops(ring([(1, 1), (1, 1), (1, 1)])).first)
    #expect(finding.severity == .warning)
    #expect(finding.text.contains("'r1' → 'r2' → 'r0' → 'r1'"), "\(finding.text)")
    #expect(finding.position == place(.needs, 0, 2))
    #expect(finding.suggestion?.contains("note") == true)
  }

  @Test func longLoopsAreCutShort() throws {
    let finding = try #require(loops(ring([(Double, Double)](repeating: (1, 1), count: 12))).first)
    #expect(finding.text.contains("'r1' → 'r2' → 'r3' → 'r4' → 'r5' → 'r6' → 'r7' → 'r8' → … → 'r1'"))
  }

  @Test func aNoteOnAnyNeedOfTheLoopAcknowledgesIt() throws {
    let finding = try #require(loops(ring([(1, 1), (1, 1)], note: "both are one firm")).first)
    #expect(finding.severity == .info)
    #expect(finding.suggestion == nil)
  }

  @Test func capitalMakesNoLoop() {
    #expect(
      loops([
        entity("a", needs: [need("p", from: ["b": 1])]),
        entity("b", needs: [need("p", kind: .capital, from: ["a": 1])]),
      ]).isEmpty)
    #expect(
      loops([
        entity("a", needs: [need("p", kind: .licence, from: ["b": 1])]),
        entity("b", needs: [need("p", kind: .upkeep, from: ["a": 1])]),
      ]).count == 1)
  }

  @Test func separateLoopsAreReportedEach() {
    #expect(
      loops([
        entity("a", needs: [need("p", from: ["b": 1])]), entity("b", needs: [need("p", from: ["a": 1])]),
        entity("c", needs: [need("p", from: ["d": 1]), need("q", from: ["b": 1])]),
        entity("d", needs: [need("p", from: ["c": 1])]),
      ]).count == 2)
  }

  @Test func theBestOfSeveralNeedsBetweenTwoIsTaken() {
    #expect(
      loops([
        entity("a", needs: [need("p", c: 0.9992, from: ["b": 1]), need("q", c: 0.9999, from: ["b": 1])]),
        entity("b", needs: [need("p", c: 0.9992, from: ["a": 1])]),
      ]).count == 1)
  }

  /// Every simple cycle of a small graph is tried; a warning must come exactly for the parts that hold one.
  @Test func warningsAgreeWithTryingEveryCycle() throws {
    var generator = SplitMix64(seed: 11)
    let factors = [1, 0.9998, 0.9996, 0.9995, 0.9993, 0.9991, 0.998]
    var withLoop = 0
    for round in 0..<300 {
      let count = 2 + generator.below(5)
      let sketches = (0..<count).map { index in
        let needs = (0..<(1 + generator.below(2))).map { number in
          let supplier = (index + 1 + generator.below(count - 1)) % count
          return need("p\(number)", c: factors[generator.below(factors.count)], from: ["e\(supplier)": 1])
        }
        return entity("e\(index)", needs: needs)
      }
      let graph = try GraphBuilder.graph(sketches)
      let expected = LoopReference(graph).partsWithLoop
      if expected > 0 { withLoop += 1 }
      #expect(loops(sketches).count == expected, "round \(round)")
    }
    #expect((50...290).contains(withLoop), "\(withLoop)")
  }
}

/// Counts the strongly connected parts, over supplies with a factor of at least 0.999, that hold a cycle of that gain.
private struct LoopReference {
  private var gain: [[Double]]

  init(_ graph: SupplyGraph) {
    gain = graph.entities.map { _ in [Double](repeating: 0, count: graph.entities.count) }
    for need in graph.needs {
      for supply in graph.supplies[need.supplies] where need.criticality * supply.share >= 0.999 {
        let (from, to) = (supply.supplier.position, need.entity.position)
        gain[from][to] = max(gain[from][to], need.criticality * supply.share)
      }
    }
  }

  var partsWithLoop: Int {
    var found: Set<[Int]> = []
    for start in gain.indices where bestCycle(start, at: start, 1, [start]) >= 0.999 - 1e-12 {
      found.insert(gain.indices.filter { reaches(start, $0) && reaches($0, start) })
    }
    return found.count
  }

  private func bestCycle(_ start: Int, at node: Int, _ product: Double, _ visited: Set<Int>) -> Double {
    var best = 0.0
    for next in gain.indices where gain[node][next] > 0 {
      let reached = product * gain[node][next]
      if next == start {
        best = max(best, reached)
      } else if !visited.contains(next) {
        best = max(best, bestCycle(start, at: next, reached, visited.union([next])))
      }
    }
    return best
  }

  private func reaches(_ from: Int, _ to: Int) -> Bool {
    var seen: Set<Int> = [from]
    var waiting = [from]
    while let node = waiting.popLast() {
      for next in gain.indices where gain[node][next] > 0 && seen.insert(next).inserted { waiting.append(next) }
    }
    return seen.contains(to)
  }
}
