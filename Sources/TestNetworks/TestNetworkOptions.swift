/// What a test network is to look like.
public struct TestNetworkOptions: Hashable, Sendable {
  /// How many entities.
  public var nodes: Int
  /// Decides everything that is left to chance; the same seed gives the same network everywhere.
  public var seed: UInt64
  /// Share of the needs, 0…0.5, that are met from the buyer's own stage or a later one, so that circles arise.
  public var cycles: Double
  /// How many products each stage makes; fewer where a stage has fewer entities.
  public var productsPerStage: Int
  /// Whether needs have a volume.
  public var hasVolumes: Bool
  /// Whether needs have a stock.
  public var hasStocks: Bool

  public init(
    nodes: Int, seed: UInt64 = 1, cycles: Double = 0, productsPerStage: Int = 16, hasVolumes: Bool = false,
    hasStocks: Bool = false
  ) {
    self.nodes = nodes
    self.seed = seed
    self.cycles = cycles
    self.productsPerStage = productsPerStage
    self.hasVolumes = hasVolumes
    self.hasStocks = hasStocks
  }

  /// Fewest and most entities: one for each stage, and as many as the tables of a graph folder may have bytes for.
  public static let nodeRange = 8...5_000_000
  public static let cycleRange = 0.0...0.5
  public static let productRange = 1...1_000
}

/// Why there is no test network of this kind.
public enum TestNetworkError: Error, Hashable, Sendable {
  case nodes(Int)
  case cycles(Double)
  case products(Int)
}

extension TestNetworkError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .nodes(let count):
      "a test network has \(TestNetworkOptions.nodeRange.lowerBound) to \(TestNetworkOptions.nodeRange.upperBound) "
        + "nodes, not \(count)"
    case .cycles(let share): "the share of back edges is 0 to 0.5, not \(share)"
    case .products(let count): "a stage makes 1 to \(TestNetworkOptions.productRange.upperBound) products, not \(count)"
    }
  }
}
