import GraphAlgorithms
import Testing

@testable import TestNetworks

/// What a test network promises: `Docs/Methods/TestNetworks.md`.
struct TestNetworkTests {
  private func network(
    _ nodes: Int, seed: UInt64 = 1, cycles: Double = 0, products: Int = 16
  ) throws -> TestNetwork {
    try TestNetwork(TestNetworkOptions(nodes: nodes, seed: seed, cycles: cycles, productsPerStage: products))
  }

  private func digraph(_ network: TestNetwork) throws -> CompactDigraph {
    var edges: [(Int, Int)] = []
    for buyer in 0..<network.entityCount {
      for need in network.needs(of: buyer) { edges += need.supplies.map { ($0.supplier, buyer) } }
    }
    return try CompactDigraph(nodeCount: network.entityCount, edges: edges)
  }

  @Test(arguments: [8, 9, 15, 16, 63, 100, 1_001, 4_321])
  func everyEntityStandsInOneStageAndMakesOneProductAtOneRank(nodes: Int) throws {
    let network = try network(nodes)
    var seen: Set<Int> = []
    for (index, stage) in network.stages.enumerated() {
      for product in 0..<stage.products {
        #expect(stage.makers(of: product) > 0)
        for rank in 0..<stage.makers(of: product) {
          let maker = stage.maker(of: product, rank: rank)
          #expect(seen.insert(maker).inserted)
          #expect(network.stage(of: maker) == index + 1)
          #expect(network.product(of: maker) == TestProduct(stage: index + 1, number: product + 1))
        }
      }
    }
    #expect(seen == Set(0..<nodes))
    #expect(Set((0..<nodes).map(network.id(of:))).count == nodes)
  }

  @Test(arguments: [8, 100, 3_000], [0, 0.2, 0.5])
  func suppliersMakeWhatIsNeededAndSharesFit(nodes: Int, cycles: Double) throws {
    let network = try network(nodes, seed: 3, cycles: cycles)
    for buyer in 0..<nodes {
      let needs = network.needs(of: buyer)
      #expect(Set(needs.map(\.product)).count == needs.count)
      for need in needs {
        #expect((1...3).contains(need.supplies.count))
        #expect(Set(need.supplies.map(\.supplier)).count == need.supplies.count)
        #expect((9_000...10_000).contains(need.supplies.reduce(0) { $0 + $1.tenThousandths }))
        #expect((0.1...1).contains(need.criticality))
        for supply in need.supplies {
          #expect(supply.tenThousandths > 0 && supply.supplier != buyer)
          #expect(network.product(of: supply.supplier) == need.product)
        }
      }
    }
  }

  @Test(arguments: 1...5) func withoutBackEdgesThereIsNoCircle(seed: Int) throws {
    let network = try network(2_000, seed: UInt64(seed))
    _ = try digraph(network).topologicalOrder()
    for buyer in 0..<network.entityCount {
      for supply in network.needs(of: buyer).flatMap(\.supplies) {
        #expect(network.stage(of: supply.supplier) < network.stage(of: buyer))
      }
    }
  }

  @Test func theShareOfBackEdgesIsAsAskedAndTheyAreNeverEssential() throws {
    let network = try network(20_000, cycles: 0.02)
    var (back, all) = (0, 0)
    for buyer in 0..<network.entityCount {
      for need in network.needs(of: buyer) {
        all += need.supplies.count
        guard need.product.stage >= network.stage(of: buyer) else { continue }
        back += need.supplies.count
        #expect(need.criticality <= 0.9)
      }
    }
    #expect(abs(Double(back) / Double(all) - 0.02) < 0.003)
    #expect(try digraph(network).stronglyConnectedComponents().count < network.entityCount)
  }

  @Test func aLargeNetworkHasAbout4Point7SuppliesAnEntity() throws {
    let network = try network(40_000)
    let supplies = (0..<network.entityCount).reduce(0) { sum, buyer in
      sum + network.needs(of: buyer).reduce(0) { $0 + $1.supplies.count }
    }
    #expect(abs(Double(supplies) / Double(network.entityCount) - 4.7) < 0.1)
  }

  /// The tail of the number of customers: in every doubling of d the count of entities above falls by about 2^(-4/3).
  @Test func theNumberOfCustomersHasAPowerLawTail() throws {
    let graph = try digraph(try network(80_000))
    let degrees = (0..<graph.nodeCount).map { graph.edges(from: $0).count }
    func above(_ limit: Int) -> Double { Double(degrees.count { $0 > limit }) }
    // Ranks 1 … G of one of 128 products see r^(-3/4); the slope is taken over two doublings, where hundreds remain.
    let slope = -(above(160) / above(40)).logarithm2 / 2
    #expect(abs(slope - 4.0 / 3) < 0.2, "slope \(slope)")
    #expect(above(160) > 100)
    #expect((degrees.max() ?? 0) > 500)
  }

  @Test func theSameSeedGivesTheSameNetworkAndAnotherSeedAnother() throws {
    let (one, same, other) = (try network(500, seed: 5), try network(500, seed: 5), try network(500, seed: 6))
    #expect((0..<500).allSatisfy { one.needs(of: $0) == same.needs(of: $0) && one.entity($0) == same.entity($0) })
    #expect(!(0..<500).allSatisfy { one.needs(of: $0) == other.needs(of: $0) })
  }

  /// Volumes and stocks are drawn whether or not they are asked for, so the rest of the network stays as it is.
  @Test func volumesAndStocksChangeNothingElse() throws {
    let plain = try network(300)
    var options = plain.options
    options.hasVolumes = true
    options.hasStocks = true
    let full = try TestNetwork(options)
    for buyer in 0..<300 {
      let needs = full.needs(of: buyer)
      #expect(needs.allSatisfy { ($0.volume ?? 0) > 0 && ($0.bufferDays ?? -1) >= 0 })
      #expect(needs.map(\.supplies) == plain.needs(of: buyer).map(\.supplies))
      #expect(plain.needs(of: buyer).allSatisfy { $0.volume == nil && $0.bufferDays == nil })
    }
  }

  /// One entity number for number, so that the sequence of random numbers cannot change unseen.
  @Test func oneEntityIsKnownByHeart() throws {
    let network = try network(1_000, seed: 42)
    let needs = network.needs(of: 900)
    #expect(network.id(of: 900) == "t8-26")
    #expect(network.entity(900) == TestEntity(id: "t8-26", country: "SAU", valueAddedShare: 0.46))
    let lines = needs.map { need in
      "\(need.product.id) \(need.criticality)"
        + need.supplies.map { " \(network.id(of: $0.supplier)) \($0.share)" }.joined()
    }
    #expect(lines == ["p5-6 0.8 t5-89 1.0", "p7-4 1.0 t7-113 1.0"])
  }

  @Test func whatIsOutOfRangeIsRefused() throws {
    for nodes in [Int.min, -1, 0, 7, 5_000_001, Int.max] {
      #expect(throws: TestNetworkError.nodes(nodes)) { _ = try network(nodes) }
    }
    #expect(throws: TestNetworkError.cycles(0.6)) { _ = try network(100, cycles: 0.6) }
    #expect(throws: TestNetworkError.cycles(-0.1)) { _ = try network(100, cycles: -0.1) }
    #expect(throws: (any Error).self) { _ = try network(100, cycles: .nan) }
    #expect(throws: TestNetworkError.products(0)) { _ = try network(100, products: 0) }
    #expect(throws: TestNetworkError.products(1_001)) { _ = try network(100, products: 1_001) }
  }
}

extension Double {
  /// The binary logarithm by bisection: exact enough for a slope, and no mathematics library.
  fileprivate var logarithm2: Double {
    var (low, high) = (-64.0, 64.0)
    func power(_ exponent: Double) -> Double {
      var (result, base, rest) = (1.0, exponent < 0 ? 0.5 : 2.0, abs(exponent))
      while rest >= 1 { (result, rest) = (result * base, rest - 1) }
      for _ in 0..<40 {
        (base, rest) = (base.squareRoot(), rest * 2)
        if rest >= 1 { (result, rest) = (result * base, rest - 1) }
      }
      return result
    }
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if power(middle) < self { low = middle } else { high = middle }
    }
    return low
  }
}
