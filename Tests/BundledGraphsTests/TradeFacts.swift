import ScenarioModel
import SupplyGraph
import Testing
import TradeAnalysis

/// What the United States import through the chain, modelled and published.
enum TradeFacts {
  static let all = servers + otherCodes + belowRecorded + history + narrow + broad

  private static let heading = "8471.50"

  private static let servers =
    [
      KnownFact("modelled US imports of servers, 2025", .near(163.58, 0.5), source: "us-census-847150") {
        try $0.imports { $0.hs == heading }
      },
      KnownFact("AI racks among them", .near(102.0, 0.5), source: "us-census-847150") {
        try $0.imports { $0.product == "ai-server" }
      },
      KnownFact("all modelled US imports, racks of unknown make spread", .near(243.3, 0.5)) {
        try $0.importsWithRacksSpread()
      },
    ]
    + [("MEX", 0.492), ("TWN", 0.420), ("THA", 0.048)].map { country, part in
      KnownFact("part of \(country) in modelled servers", .near(part, 0.005), source: "us-census-847150") {
        try $0.imports { $0.hs == heading && $0.partner == country } / $0.imports { $0.hs == heading }
      }
    }

  /// Parts inside racks that no maker is named for enter nowhere in the model; these figures spread them like the rest.
  private static let otherCodes =
    [
      ("8517.62", 32.7), ("8473.30", 22.3), ("8504.40", 7.4), ("8537.10", 7.4), ("8471.80", 5.0), ("8542.31", 4.7),
      ("8542.32", 0.3),
    ].map { (code: String, value: Double) in
      KnownFact("modelled US imports under \(code), racks of unknown make spread", .near(value, 0.3)) {
        try $0.importsWithRacksSpread(under: code)
      }
    }

  /// The graph holds a part of each heading.
  private static let belowRecorded =
    [("8473.30", 80.18), ("8471.80", 11.14), ("8517.62", 83.64), ("8542.31", 21.08)].flatMap { code, recorded in
      [
        KnownFact("recorded imports under \(code), 2025", .near(recorded, 0.005), source: "waugh-2026-ai-trade") {
          try $0.recorded(year: "2025", heading: code)
        },
        KnownFact("modelled over recorded under \(code)", .atMost(1), source: "waugh-2026-ai-trade") {
          try $0.imports { $0.hs == code } / $0.recorded(year: "2025", heading: code)
        },
      ]
    }

  private static let history =
    [("2023", 36.93), ("2024", 61.63), ("2025", 163.61), ("2026", 204.83)].map { year, value in
      KnownFact("recorded servers of \(year)", .near(value, 0.02), source: "us-census-847150") {
        try $0.recorded(year)
      }
    }
    + [
      ("MEX", "2023", 0.677), ("MEX", "2024", 0.675), ("MEX", "2025", 0.492), ("MEX", "2026-08", 0.630),
      ("TWN", "2023", 0.205), ("TWN", "2024", 0.257), ("TWN", "2025", 0.420), ("TWN", "2026-08", 0.250),
    ].map { country, period, part in
      KnownFact("part of \(country) in recorded servers, \(period)", .near(part, 0.001), source: "us-census-847150") {
        try $0.recorded(period, country) / $0.recorded(period)
      }
    }
    + [("2024", 0.5251), ("2025", 0.4225)].map { year, hhi in
      KnownFact("HHI of origins, \(year)", .near(hhi, 0.002), source: "us-census-847150") { bundled in
        let total = try bundled.recorded(year)
        let named = try ["MEX", "TWN", "THA"].map { try bundled.recorded(year, $0) / total }
        // All other countries as one, so from above.
        let rest = 1 - named.reduce(0, +)
        return named.reduce(rest * rest) { $0 + $1 * $1 }
      }
    }

  private static let narrow = [
    KnownFact("narrow duty: covered part of racks", .near(0.00455, 0.0001), source: "cbp-csms-67400472") {
      try coveredPart($0, "section-232-narrow", "ai-server")
    },
    KnownFact(
      "narrow duty: rate on servers", .near(0.0007, 0.0003),
      source: "tradewartracker-replication-data-for-us-imports"
    ) { bundled in
      let lines = try bundled.imports("section-232-narrow").imports.filter { $0.hs == heading }
      return lines.reduce(0) { $0 + $1.duty.value } / lines.reduce(0) { $0 + $1.customsValue.value }
    },
    KnownFact("narrow duty: USD billion", .near(0.15, 0.05), source: "cbp-csms-67400472") {
      try $0.imports("section-232-narrow").totals.duty.value
    },
  ]

  private static let broad =
    ["ai-server", "server-dram", "host-cpu"].map { product in
      KnownFact("broad duty: covered part of \(product)", .near(1, rounding), source: "phase2-2026-05-section-232") {
        try coveredPart($0, "section-232-broad", product)
      }
    }
    + [
      KnownFact("broad duty: USD billion", .atLeast(30), source: "phase2-2026-05-section-232") {
        try $0.imports("section-232-broad").totals.duty.value
      },
      // A quarter of the part of all imports that is under its headings, four fifths.
      KnownFact("broad duty: effective rate", .near(0.201, 0.003), source: "phase2-2026-05-section-232") {
        try $0.imports("section-232-broad").totals.effectiveRate ?? .nan
      },
      KnownFact("broad duty: rate on what it covers", .near(0.25, rounding), source: "phase2-2026-05-section-232") {
        try $0.imports("section-232-broad").totals.coveredRate ?? .nan
      },
    ]

  private static func coveredPart(_ bundled: BundledGraph, _ scenario: String, _ product: String) throws -> Double {
    var measures = try bundled.scenario(scenario).trade
    // At unchanged prices: a duty makes the covered part smaller.
    for index in measures.tariffs.indices { measures.tariffs[index].rate = 0 }
    let lines = TradeAnalysis(bundled.graph).result(reporters: ["USA"], measures: measures).imports
      .filter { $0.product == product }
    return lines.reduce(0) { $0 + $1.coveredValue } / lines.reduce(0) { $0 + $1.customsValue.value }
  }
}

extension BundledGraph {
  /// Modelled imports where parts inside racks that no maker is named for enter like the parts inside the others.
  fileprivate func importsWithRacksSpread(under code: String? = nil) throws -> Double {
    try TradeAnalysis(graph).flows.flows.filter { $0.destination == "USA" }.reduce(0) { sum, flow in
      let need = graph.needs[flow.need]
      let carrier = try need.embeddedIn.map { graph.needs[try #require(graph.need(of: need.entity, for: $0))] }
      let codes = try #require(graph.product(need.product)).hs
      let part =
        codes.filter { code == nil || $0.code == code }.reduce(0) { $0 + $1.share }
        / codes.reduce(0) { $0 + $1.share }
      return sum + flow.value * part / (1 - (carrier?.unattributed ?? 0))
    }
  }
}
