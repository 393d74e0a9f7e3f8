import ChokepointTestSupport
import Propagation
import RiskAnalysis
import SupplyGraph
import Testing

@Suite("Single points of failure against naive references")
struct ChokepointLawTests {
  private func mean(_ losses: [Double], of targets: [EntityIndex]) -> Double {
    targets.isEmpty ? 0 : targets.reduce(0) { $0 + losses[$1.position] } / Double(targets.count)
  }

  @Test("Figures, marks and order on random graphs")
  func randomGraphs() throws {
    var generator = SplitMix64(seed: 90)
    var marked = 0
    for draw in 0..<150 {
      let graph = try GraphResolver.graph(of: RandomGraphs.rich.document(using: &generator))
      let order = generator.permutation(graph.entities.count)
      let targets = order.prefix(1 + generator.below(3)).map { EntityIndex($0) }
      let options = CompilationOptions(unattributed: draw % 2 == 0 ? .safe : .proportional)
      let analysis = try ChokepointAnalysis(graph, targets: targets, options: options)
      #expect(analysis.errorBound < 1e-10)
      let all = NaiveAvailability(graph, options)
      for point in analysis.chokepoints {
        let others = targets.filter { $0 != point.entity }
        let losses = all.losses([Hit(point.entity)])
        #expect(point.isTarget == (others.count < targets.count))
        #expect(abs(point.impactRigid - mean(losses, of: others)) < 1e-12)
        #expect(point.hardFor == others.filter { losses[$0.position] >= 0.999 - 1e-9 })
        #expect(point.criticalFor == others.filter { losses[$0.position] >= 0.5 - 1e-9 })
        let worst = others.map { losses[$0.position] }.max() ?? 0
        #expect(abs(point.worstLoss - worst) < 1e-12)
        #expect((point.worstTarget == nil) == (worst == 0))
        if let target = point.worstTarget { #expect(abs(losses[target.position] - worst) < 1e-12) }
        marked += point.criticalFor.count
      }
      for (a, b) in zip(analysis.chokepoints, analysis.chokepoints.dropFirst()) {
        #expect((-a.impactRigid, a.entity.position) < (-b.impactRigid, b.entity.position))
      }
    }
    #expect(marked > 200, "the draws must not be trivial: \(marked)")
  }

  @Test("Dominators are what takes every path from raw inputs away")
  func dominators() throws {
    var generator = SplitMix64(seed: 91)
    var found = 0
    for _ in 0..<250 {
      var family = RandomGraphs.rich
      family.supplierLimit = 2
      let graph = try GraphResolver.graph(of: family.document(using: &generator))
      let options = CompilationOptions()
      let analysis = try ChokepointAnalysis(graph, targets: Array(graph.entityIndices), options: options)
      let naive = NaiveStructure(graph)
      for target in graph.entityIndices {
        let expected = naive.dominators(of: target, kinds: options.kinds)
        let listed = analysis.chokepoints.filter { $0.dominates.contains(target) }.map(\.entity)
        #expect(Set(listed) == Set(expected), "\(graph[target].id)")
        found += expected.count
      }
    }
    #expect(found > 100, "the draws must not be trivial: \(found)")
  }

  @Test("Without cycles, all essential and attributed: dominators are hard; equal where nobody has two needs")
  func dominatorsAreHard() throws {
    var generator = SplitMix64(seed: 92)
    var (fewer, equal) = (0, 0)
    for draw in 0..<200 {
      var family = RandomGraphs()
      family.hasCycles = false
      family.criticalities = [1]
      family.unattributedEvery = 0
      family.needLimit = draw % 2 == 0 ? 1 : 3
      let graph = try GraphResolver.graph(of: family.document(using: &generator))
      let analysis = try ChokepointAnalysis(graph, targets: Array(graph.entityIndices))
      for point in analysis.chokepoints {
        #expect(Set(point.dominates).isSubset(of: point.hardFor))
        if draw % 2 == 0 { #expect(Set(point.dominates) == Set(point.hardFor)) }
        if point.dominates.count < point.hardFor.count { fewer += 1 }
        if !point.dominates.isEmpty { equal += 1 }
      }
    }
    #expect(fewer > 10 && equal > 10)
  }
}
