import ChokepointTestSupport
import Diagnostics
import ShareUncertainty
import SupplyGraph
import Testing

struct ShareDrawsTests {
  /// A buyer of one product from these suppliers.
  private func buyer(
    _ shares: [(id: String, share: Double, range: ClosedRange<Double>?)], name: String = "buyer"
  ) throws -> SupplyGraph {
    var sketch = need("part")
    sketch.supplies = shares.map { (from: $0.id, share: $0.share) }
    var document = GraphBuilder.document(entity(name, needs: [sketch]))
    for row in shares {
      if let range = row.range { document.setRange(of: "part", from: row.id, to: name, range) }
    }
    return try GraphResolver.graph(of: document)
  }

  /// Values of one part of the first uncertain need over many draws.
  private func sample(_ draws: ShareDraws, part: Int, count: Int = 40_000) -> [Double] {
    (0..<count).map { draws.values(draws.needs[0], root: draws.root(draw: $0))[part] }
  }

  private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

  /// Three suppliers whose shares sum to 1: dividing by the sum lifts the mean of the first above its share, which
  /// drawing an unattributed part that nobody recorded would not do.
  @Test func threeSuppliersThatSumToOne() throws {
    let draws = ShareDraws(
      try buyer([("x", 0.57, 0.5...0.65), ("y", 0.22, 0.12...0.28), ("z", 0.21, 0.18...0.25)]), seed: 1)
    let first = sample(draws, part: 0)
    let ends = try #require(SampleQuantile.quantiles(first[...], [0.05, 0.95]))
    #expect(abs(ends[0] - 0.539) < 0.002)
    #expect(abs(mean(first) - 0.578) < 0.001)
    #expect(abs(ends[1] - 0.621) < 0.002)
  }

  /// The same with the law of an unattributed part beside them: .488, .542, .597.
  @Test func threeSuppliersWithAnUnattributedPart() throws {
    let laws = [(0.5, 0.57, 0.65), (0.12, 0.22, 0.28), (0.18, 0.21, 0.25)]
    // Recorded shares sum to all but a hair, so that the unattributed part is drawn between 0 and 1 − Σ low.
    let draws = ShareDraws(
      try buyer(
        laws.enumerated().map { ("s\($0.offset)", $0.element.1 - 1e-7, $0.element.0...$0.element.2) }), seed: 1)
    #expect(draws.needs[0].drawsUnattributed)
    #expect(abs(draws.needs[0].laws[3].high - 0.2) < 1e-12 && draws.needs[0].laws[3].low == 0)
    let first = sample(draws, part: 0)
    let ends = try #require(SampleQuantile.quantiles(first[...], [0.05, 0.95]))
    #expect(abs(ends[0] - 0.488) < 0.002)
    #expect(abs(mean(first) - 0.542) < 0.001)
    #expect(abs(ends[1] - 0.597) < 0.002)
  }

  /// One supplier and an unattributed part, both drawn: x ~ T(.2, .4, .6), u ~ T(.4, .6, .8), w = x / (x + u).
  @Test func theUnattributedPartIsDrawn() throws {
    let draws = ShareDraws(try buyer([("x", 0.4, 0.2...0.6)]), seed: 3)
    let unattributed = draws.needs[0].laws[1]
    #expect(abs(unattributed.low - 0.4) < 1e-12 && abs(unattributed.high - 0.8) < 1e-12)
    #expect(abs(unattributed.mode - 0.6) < 1e-12)
    for draw in 0..<1_000 {
      let parts = draws.values(draws.needs[0], root: draws.root(draw: draw))
      #expect(abs(parts[0] + parts[1] - 1) < 1e-15)
      #expect(parts[0] >= 0.2 / (0.2 + 0.8) && parts[0] <= 0.6 / (0.6 + 0.4))
    }
  }

  @Test func uniformsAreUniformAndIndependent() throws {
    let draws = ShareDraws(try buyer([("x", 0.5, 0.2...0.7), ("y", 0.5, 0.3...0.9)]), seed: 11)
    let count = 40_000
    var classes = [[Int]](repeating: Array(repeating: 0, count: 20), count: 2)
    var product = 0.0
    let parts = UnsafeMutableBufferPointer<Double>.allocate(capacity: 2)
    let uniforms = UnsafeMutableBufferPointer<Double>.allocate(capacity: 2)
    defer {
      parts.deallocate()
      uniforms.deallocate()
    }
    for draw in 0..<count {
      draws.draw(draws.needs[0], root: draws.root(draw: draw), into: parts, uniforms: uniforms)
      #expect(uniforms[0] > 0 && uniforms[0] < 1)
      for law in 0..<2 { classes[law][Int(uniforms[law] * 20)] += 1 }
      product += (uniforms[0] - 0.5) * (uniforms[1] - 0.5)
    }
    for law in classes {
      let chiSquare = law.reduce(0.0) { $0 + (Double($1) - 2_000) * (Double($1) - 2_000) / 2_000 }
      // 19 degrees of freedom: above 43.8 once in a thousand seeds.
      #expect(chiSquare < 43.8)
    }
    #expect(abs(product / Double(count)) < 4.0 / 12 / Double(count).squareRoot())
  }

  @Test func needsWithoutRangesKeepEveryBit() throws {
    let graph = try buyer([("x", 0.3, nil), ("y", 0.3, nil), ("z", 0.3, nil)])
    let draws = ShareDraws(graph, seed: 5)
    #expect(draws.isCertain)
    #expect(try draws.graph(graph, draw: 3) == graph)
  }

  /// A supply without ends of its own stays at its share before the division, not after it.
  @Test func supplyWithoutRangeIsAPoint() throws {
    let graph = try buyer([("x", 0.5, 0.2...0.8), ("y", 0.5, nil)])
    let draws = ShareDraws(graph, seed: 5)
    for draw in 0..<200 {
      let parts = draws.values(draws.needs[0], root: draws.root(draw: draw))
      let x = parts[0] / parts[1] * 0.5
      #expect(x >= 0.2 - 1e-12 && x <= 0.8 + 1e-12)
      #expect(abs(parts[0] + parts[1] - 1) < 1e-15)
    }
  }

  @Test func drawsDependOnSeedDrawAndIdsAlone() throws {
    let graph = try buyer([("x", 0.5, 0.2...0.8), ("y", 0.5, 0.2...0.8)])
    let (a, b, c) = (ShareDraws(graph, seed: 1), ShareDraws(graph, seed: 1), ShareDraws(graph, seed: 2))
    let last = a.values(a.needs[0], root: a.root(draw: 999_999))
    _ = b.values(b.needs[0], root: b.root(draw: 0))
    #expect(last == b.values(b.needs[0], root: b.root(draw: 999_999)))
    #expect(last != c.values(c.needs[0], root: c.root(draw: 999_999)))
    #expect(last != a.values(a.needs[0], root: a.root(draw: 999_998)))
    // Another entity in front of it moves every index and changes no draw.
    var document = GraphBuilder.document(
      entity("first", needs: [need("part", from: ["x": 1])]),
      entity("buyer", needs: [need("part", from: ["x": 0.5, "y": 0.5])]))
    for supplier in ["x", "y"] { document.setRange(of: "part", from: supplier, to: "buyer", 0.2...0.8) }
    let moved = ShareDraws(try GraphResolver.graph(of: document), seed: 1)
    #expect(moved.needs[0].need != a.needs[0].need)
    #expect(last == moved.values(moved.needs[0], root: moved.root(draw: 999_999)))
  }

  /// The numbers that this version gives: whoever changes them changes every published range.
  @Test func theFirstNumbersAreWhatTheyWere() throws {
    let draws = ShareDraws(try buyer([("x", 0.5, 0.2...0.8), ("y", 0.5, 0.2...0.8)]), seed: 1)
    let parts = draws.values(draws.needs[0], root: draws.root(draw: 0))
    #expect(parts.map { ($0 * 1e6).rounded() } == Self.pinned, "\(parts)")
  }

  /// Computed apart, in Python from the formulas of the method page.
  private static let pinned: [Double] = [401_399, 598_601]

  @Test func drawnGraphsAreSoundAndHaveTheDrawnShares() throws {
    var generator = SplitMix64(seed: 9)
    for round in 0..<30 {
      var document = GraphBuilder.document(RandomGraphs.rich.sketch(using: &generator))
      for row in document.supplies.indices where generator.below(3) > 0 {
        let share = document.supplies[row].share?.value ?? 0
        document.supplies[row].low = Located(share * generator.unit())
        document.supplies[row].high = Located(share + (1 - share) * generator.unit())
      }
      let graph = try GraphResolver.graph(of: document)
      let draws = ShareDraws(graph, seed: UInt64(round))
      let drawn = try draws.graph(graph, draw: 17)
      var shares = graph.supplies.map(\.share)
      var unattributed = graph.needs.map(\.unattributed)
      for draw in [3, 17] { draws.fill(draw: draw, shares: &shares, unattributed: &unattributed) }
      for (share, supply) in zip(shares, drawn.supplies) { #expect(abs(share - supply.share) < 1e-9) }
      for (part, need) in zip(unattributed, drawn.needs) { #expect(abs(part - need.unattributed) < 1e-9) }
      #expect(drawn.supplies.count == graph.supplies.count && drawn.entities == graph.entities)
      for need in draws.needs {
        let parts = draws.values(need, root: draws.root(draw: 17))
        for (part, supply) in zip(parts, need.supplies) { #expect(abs(drawn.supplies[supply].share - part) < 1e-9) }
        let sum = need.supplies.reduce(0) { $0 + drawn.supplies[$1].share } + drawn.needs[need.need].unattributed
        #expect(abs(sum - 1) < 1e-12)
      }
      for need in graph.needs.indices where !draws.needs.contains(where: { $0.need == need }) {
        #expect(drawn.needs[need] == graph.needs[need])
      }
    }
  }

  /// Shares above 1 that were divided by their sum may lie below their range.
  @Test func rangesAreWidenedToHoldTheShare() throws {
    let graph = try buyer([("x", 0.51, 0.508...0.52), ("y", 0.51, 0.5...0.52)])
    let draws = ShareDraws(graph, seed: 1)
    #expect(draws.needs[0].laws[0].low == 0.5 && draws.needs[0].laws[0].mode == 0.5)
  }
}
