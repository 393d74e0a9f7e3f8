import ChokepointTestSupport
import Diagnostics
import ScenarioModel
import SupplyGraph
import Testing

/// What must hold of every graph at every date.
struct AdditionLawTests {
  /// A graph with additions that fit it, and the sketches they were made from.
  private struct Sample {
    var sketch: [EntitySketch]
    var graph: SupplyGraph
    var additions: [CapacityAddition]
    var sketches: [AdditionSketch]
  }

  /// Random additions to a random graph; nil where they cannot be met.
  private static func sample(_ generator: inout SplitMix64) throws -> Sample? {
    let sketch = RandomGraphs().sketch(using: &generator)
    let graph = try GraphBuilder.graph(sketch)
    let products = graph.needs.filter { !$0.isImplicit }.map(\.product)
    guard !products.isEmpty else { return nil }
    let sketches = (0...generator.below(3)).map { _ in
      let product = products[generator.below(products.count)]
      let supplier = graph.entities[generator.below(graph.entities.count)].id
      let share = Double(1 + generator.below(8)) / 32
      var takes: [(supplier: String, share: Double)]?
      if generator.below(3) == 0 {
        let other = graph.entities[generator.below(graph.entities.count)].id
        takes = generator.below(2) == 0 ? [(other, share)] : [(other, share / 2), (NaiveAdditions.nobody, share / 2)]
      }
      return AdditionSketch(
        supplier, product, share, takes: takes, start: "20\(28 + generator.below(3))",
        rampDays: [nil, 0, 100, 365][generator.below(4)])
    }
    let outcome = ScenarioResolver.resolve(.adding(sketches), in: graph)
    guard let scenario = outcome.scenario else { return nil }
    return Sample(sketch: sketch, graph: graph, additions: scenario.additions, sketches: sketches)
  }

  private static let samples: [Sample] = {
    var generator = SplitMix64(seed: 2028)
    var samples: [Sample] = []
    for _ in 0..<2000 {
      if let sample = try? sample(&generator) { samples.append(sample) }
    }
    return samples
  }()

  private func day(_ text: String) throws -> CalendarDay { CalendarDay(try #require(Period(text)).firstDay) }

  private static let days = [
    "2027-12-31", "2028-01-01", "2028-02-20", "2028-12-31", "2029-07-01", "2030-03-05", "2032",
  ]

  @Test func thereAreSamples() {
    #expect(Self.samples.count > 400)
    #expect(Self.samples.contains { $0.additions.count > 2 })
    #expect(Self.samples.contains { $0.sketches.contains { $0.takes != nil } })
  }

  @Test(arguments: days) func totalsArePreserved(_ date: String) throws {
    for sample in Self.samples {
      let graph = try sample.graph.at(try day(date), sample.additions)
      for need in graph.needs {
        let sum = graph.supplies[need.supplies].reduce(need.unattributed) { $0 + $1.share }
        #expect(abs(sum - 1) < 1e-12)
        #expect(need.unattributed >= 0 && graph.supplies[need.supplies].allSatisfy { 0...1 ~= $0.share })
      }
      #expect(graph.entities == sample.graph.entities && graph.needs.count == sample.graph.needs.count)
    }
  }

  @Test func beforeTheStartNothingChanges() throws {
    for sample in Self.samples {
      let first = sample.additions.map(\.start.firstDay).min() ?? 0
      #expect(try sample.graph.at(CalendarDay(first - 1), sample.additions) == sample.graph)
      #expect(try sample.graph.at(CalendarDay(first), []) == sample.graph)
    }
  }

  @Test func afterTheRampEachHasItsFullShare() throws {
    for sample in Self.samples {
      let graph = try sample.graph.at(try day("2040"), sample.additions)
      for addition in sample.additions {
        for need in addition.needs {
          let name = sample.graph[addition.entity].id
          let own = sample.additions.filter { $0.entity == addition.entity && $0.needs.contains(need) }
          let taken = sample.sketches.filter { $0.product == addition.product }
            .flatMap { sketch in
              sketch.entity == sample.graph[sample.graph.needs[need].entity].id ? [] : sketch.takes ?? []
            }
            .filter { $0.supplier == name }.reduce(0) { $0 + $1.share }
          let before = sample.graph.sharesByName(ofNeed: need)[name] ?? 0
          let after = graph.sharesByName(ofNeed: need)[name] ?? 0
          #expect(abs(after - (before + own.reduce(0) { $0 + $1.share } - taken)) < 1e-12)
        }
      }
    }
  }

  @Test func theRampIsAStraightLine() throws {
    let graph = try GraphBuilder.graph(entity("a", needs: [need("p", from: ["x": 0.7, "y": 0.2])]), entity("z"))
    let scenario = try #require(
      ScenarioResolver.resolve(.adding([AdditionSketch("z", "p", 0.2, start: "2028-01", rampDays: 366)]), in: graph)
        .scenario)
    let start = try day("2028-01-01")
    for elapsed in 0...400 {
      let at = try graph.at(CalendarDay(start.number + elapsed), scenario.additions)
      let strength = min(1, Double(elapsed) / 366)
      let shares = at.sharesByName(ofNeed: 0)
      #expect(abs((shares["z"] ?? 0) - 0.2 * strength) < 1e-15)
      #expect(abs((shares["x"] ?? 0) - 0.7 * (1 - 0.2 * strength)) < 1e-15)
      #expect(abs((shares["unattributed"] ?? 0) - 0.1 * (1 - 0.2 * strength)) < 1e-15)
    }
    #expect(scenario.additions[0].strength(on: CalendarDay(start.number - 1)) == 0)
  }

  @Test(arguments: days) func equalsTheReference(_ date: String) throws {
    let day = try day(date)
    for sample in Self.samples {
      let graph = try sample.graph.at(day, sample.additions)
      for (index, need) in sample.graph.needs.enumerated() {
        let entries = zip(sample.additions, sample.sketches).filter { $0.0.needs.contains(index) }.map { entry in
          NaiveAdditions.Entry(
            supplier: entry.1.entity, share: entry.1.share,
            takes: entry.1.takes.map { list in
              Dictionary(list.map { ($0.supplier, $0.share) }) { $0 + $1 }
            }, strength: entry.0.strength(on: day))
        }
        let expected = try #require(NaiveAdditions.shares(sample.graph.sharesByName(ofNeed: index), entries))
        let found = graph.sharesByName(ofNeed: index)
        for name in Set(expected.keys).union(found.keys) {
          #expect(abs((expected[name] ?? 0) - (found[name] ?? 0)) < 1e-12, "\(need.product) \(name)")
        }
      }
    }
  }

  /// All shares, additions and lists in quarters of a need with two suppliers and a newcomer.
  @Test func allTinyCasesAreAcceptedAndComputedAsInTheReference() throws {
    var accepted = 0
    var refused = 0
    let names = ["x", "y", "z"]
    for x in 0...4 {
      for y in 0...(4 - x) {
        let graph = try GraphBuilder.graph(
          entity("a", needs: [need("p", from: ["x": Double(x) / 4, "y": Double(y) / 4])]), entity("z"))
        let baseline = graph.sharesByName(ofNeed: 0)
        for supplier in names {
          for quarters in 0...4 {
            let share = Double(quarters) / 4
            var lists: [[(supplier: String, share: Double)]?] = [nil]
            for giver in (names + [NaiveAdditions.nobody]) where giver != supplier {
              lists.append([(giver, share)])
            }
            for takes in lists {
              for second in [nil, AdditionSketch("z", "p", 0.25), AdditionSketch("y", "p", 0.25, takes: [("x", 0.25)])]
              {
                let sketches = [AdditionSketch(supplier, "p", share, takes: takes)] + (second.map { [$0] } ?? [])
                let entries = sketches.map { sketch in
                  NaiveAdditions.Entry(
                    supplier: sketch.entity, share: sketch.share,
                    takes: sketch.takes.map { Dictionary($0.map { ($0.supplier, $0.share) }) { $0 + $1 } }, strength: 1)
                }
                let scenario = ScenarioResolver.resolve(.adding(sketches), in: graph).scenario
                guard let expected = NaiveAdditions.shares(baseline, entries) else {
                  #expect(scenario == nil)
                  refused += 1
                  continue
                }
                let found = try graph.at(try day("2029"), try #require(scenario).additions).sharesByName(ofNeed: 0)
                for name in names + [NaiveAdditions.nobody] {
                  #expect(abs((expected[name] ?? 0) - (found[name] ?? 0)) < 1e-12)
                }
                accepted += 1
              }
            }
          }
        }
      }
    }
    #expect(accepted > 500 && refused > 500)
  }

  @Test func theOrderOfAdditionsDoesNotMatter() throws {
    for sample in Self.samples where sample.additions.count > 1 {
      for date in Self.days {
        let one = try sample.graph.at(try day(date), sample.additions)
        let other = try sample.graph.at(try day(date), sample.additions.reversed())
        for need in one.needs.indices {
          let (a, b) = (one.sharesByName(ofNeed: need), other.sharesByName(ofNeed: need))
          #expect(Set(a.keys) == Set(b.keys))
          for (name, share) in a { #expect(abs(share - (b[name] ?? -1)) < 1e-12) }
        }
      }
    }
  }

  @Test func namesAndTheirOrderDoNotMatter() throws {
    func renamed(_ id: String) -> String { id == NaiveAdditions.nobody ? id : "z-" + String(id.reversed()) }
    for sample in Self.samples.prefix(300) {
      var sketch: [EntitySketch] = sample.sketch.reversed()
      for entity in sketch.indices {
        sketch[entity].id = renamed(sketch[entity].id)
        for need in sketch[entity].needs.indices {
          sketch[entity].needs[need].supplies = sketch[entity].needs[need].supplies.reversed()
            .map { (from: renamed($0.from), share: $0.share) }
        }
      }
      let graph = try GraphBuilder.graph(sketch)
      let sketches = sample.sketches.map { addition in
        var addition = addition
        addition.entity = renamed(addition.entity)
        addition.takes = addition.takes?.map { (renamed($0.supplier), $0.share) }
        return addition
      }
      let scenario = try #require(ScenarioResolver.resolve(.adding(sketches), in: graph).scenario)
      let one = try sample.graph.at(try day("2029-07-01"), sample.additions)
      let other = try graph.at(try day("2029-07-01"), scenario.additions)
      for (index, need) in one.needs.enumerated() {
        let buyer = try #require(other.entity(renamed(one[need.entity].id)))
        let match = try #require(other.need(of: buyer, for: need.product))
        let shares = other.sharesByName(ofNeed: match)
        for (name, share) in one.sharesByName(ofNeed: index) {
          #expect(abs(share - (shares[renamed(name)] ?? 0)) < 1e-12)
        }
      }
    }
  }
}
