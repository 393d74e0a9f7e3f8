/// The month the results are set against: published figures of the whole trade, USD billion.
enum HeadlineFacts {
  static let all =
    [
      ("deficit-first", 56.8, "jec-2025-11-trade"), ("deficit-revised", 53.0, "bigbreakingwire-2026-02-ft900"),
      ("imports", 348.9, "young-research-2026-01-ft900"), ("exports", 292.1, "young-research-2026-01-ft900"),
      ("imports-change-percent", 5.0, "young-research-2026-01-ft900"),
      ("exports-change-percent", -3.6, "young-research-2026-01-ft900"),
      ("computers-change", 6.6, "cpa-2026-01-ft900"), ("semiconductors-change", 2.0, "breitbart-2026-01-ft900"),
    ].map { id, value, source in
      KnownFact("November 2025: \(id)", .near(value, rounding), source: source) {
        try $0.fact("us-trade-2025-11-" + id)
      }
    }
    + [
      KnownFact("November 2025: imports less exports", .near(56.8, 0.05), source: "young-research-2026-01-ft900") {
        try $0.fact("us-trade-2025-11-imports") - $0.fact("us-trade-2025-11-exports")
      },
      KnownFact("November 2025: part of the wider deficit", .near(0.312, 0.002)) {
        try ($0.fact("us-trade-2025-11-computers-change") + $0.fact("us-trade-2025-11-semiconductors-change"))
          / ($0.fact("us-trade-2025-11-deficit-first") - $0.fact("us-trade-2025-10-deficit"))
      },
    ]
}
