import ChokepointTestSupport
import RiskAnalysis
import SupplyGraph
import Testing

@Suite("Concentration under ranges of shares")
struct ConcentrationRangeTests {
  private func range(
    _ shares: KeyValuePairs<String, Double>, _ ranges: [String: ClosedRange<Double>],
    by grouping: ConcentrationGrouping = .provider, _ providers: [EntitySketch] = []
  ) throws -> ShareIntervalHHI? {
    var document = GraphBuilder.document([entity("t", needs: [need("p", from: shares)])] + providers)
    for (supplier, range) in ranges { document.setRange(of: "p", from: supplier, to: "t", range) }
    let graph = try GraphResolver.graph(of: document)
    return ConcentrationAnalysis(graph).concentration(ofNeed: graph.need("p", of: "t"), by: grouping)?.range
  }

  private func isNear(_ a: Double?, _ b: Double) -> Bool { a.map { abs($0 - b) < 1e-12 } ?? false }

  @Test("Worked by hand: the ends of the range, and none without ranges")
  func byHand() throws {
    let two = try range(["a": 0.6, "b": 0.4], ["a": 0.5...0.7, "b": 0.2...0.5])
    #expect(isNear(two?.minimum.hhi, 0.5))
    #expect(isNear(two?.maximum.hhi, 0.58))
    #expect(try range(["a": 0.6, "b": 0.4], [:]) == nil)
    // A share without a range stays where it is.
    let one = try range(["a": 0.5, "b": 0.3, "c": 0.2], ["a": 0.4...0.6, "b": 0.2...0.4])
    #expect(isNear(one?.minimum.hhi, 0.16 + 0.16 + 0.04))
    #expect(isNear(one?.maximum.hhi, 0.36 + 0.04 + 0.04))
  }

  @Test("With an unknown part: only choices in which the named make up the whole; none if they cannot")
  func unknownPart() throws {
    let reachable = try range(["a": 0.5, "b": 0.3], ["a": 0.4...0.7, "b": 0.2...0.5])
    #expect(isNear(reachable?.minimum.hhi, 0.5))
    #expect(isNear(reachable?.maximum.hhi, 0.58))
    #expect(try range(["a": 0.5, "b": 0.2], ["a": 0.4...0.6, "b": 0.1...0.3]) == nil)
  }

  @Test("By country the ranges of a country's providers add up")
  func byCountry() throws {
    let providers = [entity("a", country: "TWN"), entity("b", country: "TWN"), entity("c", country: "JPN")]
    let result = try range(
      ["a": 0.3, "b": 0.3, "c": 0.4], ["a": 0.2...0.4, "b": 0.25...0.3, "c": 0.3...0.5], by: .country, providers)
    // Taiwan 0.45…0.7, Japan 0.3…0.5.
    #expect(isNear(result?.minimum.hhi, 0.5))
    #expect(isNear(result?.maximum.hhi, 0.49 + 0.09))
  }

  @Test("By hazard there is no range")
  func byHazard() throws {
    let providers = [entity("a", hazards: ["quake"])]
    #expect(try range(["a": 0.5, "b": 0.5], ["a": 0.4...0.6], by: .hazard, providers) == nil)
  }

  @Test("Every choice of shares within the ranges has an index within the range")
  func choicesLieWithin() throws {
    var generator = SplitMix64(seed: 99)
    for _ in 0..<100 {
      let parts = (0..<4).map { _ in 1 + generator.below(5) }
      let sum = parts.reduce(0, +)
      let shares = parts.map { Double($0) / Double(sum) }
      let room = (0..<4).map { _ in Double(generator.below(3)) * 0.05 }
      var document = GraphBuilder.document(
        entity(
          "t",
          needs: [need("p", from: ["a": shares[0], "b": shares[1], "c": shares[2], "d": shares[3]])]))
      let bounds = zip(shares, room).map { max(0, $0 - $1)...min(1, $0 + $1) }
      for (name, bound) in zip(["a", "b", "c", "d"], bounds) { document.setRange(of: "p", from: name, to: "t", bound) }
      let graph = try GraphResolver.graph(of: document)
      let result = try #require(ConcentrationAnalysis(graph).concentration(of: "p", by: .provider))
      let range = try #require(result.range)
      let hhi = try #require(result.indices?.hhi)
      #expect(range.minimum.hhi <= hhi + 1e-9 && hhi <= range.maximum.hhi + 1e-9)
      for _ in 0..<20 {
        // Moves a part of one share to another within both ranges.
        let (from, to) = (generator.below(4), generator.below(4))
        let part = min(shares[from] - bounds[from].lowerBound, bounds[to].upperBound - shares[to]) * generator.unit()
        var other = shares
        other[from] -= part
        other[to] += part
        let index = other.reduce(0) { $0 + $1 * $1 }
        #expect(range.minimum.hhi <= index + 1e-9 && index <= range.maximum.hhi + 1e-9)
      }
    }
  }
}
