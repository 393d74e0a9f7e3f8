import ChokepointTestSupport
import Propagation
import RiskAnalysis
import SupplyGraph
import Testing

/// Exposure on seeded random graphs with everything in them, against definitions that know no order of computing.
@Suite("Exposure against naive references")
struct ExposureLawTests {
  private func graphs(_ count: Int, seed: UInt64) throws -> [SupplyGraph] {
    var generator = SplitMix64(seed: seed)
    return try (0..<count).map { _ in
      try GraphResolver.graph(of: RandomGraphs.rich.document(using: &generator))
    }
  }

  @Test("Loss, independent and upper form equal the references for one provider and for several")
  func againstReferences() throws {
    var generator = SplitMix64(seed: 71)
    var lossy = 0
    for graph in try graphs(90, seed: 70) {
      for policy in UnattributedPolicy.allCases {
        let options = CompilationOptions(unattributed: policy)
        let analysis = try ExposureAnalysis(graph, options)
        let naive = NaiveAvailability(graph, options)
        let order = generator.permutation(graph.entities.count).map { EntityIndex($0) }
        for providers in [[order[0]], Array(order.prefix(2)), Array(order.prefix(3))] {
          let hits = providers.map { Hit($0) }
          let losses = naive.losses(hits)
          let independent = naive.losses(hits, form: .independent)
          let upper = naive.losses(hits, form: .upper)
          for target in graph.entityIndices {
            let exposure = analysis.exposure(of: target, to: providers)
            let place = target.position
            #expect(abs(exposure.loss - losses[place]) < 1e-12)
            #expect(abs(exposure.lossIndependent - independent[place]) < 1e-9)
            #expect(abs(exposure.lossUpper - upper[place]) < 1e-9)
            #expect(exposure.loss <= exposure.lossIndependent && exposure.lossIndependent <= exposure.lossUpper)
            #expect(exposure.lossUpper <= 1 && exposure.loss >= 0)
            #expect(exposure.errorBound < 1e-10)
            if exposure.loss > 0, exposure.loss < 1 { lossy += 1 }
          }
        }
      }
    }
    #expect(lossy > 400, "the draws must not be trivial: \(lossy)")
  }

  @Test("Both directions give the same answers")
  func bothDirections() throws {
    for graph in try graphs(50, seed: 72) {
      let analysis = try ExposureAnalysis(graph)
      for provider in graph.entityIndices {
        let hit = analysis.affected(by: [provider], paths: 4)
        for target in graph.entityIndices where target != provider {
          let from = analysis.exposures(of: target, to: [provider], paths: 4)
          let there = hit.filter { $0.target == target }
          #expect(from.count == there.count)
          guard let one = from.first, let other = there.first else { continue }
          #expect(one.loss == other.loss && one.lossUpper == other.lossUpper)
          #expect(one.lossIndependent == other.lossIndependent && one.unattributed == other.unattributed)
          #expect(one.paths == other.paths && one.remainder == other.remainder)
          #expect(one.isTrivial == other.isTrivial)
        }
      }
    }
  }

  @Test("Rankings fall, and hold exactly those who lose something")
  func rankings() throws {
    for graph in try graphs(40, seed: 73) {
      let analysis = try ExposureAnalysis(graph)
      let naive = NaiveAvailability(graph)
      for target in graph.entityIndices {
        let exposures = analysis.exposures(of: target)
        for (a, b) in zip(exposures, exposures.dropFirst()) {
          #expect(a.loss > b.loss || (a.loss == b.loss && a.providers[0] < b.providers[0]))
        }
        let expected = graph.entityIndices.filter {
          $0 != target && naive.losses([Hit($0)])[target.position] > 0
        }
        #expect(Set(exposures.map { $0.providers[0] }) == Set(expected))
      }
    }
  }

  @Test("One engine answers a second question as a new one would")
  func questionsDoNotMix() throws {
    for graph in try graphs(30, seed: 74) {
      let used = try ExposureAnalysis(graph)
      for provider in graph.entityIndices {
        for target in graph.entityIndices {
          let fresh = try ExposureAnalysis(graph).exposure(of: target, to: [provider], paths: 2)
          let again = used.exposure(of: target, to: [provider], paths: 2)
          #expect(fresh.loss == again.loss && fresh.lossUpper == again.lossUpper && fresh.paths == again.paths)
        }
      }
    }
  }
}
