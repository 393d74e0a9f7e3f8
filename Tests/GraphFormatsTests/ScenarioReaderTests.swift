import Diagnostics
import ScenarioModel
import Testing

@testable import GraphFormats

@Suite struct ScenarioReaderTests {
  static let blockade = """
    schema: chokepoint-scenario/1
    id: taiwan-blockade-90d
    title: Taiwan blockade, 90 days
    rationale: >-
      What stops,
      and when?
    sources: [csis-2023]
    horizon_days: 730
    shocks:
      - select: { country: TWN, kind: [foundry, packaging] }
        capacity: 0.0
        start: 0
        duration: 90
        recovery: { shape: linear, days: 180 }
        scrap: 0.5
      - block: { from: { hq: USA }, to: "country=CHN", product: [ai-accelerator] }
        start: 0
        licence_days: 45
      - select: country=NO kind=foundry
        recovery: { shape: piecewise, points: [{ day: 10, capacity: 0.5 }, [20, 1]] }
      - block: { product: hbm }
        recovery: step

    """

  static func read(_ text: String, _ overrides: [(String, String)] = []) -> ScenarioReading {
    ScenarioReader().read(
      Array(text.utf8), name: "s.yaml", overrides: overrides.map { PointerOverride(pointer: $0.0, value: $0.1) })
  }

  @Test func everyKeyIsRead() throws {
    let reading = Self.read(Self.blockade)
    #expect(reading.findings.isEmpty)
    let document = reading.document
    #expect(document.id == Located("taiwan-blockade-90d"))
    #expect(document.rationale == Located("What stops, and when?"))
    #expect(document.sources == [Located("csis-2023")])
    #expect(document.horizonDays == Located(730))
    try #require(document.shocks.count == 4)
    let (first, second, third, fourth) = (
      document.shocks[0], document.shocks[1], document.shocks[2], document.shocks[3]
    )
    #expect(
      first.select
        == .map([
          SelectorTermRow(key: Located("country"), values: [Located("TWN")]),
          SelectorTermRow(key: Located("kind"), values: [Located("foundry"), Located("packaging")]),
        ]))
    #expect(first.capacity == Located(0) && first.start == Located(0) && first.duration == Located(90))
    #expect(first.recovery?.shape == Located("linear") && first.recovery?.days == Located(180))
    #expect(first.scrap == Located(0.5))
    #expect(first.spot == SourceSpot(file: 0, line: 10, column: 5))
    #expect(second.block?.from == .map([SelectorTermRow(key: Located("hq"), values: [Located("USA")])]))
    #expect(second.block?.to == .text(Located("country=CHN")))
    #expect(second.block?.products == [Located("ai-accelerator")])
    #expect(second.licenceDays == Located(45))
    #expect(third.select == .text(Located("country=NO kind=foundry")))
    #expect(
      third.recovery?.points == [
        RecoveryPointRow(day: Located(10), capacity: Located(0.5)),
        RecoveryPointRow(day: Located(20), capacity: Located(1)),
      ])
    #expect(fourth.block?.products == [Located("hbm")])
    #expect(fourth.recovery?.shape == Located("step"))
  }

  @Test func tradeAndAdditionsAreRead() throws {
    let reading = Self.read(
      """
      schema: chokepoint-scenario/1
      id: s
      title: S
      tariffs:
        - { id: chips, hs: ["8471.50", "8473.30"], origins: "*", rate: 0.25, window: { tpp: [14000, 17500] },
            exempt_end_use: [us-data-centre], start: 2026-01-15, status: enacted }
      fx: { usd: -0.10 }
      pass_through: { tariff: 0.9, fx: { value: 0.3, low: 0.2 } }
      demand: [{ select: { kind: hyperscaler }, factor: 1.6 }]
      capacity_additions:
        - { entity: arizona, product: wafer, share: 0.1, takes_from: proportional, start: 2028-01, ramp_days: 360 }
        - { entity: dresden, product: wafer, share: 0.1, takes_from: { arizona: 0.05 }, start: 2029, buyers: group=G7 }

      """)
    #expect(reading.findings.isEmpty)
    let trade = reading.document.trade
    try #require(trade.tariffs.count == 1 && trade.demand.count == 1 && reading.document.additions.count == 2)
    #expect(trade.tariffs[0].hs.map(\.value) == ["8471.50", "8473.30"])
    #expect(trade.tariffs[0].origins.map(\.value) == ["*"])
    #expect(trade.tariffs[0].rate == Located(0.25) && trade.tariffs[0].start == Located("2026-01-15"))
    #expect(trade.tariffs[0].windows.first?.spans.first?.high == Located(17500))
    #expect(trade.dollarChange == Located(-0.1))
    #expect(trade.tariffPassThrough?.value == Located(0.9) && trade.exchangeRatePassThrough?.low == Located(0.2))
    #expect(trade.demand[0].factor == Located(1.6))
    let (first, second) = (reading.document.additions[0], reading.document.additions[1])
    #expect(first.takesFrom == .word(Located("proportional")) && first.rampDays == Located(360))
    #expect(second.takesFrom == .map([TakenRow(supplier: Located("arizona"), share: Located(0.05))]))
    #expect(second.buyers == .text(Located("group=G7")))
  }

  @Test func overridesAreValuesOfTheFile() {
    let reading = Self.read(
      Self.blockade,
      [
        ("/shocks/0/capacity", "0.5"), ("/shocks/0/capacity", "0.25"), ("/shocks/1/block/product/0", "hbm"),
        ("/shocks/0/select", "country=JPN"), ("/shocks/0/scrap", "1"), ("/horizon_days", "10"),
        ("/shocks/2/start", "7"), ("/sources", "[a, b]"), ("/shocks/3/block/from", "{ hq: USA }"), ("/title", "\"1\""),
      ])
    #expect(reading.findings.isEmpty)
    let document = reading.document
    #expect(document.shocks[0].capacity == Located(0.25))
    #expect(document.shocks[0].select == .text(Located("country=JPN")))
    #expect(document.shocks[1].block?.products == [Located("hbm")])
    #expect(document.shocks[2].start == Located(7))
    #expect(document.horizonDays == Located(10))
    #expect(document.sources == [Located("a"), Located("b")])
    #expect(document.shocks[3].block?.from == .map([SelectorTermRow(key: Located("hq"), values: [Located("USA")])]))
    #expect(document.title == Located("1"))
    #expect(document.files.last == "--set /title")
  }

  @Test(arguments: [
    ("/shocks/0/capcity", "1", "unknown-key", "did you mean 'capacity'?"),
    ("/shocks/9/capacity", "1", "bad-pointer", "its entries are 0 to 3"),
    ("/shocks/00/capacity", "1", "bad-pointer", "its entries are 0 to 3"),
    ("/shocks/-/capacity", "1", "bad-pointer", "its entries are 0 to 3"),
    ("/shock/0/capacity", "1", "bad-pointer", "did you mean 'shocks'?"),
    ("/shocks/0/capacity/x", "1", "bad-pointer", nil),
    ("shocks/0/capacity", "1", "bad-pointer", "write it like /shocks/0/capacity"),
    ("", "1", "bad-pointer", "write it like /shocks/0/capacity"),
    ("/", "1", "bad-pointer", nil),
    ("/a~2b", "1", "bad-pointer", "write ~0 for '~'"),
    ("/shocks/0/capacity", "half", "wrong-type", nil),
    ("/shocks/0/capacity", "50%", "wrong-type", "write 0.5"),
    ("/shocks/0/capacity", "[1", "yaml-syntax", "look for a bracket that is not closed, or for a missing comma"),
    ("/shocks/0/capacity", "", nil, nil),
  ]) func badOverrides(_ pointer: String, _ value: String, _ code: String?, _ suggestion: String?) {
    let findings = Self.read(Self.blockade, [(pointer, value)]).findings
    #expect(findings.first?.code == code)
    #expect(findings.first?.suggestion == suggestion)
    #expect(findings.count == (code == nil ? 0 : 1))
    if code != nil { #expect(findings.first?.position?.file == "--set \(pointer)") }
  }

  @Test func pointersEscapeSlashes() throws {
    var root = try #require(parsed("{a/b: {m~n: 1}}"))
    try NodePointer("/a~1b/m~0n").set(.plain("2", at: .none), in: &root, at: .none)
    #expect(root == parsed("{a/b: {m~n: 2}}"))
  }

  @Test func jsonReadsTheSame() {
    let json = """
      {"schema": "chokepoint-scenario/1", "id": "s", "title": "S", "horizon_days": 30,
       "shocks": [{"select": {"country": ["TWN", "JPN"]}, "capacity": 0}]}
      """
    let yaml = """
      schema: chokepoint-scenario/1
      id: s
      title: S
      horizon_days: 30
      shocks: [{select: {country: [TWN, JPN]}, capacity: 0}]
      """
    let reading = ScenarioReader().read(Array(json.utf8), name: "s", syntax: .json)
    #expect(reading.findings.isEmpty)
    #expect(reading.document == Self.read(yaml).document)
  }

  @Test func onlySoundScenariosAreGiven() throws {
    #expect(throws: FindingsError.self) { try Self.read("a: b").get() }
    #expect(try Self.read(Self.blockade).get().shocks.count == 4)
  }
}
