/// A product of a test network.
public struct TestProduct: Hashable, Sendable {
  /// The stage that makes it, 1…8.
  public var stage: Int
  /// Its number within the stage, from 1.
  public var number: Int

  public var id: String { "p\(stage)-\(number)" }
}

/// An entity of a test network.
public struct TestEntity: Hashable, Sendable {
  public var id: String
  /// ISO 3166 alpha-3 code of where it stands.
  public var country: String
  /// Share of its output's value that it adds itself, 0.2…0.6.
  public var valueAddedShare: Double
}

/// One provider of one need of a test network.
public struct TestSupply: Hashable, Sendable {
  /// Number of the supplier.
  public var supplier: Int
  /// Share of the need, in ten-thousandths.
  public var tenThousandths: Int

  /// Share of the need, 0…1.
  public var share: Double { Double(tenThousandths) / 10_000 }
}

/// One need of an entity of a test network.
public struct TestNeed: Hashable, Sendable {
  public var product: TestProduct
  /// 0.1…1.
  public var criticality: Double
  /// USD billion a year; nil where the network has no volumes.
  public var volume: Double?
  /// Days of stock; nil where the network has no stocks.
  public var bufferDays: Double?
  public var supplies: [TestSupply]
}

/// A made-up supply network of any size: eight stages, power-law choice of suppliers, fifty countries.
///
/// Every part is a function of the seed and the number of an entity and needs no other part, so a network of a million
/// entities takes no memory until somebody keeps it. What is drawn how: `Docs/Methods/TestNetworks.md`. In short: 87.5 %
/// of the entities have needs, 2.5 on average; a need has 2.15 suppliers on average; in a large network that makes about
/// 4.7 supplies an entity. The r-th of G makers is chosen with probability about r^(-3/4), so that the number of
/// customers has a tail P(> d) ~ d^(-4/3).
///
/// - Complexity: O(1) time and space for each entity.
public struct TestNetwork: Sendable {
  public static let stageCount = 8
  public let options: TestNetworkOptions
  let stages: [Stage]

  /// - Throws: ``TestNetworkError`` where an option is out of its range.
  public init(_ options: TestNetworkOptions) throws(TestNetworkError) {
    guard TestNetworkOptions.nodeRange.contains(options.nodes) else { throw .nodes(options.nodes) }
    guard TestNetworkOptions.cycleRange.contains(options.cycles) else { throw .cycles(options.cycles) }
    guard TestNetworkOptions.productRange.contains(options.productsPerStage) else {
      throw .products(options.productsPerStage)
    }
    self.options = options
    stages = (0..<Self.stageCount).map { stage in
      let first = options.nodes * stage / Self.stageCount
      let end = options.nodes * (stage + 1) / Self.stageCount
      return Stage(first: first, count: end - first, products: options.productsPerStage, seed: options.seed)
    }
  }

  public var entityCount: Int { options.nodes }

  /// All products, stage by stage.
  public var products: [TestProduct] {
    stages.enumerated().flatMap { index, stage in
      (1...stage.products).map { TestProduct(stage: index + 1, number: $0) }
    }
  }

  /// The stage of an entity, 1…8.
  public func stage(of entity: Int) -> Int { stageIndex(of: entity) + 1 }

  /// The product that an entity makes.
  public func product(of entity: Int) -> TestProduct {
    let index = stageIndex(of: entity)
    return TestProduct(stage: index + 1, number: stages[index].product(of: entity) + 1)
  }

  /// The id of an entity: its stage and its number within the stage.
  public func id(of entity: Int) -> String {
    let index = stageIndex(of: entity)
    return "t\(index + 1)-\(entity - stages[index].first + 1)"
  }

  public func entity(_ entity: Int) -> TestEntity {
    var stream = SeededStream(seed: options.seed, entity: 2 * entity)
    let u = stream.unit()
    return TestEntity(
      id: id(of: entity), country: Self.countries[Int(Double(Self.countries.count) * u * u)],
      valueAddedShare: Double(20 + stream.below(41)) / 100)
  }

  private func stageIndex(of entity: Int) -> Int {
    var index = entity * Self.stageCount / options.nodes
    if entity < stages[index].first { index -= 1 }
    if entity >= stages[index].first + stages[index].count { index += 1 }
    return index
  }

  /// The fifty countries, the most frequent first.
  public static let countries = [
    "USA", "CHN", "TWN", "JPN", "KOR", "DEU", "NLD", "SGP", "MYS", "GBR", "FRA", "ITA", "IRL", "ISR", "MEX", "CAN",
    "THA", "VNM", "PHL", "IND", "AUT", "BEL", "CHE", "SWE", "FIN", "NOR", "DNK", "ESP", "POL", "CZE", "HUN", "AUS",
    "BRA", "CHL", "PER", "ZAF", "COD", "QAT", "ARE", "SAU", "TUR", "IDN", "KAZ", "UKR", "ROU", "PRT", "GRC", "NZL",
    "ARG", "CRI",
  ]
}
