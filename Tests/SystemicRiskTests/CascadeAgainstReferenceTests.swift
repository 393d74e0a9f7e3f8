import ChokepointTestSupport
import SystemicRisk
import Testing

@Suite struct CascadeAgainstReferenceTests {
  private func check(_ twin: TwinNetwork, _ shock: [FirmFailure], hasSubstitution: Bool, epsilon: Double) throws {
    let risk = try EconomicSystemicRisk(
      twin.network, options: SystemicRiskOptions(epsilon: epsilon, hasSubstitution: hasSubstitution))
    var capacity = [Double](repeating: 1, count: twin.industries.count)
    for failure in shock { capacity[failure.firm] = min(capacity[failure.firm], 1 - failure.loss) }
    let expected = twin.reference(hasSubstitution: hasSubstitution, epsilon: epsilon).answer(capacity: capacity)
    let answer = risk.index(of: shock)
    #expect(abs(answer.value - expected.value) < 1e-12, "\(twin) \(shock)")
    #expect(abs(answer.downstream - expected.downstream) < 1e-12)
    #expect(abs(answer.upstream - expected.upstream) < 1e-12)
    #expect(answer.steps == expected.steps, "\(twin) \(shock)")
    for (loss, capacity) in zip(risk.losses(of: shock), zip(expected.capacityDown, expected.capacityUp)) {
      #expect(abs(1 - loss.downstream - capacity.0) < 1e-12 && abs(1 - loss.upstream - capacity.1) < 1e-12)
    }
  }

  @Test(arguments: [false, true]) func randomNetworks(hasSubstitution: Bool) throws {
    var generator = SplitMix64(seed: 51)
    for (number, twin) in TwinNetwork.random(count: 400, seed: 52).enumerated() {
      try check(
        twin, twin.shock(using: &generator), hasSubstitution: hasSubstitution,
        epsilon: number.isMultiple(of: 3) ? 1e-2 : 1e-9)
    }
  }

  /// Three firms: every set of sales between them, every split into two industries, every closure.
  @Test func everyNetworkOfThreeFirms() throws {
    let pairs = [(0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1)]
    var number = 0
    for set in 0..<(1 << pairs.count) {
      for split in 0..<8 {
        for kinds in 0..<2 {
          number += 1
          let industries = (0..<3).map { split >> $0 & 1 }
          let sales = pairs.indices.filter { set >> $0 & 1 == 1 }.map { index in
            let (seller, buyer) = pairs[index]
            let isEssential = (kinds >> industries[seller] ^ buyer) & 1 == 1
            return Sale(
              seller: seller, buyer: buyer, volume: Double(1 + (index * 7 + set) % 5),
              essentiality: isEssential ? .essential : .nonEssential)
          }
          let twin = TwinNetwork(industries: industries, industryCount: 2, sales: sales, outside: [])
          try check(
            twin, [FirmFailure(firm: number % 3)], hasSubstitution: number / 3 % 2 == 1, epsilon: 1e-9)
        }
      }
    }
  }
}
