import ChokepointTestSupport
import ScenarioModel
import SupplyGraph
import Testing

@testable import DisruptionSimulation

/// Cases small enough to be worked by hand; most are in `Docs/Methods/Simulation.md`.
@Suite("Simulation worked by hand")
struct HandWorkedTests {
  static func run(
    _ graph: SupplyGraph, _ sketch: SimulationSketch, _ target: String, options: SimulationOptions = SimulationOptions()
  ) throws -> TargetTrajectory {
    try run(graph, sketch, [target], options: options).targets[0]
  }

  static func run(
    _ graph: SupplyGraph, _ sketch: SimulationSketch, _ targets: [String],
    options: SimulationOptions = SimulationOptions()
  ) throws -> SimulationResult {
    let model = try SimulationModel(graph, options: options)
    let schedule = try DisruptionSchedule(sketch.scenario(in: graph), for: model)
    let indices = try targets.map { try #require(graph.entity($0)) }
    return DisruptionSimulator(model).run(schedule, targets: indices, recording: .everything)
  }

  static func near(_ a: [Double], _ b: [Double]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) < 1e-12 }
  }

  /// mine → smelter → maker: transit 2, stock 1, work in process 2 at the smelter; transit 1, stock 1.5 at the maker.
  static func metal() throws -> SupplyGraph {
    try Timing(
      transits: ["smelter/ore/mine": 2, "maker/metal/smelter": 1],
      buffers: ["smelter/ore": 1, "maker/metal": 1.5], cycles: ["smelter": 2]
    ).graph(
      entity("maker", needs: [need("metal", from: ["smelter": 1])]),
      entity("smelter", needs: [need("ore", from: ["mine": 1])]), entity("mine"))
  }

  @Test("the worked example: a mine is out for three days")
  func workedExample() throws {
    let result = try Self.run(Self.metal(), SimulationSketch([.init("mine", duration: 3)], horizon: 12), ["maker", "smelter"])
    let record = try #require(result.record)
    let maker = result.targets[0]
    #expect(Self.near(maker.loss, [0, 0, 0, 0, 0, 0, 0, 0.5, 0, 0, 0, 0]))
    #expect(Self.near(result.targets[1].loss, [0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]))
    let smelter = result.targets[1].target
    #expect((0..<8).map { record.startLoss[record.row($0, smelter)] } == [0, 0, 0, 1, 1, 0, 0, 0])
    #expect((0..<12).map { record.stock[record.row($0, need: 1)] } == [1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    #expect((0..<12).map { record.stock[record.row($0, need: 0)] } == [1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 0.5, 0, 0, 0, 0, 0])
    #expect(maker.timeToSurvive == 7)
    #expect(maker.timeToRecover == 8)
    #expect(maker.lostDays == 0.5)
    #expect(maker.worstLoss == 0.5 && maker.worstDay == 7)
    #expect(maker.defaultStockNeeds == 0)
  }

  @Test("a chain with stocks and transit 24 and cycles 5, 7, 2 behind the failed plant: first loss on day 38")
  func dayThirtyEight() throws {
    let graph = try Timing(
      transits: ["b/p/a": 3, "c/p/b": 3, "d/p/c": 3], buffers: ["b/p": 5, "c/p": 5, "d/p": 5],
      cycles: ["a": 11, "b": 5, "c": 7, "d": 2]
    ).graph(
      entity("d", needs: [need("p", from: ["c": 1])]), entity("c", needs: [need("p", from: ["b": 1])]),
      entity("b", needs: [need("p", from: ["a": 1])]), entity("a"))
    let result = try Self.run(graph, SimulationSketch([.init("a", duration: 60)], horizon: 150), "d")
    #expect(result.timeToSurvive == 38)
    #expect(result.lostDays == 45)
  }

  /// X serves P and Q; P also needs Y.
  static func sharedSupplier(_ timing: Timing = Timing()) throws -> SupplyGraph {
    try timing.graph(
      entity("p", needs: [need("x", from: ["x": 1]), need("y", from: ["y": 1])]),
      entity("q", needs: [need("x", from: ["x": 1])]), entity("x"), entity("y"))
  }

  @Test("rationing: with fixed entitlement a failure elsewhere never helps, with orders it does")
  func rationing() throws {
    let graph = try Self.sharedSupplier()
    let short = SimulationSketch.Hit("x", capacity: 0.5, duration: 5)
    let both = [short, SimulationSketch.Hit("y", duration: 5)]
    let fixed = SimulationOptions()
    let orders = SimulationOptions(allocation: .orders)
    let half: [Double] = [0.5, 0.5, 0.5, 0.5, 0.5, 0]
    #expect(try Self.run(graph, SimulationSketch([short], horizon: 6), "q", options: fixed).loss == half)
    #expect(try Self.run(graph, SimulationSketch(both, horizon: 6), "q", options: fixed).loss == half)
    #expect(try Self.run(graph, SimulationSketch([short], horizon: 6), "q", options: orders).loss == half)
    // From the second day on: orders follow what was seen on the first.
    let helped = try Self.run(graph, SimulationSketch(both, horizon: 6), ["q"], options: orders)
    #expect(Self.near(helped.targets[0].loss, [0.5, 0, 0, 0, 0, 0]))
    #expect(helped.allocation == .orders)
  }

  @Test("daily loss can fall by a larger shock: a stop leaves another need's goods unused")
  func dailyLossCanFall() throws {
    let graph = try Timing().graph(
      entity("e", needs: [need("x", from: ["x": 1]), need("y", from: ["y": 1])]), entity("x"), entity("y"))
    let second = SimulationSketch.Hit("y", start: 10, duration: 5)
    let mild = SimulationSketch([.init("x", capacity: 0.5, start: 3, duration: 5), second], horizon: 20)
    let hard = SimulationSketch([.init("x", capacity: 0, start: 3, duration: 5), second], horizon: 20)
    let mildly = try Self.run(graph, mild, ["e"])
    // 2.5 days of y were left over: they last until day 12.
    #expect(Self.near(Array(mildly.targets[0].loss[10..<15]), [0, 0, 0.5, 1, 1]))
    // The stop of y leaves as much of x.
    let x = StockSurplus(need: 0, atHorizon: 2.5, atMost: 2.5)
    #expect(mildly.surplusDays == [x, StockSurplus(need: 1, atHorizon: 0, atMost: 2.5)])
    let hardly = try Self.run(graph, hard, ["e"])
    #expect(hardly.targets[0].loss[10..<15].allSatisfy { $0 == 0 })
    #expect(hardly.surplusDays == [StockSurplus(need: 1, atHorizon: 0, atMost: 5)])
  }

  @Test("stocks are refilled from spare capacity, and use comes first")
  func refill() throws {
    // P has 30 days of stock, Q none; X makes up to 10 % more. Q is never worse off than without P's refill.
    let timing = Timing(buffers: ["p/x": 30], spares: ["x": 0.1])
    let graph = try Timing(buffers: timing.buffers, spares: timing.spares).graph(
      entity("p", needs: [need("x", from: ["x": 1])]), entity("q", needs: [need("x", from: ["x": 1])]), entity("x"))
    let result = try Self.run(graph, SimulationSketch([.init("x", duration: 10)], horizon: 100), ["p", "q"])
    #expect(result.targets[0].lostDays == 0)
    #expect(result.targets[1].lostDays == 10)
    #expect(result.targets[1].loss[10..<100].allSatisfy { $0 == 0 })
    let record = try #require(result.record)
    #expect(abs(record.stock[record.row(9, need: 0)] - 20) < 1e-12)
    // 10 % of X's output is a fifth of a day of P, for X makes a day for P and a day for Q each day.
    #expect(abs(record.stock[record.row(10, need: 0)] - 20.2) < 1e-12)
    #expect(abs(record.stock[record.row(59, need: 0)] - 30) < 1e-9)
    let x = try #require(graph.entity("x"))
    #expect(abs(record.extra[record.row(10, x)] - 0.1) < 1e-12)
    #expect(record.extra[record.row(70, x)] == 0)
  }

  @Test("a target with spare capacity catches up, out of its stocks")
  func catchUp() throws {
    let graph = try Timing(buffers: ["t/x": 4], spares: ["t": 0.5, "x": 0]).graph(
      entity("t", needs: [need("x", from: ["x": 1])]), entity("x"))
    let result = try Self.run(graph, SimulationSketch([.init("t", duration: 3)], horizon: 20), ["t"])
    // Three days of x pile up beside the four in stock; six days of half a day more make up for the loss.
    #expect(result.targets[0].lostDays == 3)
    #expect(abs(result.targets[0].caughtUpDays - 3) < 1e-9)
    let record = try #require(result.record)
    #expect(record.stock[record.row(2, need: 0)] == 7)
    #expect(abs(record.stock[record.row(19, need: 0)] - 4) < 1e-9)
    #expect(result.targets[0].timeToRecover == 3)
  }

  @Test("a target without stocks cannot catch up: nothing is made from nothing")
  func noCatchUpWithoutInputs() throws {
    let graph = try Timing(spares: ["t": 0.5]).graph(
      entity("t", needs: [need("x", from: ["x": 1])]), entity("x"))
    let result = try Self.run(graph, SimulationSketch([.init("x", duration: 3)], horizon: 20), "t")
    #expect(result.lostDays == 3)
    #expect(result.caughtUpDays == 0)
  }

  @Test("alternates step in after switch_days of shortage, and leave after as many days without")
  func switching() throws {
    let graph = try Timing(switchDays: ["t/x": 4]).graph(
      entity("t", needs: [need("x", from: ["x": 1], alternates: ["y": 0.6])]), entity("x"), entity("y"))
    let sketch = SimulationSketch(
      [.init("x", duration: 10), .init("x", start: 12, duration: 3), .init("x", start: 25, duration: 6)], horizon: 40)
    let loss = try Self.run(graph, sketch, "t").loss
    var expected = [Double](repeating: 0, count: 40)
    // Four days alone, then the alternate meets 60 %; it is still there two days after, and gone ten days after.
    for day in 0..<4 { expected[day] = 1 }
    for day in 4..<10 { expected[day] = 0.4 }
    for day in 12..<15 { expected[day] = 0.4 }
    for day in 25..<29 { expected[day] = 1 }
    for day in 29..<31 { expected[day] = 0.4 }
    #expect(Self.near(loss, expected))
  }

  @Test("an alternate that is out itself does not help")
  func alternateOut() throws {
    let graph = try Timing(switchDays: ["t/x": 0]).graph(
      entity("t", needs: [need("x", from: ["x": 1], alternates: ["y": 1, "z": 0.5])]), entity("x"), entity("y"),
      entity("z"))
    let sketch = SimulationSketch([.init("x", duration: 5), .init("y", duration: 3)], horizon: 6)
    // Y's goods of the day before still come on day 0; from day 1 on Z alone, from day 4 on Y again.
    #expect(Self.near(try Self.run(graph, sketch, "t").loss, [0, 0.5, 0.5, 0.5, 0, 0]))
  }

  @Test("an essential loop that was emptied by scrap stays down, and the result says so")
  func scrappedLoop() throws {
    let graph = try Timing(cycles: ["a": 3, "b": 3]).graph(
      entity("a", needs: [need("p", from: ["b": 1])]), entity("b", needs: [need("q", from: ["a": 1])]))
    // The line of A is lost: three of the six days of goods in the loop.
    let result = try Self.run(graph, SimulationSketch([.init("a", duration: 1, scrap: 1)], horizon: 600), ["a", "b"])
    for target in result.targets {
      #expect(target.loss.suffix(6).contains { $0 > 0.5 })
      // A scrap line of three days in a loop of six: half of all days from then on.
      let mean = target.loss[300..<600].reduce(0, +) / 300
      #expect(abs(mean - 0.5) < 0.02)
    }
    #expect(result.missingGoods.count == 1)
    #expect(result.missingGoods[0].scrappedDays == 3)
    #expect(result.missingGoods[0].blockedDays == 0)
  }

  @Test("the same loop with a stock larger than what was scrapped comes back")
  func scrappedLoopWithStock() throws {
    let graph = try Timing(buffers: ["a/p": 10], cycles: ["a": 3, "b": 3]).graph(
      entity("a", needs: [need("p", from: ["b": 1])]), entity("b", needs: [need("q", from: ["a": 1])]))
    let result = try Self.run(graph, SimulationSketch([.init("a", duration: 1, scrap: 1)], horizon: 200), ["a", "b"])
    #expect(result.targets.allSatisfy { $0.timeToRecover != nil })
    #expect(result.missingGoods.isEmpty)
  }

  @Test("a loop that is split in two is closed all the same")
  func splitLoop() throws {
    let graph = try Timing(cycles: ["a": 4]).graph(
      entity("a", needs: [need("p", from: ["b": 0.5, "c": 0.5])]), entity("b", needs: [need("q", from: ["a": 1])]),
      entity("c", needs: [need("q", from: ["a": 1])]), entity("buyer", needs: [need("r", from: ["b": 1])]))
    let result = try Self.run(graph, SimulationSketch([.init("a", duration: 1, scrap: 0.5)], horizon: 300), ["a", "buyer"])
    #expect(result.targets[1].loss.suffix(4).contains { $0 > 0.1 })
    let names = result.missingGoods.flatMap(\.entities).map { graph[$0].id }
    #expect(names == ["a", "b", "c"])
  }

  @Test("a block inside an essential loop empties it too")
  func blockedLoop() throws {
    let graph = try Timing(transit: 2).graph(
      entity("a", needs: [need("p", from: ["b": 1])]), entity("b", needs: [need("q", from: ["a": 1])]))
    let sketch = SimulationSketch(blocks: [.init(from: "a", to: "b", start: 1, days: 2)], horizon: 100)
    let result = try Self.run(graph, sketch, ["a", "b"])
    #expect(result.targets[0].loss.suffix(4).contains { $0 > 0.5 })
    #expect(result.missingGoods.first?.blockedDays == 2)
  }

  @Test("a block stops what would leave; goods under way arrive")
  func block() throws {
    let graph = try Timing(transit: 3).graph(
      entity("t", needs: [need("x", from: ["x": 0.5, "y": 0.5])]), entity("x"), entity("y"))
    let sketch = SimulationSketch(blocks: [.init(from: "x", to: "t", start: 2, days: 4)], horizon: 12)
    let loss = try Self.run(graph, sketch, "t").loss
    #expect(Self.near(loss, [0, 0, 0, 0, 0, 0.5, 0.5, 0.5, 0.5, 0, 0, 0]))
  }

  @Test("work in process stops with the plant and goes on after it; scrap is missing later")
  func conveyor() throws {
    let graph = try Timing(cycles: ["x": 5]).graph(entity("t", needs: [need("x", from: ["x": 1])]), entity("x"))
    let stop = try Self.run(graph, SimulationSketch([.init("x", start: 1, duration: 2)], horizon: 12), "t").loss
    #expect(stop == [0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    let scrap = SimulationSketch([.init("x", start: 1, duration: 2, scrap: 0.5)], horizon: 12)
    #expect(try Self.run(graph, scrap, "t").loss == [0, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.5, 0, 0, 0, 0])
    // At half speed the same five days of lots take ten days to come out.
    let half = SimulationSketch([.init("x", capacity: 0.5, start: 1, duration: 4, scrap: 0.5)], horizon: 12)
    #expect(
      Self.near(try Self.run(graph, half, "t").loss, [0, 0.75, 0.75, 0.75, 0.75, 0.5, 0.5, 0.5, 0, 0, 0, 0]))
  }

  @Test("demand above capacity is a loss of its own; spare capacity meets the rest")
  func demand() throws {
    var sketches = [entity("t", needs: [need("x", volume: 10, from: ["x": 1])]), entity("x")]
    sketches[0].needs[0].weight = 1
    let graph = try Timing(spares: ["x": 0.1, "t": 1]).graph(sketches)
    let boom = SimulationSketch(demand: [("t", 1.6)], horizon: 10)
    let result = try Self.run(graph, boom, "t")
    #expect(result.loss.allSatisfy { abs($0 - (1 - 1.1 / 1.6)) < 1e-12 })
    #expect(abs((result.lostValue ?? 0) - 10 * (1 - 1.1 / 1.6) / 365 * 1.6 * 10) < 1e-12)
    let slump = SimulationSketch([.init("x", capacity: 0.5, start: 2, duration: 3)], demand: [("t", 0.5)], horizon: 10)
    #expect(try Self.run(graph, slump, "t").loss.allSatisfy { $0 == 0 })
  }

  @Test("goods under way at the beginning were sent for the old demand")
  func demandWithGoodsUnderWay() throws {
    let graph = try Timing(transit: 2, buffers: ["t/x": 1], spares: ["x": 1, "t": 1]).graph(
      entity("t", needs: [need("x", volume: 10, from: ["x": 1])]), entity("x"))
    let result = try Self.run(graph, SimulationSketch(demand: [("t", 2)], horizon: 6), "t")
    // Day 0: 1 arrives, 1 in stock, 2 wanted. Day 1: half. Then what left for the new demand arrives.
    #expect(Self.near(result.loss, [0, 0.5, 0, 0, 0, 0]))
  }

  @Test("licences and upkeep run down long after output; a place cannot be stored")
  func conditions() throws {
    let graph = try Timing(buffers: ["t/eda": 20]).graph(
      entity("t", country: "TWN", needs: [need("eda", kind: .licence, from: ["x": 1])]), entity("x"))
    let out = try Self.run(graph, SimulationSketch([.init("x", duration: 30)], horizon: 60), "t")
    #expect(out.timeToSurvive == 20)
    // The plant stands for ten days; its place is not there twice afterwards.
    let twice = SimulationSketch([.init("t", duration: 10), .init("TWN", start: 15, duration: 3)], horizon: 30)
    let result = try Self.run(graph, twice, "t")
    #expect(result.loss[15..<18].allSatisfy { $0 == 1 })
  }
}
