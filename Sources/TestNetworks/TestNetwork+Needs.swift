extension TestNetwork {
  /// How often a need is met by one, two or three suppliers, in hundredths.
  private static let supplierCounts = (one: 25, two: 35)

  /// The needs of an entity with their supplies; none in the first stage, which digs.
  ///
  /// One to four needs for different products, each with one to three different suppliers. A need is met from the stage
  /// before with probability 0.7 and from any earlier stage otherwise; with probability ``TestNetworkOptions/cycles`` it
  /// is met from the buyer's own stage or a later one instead, and then stops at most 90 % of the output, so that no
  /// circle feeds on itself without leak. One need in ten has a part of 1–10 % that is attributed to nobody.
  public func needs(of entity: Int) -> [TestNeed] {
    let stage = stage(of: entity)
    guard stage > 1 else { return [] }
    var stream = SeededStream(seed: options.seed, entity: 2 * entity + 1)
    var needs: [TestNeed] = []
    let count = 1 + stream.below(4)
    for _ in 0..<count {
      let isBack = stream.unit() < options.cycles
      let isNext = stream.unit() < 0.7
      let from =
        isBack
        ? stage + stream.below(Self.stageCount + 1 - stage) : isNext ? stage - 1 : 1 + stream.below(stage - 1)
      let makers = stages[from - 1]
      var product = TestProduct(stage: from, number: stream.below(makers.products) + 1)
      for _ in 0..<3 where needs.contains(where: { $0.product == product }) {
        product.number = stream.below(makers.products) + 1
      }
      // Everything is drawn before a need is left out, so that one need does not shift the numbers of the next.
      let criticality = criticality(&stream, isBack: isBack)
      let volume = 0.1 / (0.01 + stream.unit())
      let stock = Double([0, 7, 14, 30, 60, 90][stream.below(6)])
      let supplies = supplies(of: entity, product, makers, &stream)
      guard !supplies.isEmpty, !needs.contains(where: { $0.product == product }) else { continue }
      needs.append(
        TestNeed(
          product: product, criticality: criticality,
          volume: options.hasVolumes ? (volume * 10_000).rounded() / 10_000 : nil,
          bufferDays: options.hasStocks ? stock : nil, supplies: supplies))
    }
    return needs
  }

  /// Six needs in ten stop everything, the others 10–90 %.
  private func criticality(_ stream: inout SeededStream, isBack: Bool) -> Double {
    let isEssential = stream.below(10) < 6 && !isBack
    let part = Double(1 + stream.below(9)) / 10
    return isEssential ? 1 : part
  }

  private func supplies(
    of buyer: Int, _ product: TestProduct, _ stage: Stage, _ stream: inout SeededStream
  ) -> [TestSupply] {
    let number = product.number - 1
    let makers = stage.makers(of: number)
    let draw = stream.below(100)
    let wanted =
      draw < Self.supplierCounts.one ? 1 : draw < Self.supplierCounts.one + Self.supplierCounts.two ? 2 : 3
    var supplies: [TestSupply] = []
    for _ in 0..<wanted {
      let part = 100 + stream.below(900)
      // A supplier that is taken, or the buyer itself, is drawn again a few times; small stages run out of others.
      for _ in 0..<4 {
        let u = stream.unit()
        let supplier = stage.maker(of: number, rank: Int(Double(makers) * u * u * u * u))
        if supplier == buyer || supplies.contains(where: { $0.supplier == supplier }) { continue }
        supplies.append(TestSupply(supplier: supplier, tenThousandths: part))
        break
      }
    }
    let attributed = stream.below(10) == 0 ? 9_000 + 100 * stream.below(10) : 10_000
    let sum = supplies.reduce(0) { $0 + $1.tenThousandths }
    var rest = attributed
    for index in supplies.indices.dropFirst() {
      supplies[index].tenThousandths = supplies[index].tenThousandths * attributed / sum
      rest -= supplies[index].tenThousandths
    }
    if !supplies.isEmpty { supplies[0].tenThousandths = rest }
    return supplies
  }
}
