import RiskAnalysis

/// Who makes what behind the clouds.
enum StageFacts {
  static let all = vendors + rackMakers + logic + packaging + markets + memory

  /// Shares of a cloud's accelerators by vendor, as Epoch AI counts them.
  private static let vendors = [
    ("microsoft", "nvidia", 0.923), ("microsoft", "amd", 0.077), ("google", "google-tpu", 0.755),
    ("google", "nvidia", 0.245), ("amazon", "nvidia", 0.583), ("amazon", "annapurna-labs", 0.417),
    ("meta", "nvidia", 0.80), ("meta", "amd", 0.20), ("oracle", "nvidia", 0.901), ("oracle", "amd", 0.099),
    ("coreweave", "nvidia", 1),
  ].map { cloud, vendor, share in
    KnownFact("accelerators of \(cloud) by \(vendor)", .near(share, rounding), source: "epoch-ai-chip-counts") {
      try $0.share(cloud, "ai-accelerator", from: vendor)
    }
  }

  /// The largest maker of a cloud's racks.
  private static let rackMakers = [
    ("microsoft", "foxconn", 0.60), ("google", "celestica", 0.40), ("amazon", "wiwynn", 0.38),
    ("meta", "quanta", 0.42), ("oracle", "foxconn", 0.50), ("coreweave", "dell", 0.55),
  ].map { cloud, maker, share in
    KnownFact("racks of \(cloud) by \(maker)", .near(share, rounding), source: "chokepoint-judgement") {
      try $0.share(cloud, "ai-server", from: maker)
    }
  }

  private static let logic =
    ["nvidia", "amd", "google-tpu", "annapurna-labs"].map { designer in
      KnownFact("logic of \(designer) by TSMC", .atLeast(0.97), source: "semiengineering-tsmc-ai") {
        try $0.stage(designer, "advanced-logic-wafer", .owner, "tsmc")
      }
    }
    + BundledGraph.clouds.map { cloud in
      KnownFact("wafers behind \(cloud) by TSMC", .near(0.935, 0.01), source: "semiengineering-tsmc-ai") {
        try $0.stage(cloud, "advanced-logic-wafer", .owner, "tsmc")
      }
    }
    + BundledGraph.clouds.map { cloud in
      KnownFact("wafers behind \(cloud) from Taiwan", .near(0.924, 0.01), source: "trendforce-2023-12-foundry-sites") {
        try $0.stage(cloud, "advanced-logic-wafer", .country, "TWN")
      }
    }

  private static let packaging = [
    ("TWN", 0.954), ("KOR", 0.046),
  ].map { country, share in
    KnownFact("packaging behind microsoft in \(country)", .near(share, 0.01), source: "morgan-stanley-cowos-2026") {
      try $0.stage("microsoft", "advanced-packaging", .country, country)
    }
  }

  private static let markets = [
    KnownFact("EUV scanners: HHI by owner", .near(1, rounding), source: "eto-chip-explorer") {
      try $0.concentration(of: "euv-scanner", by: .owner).indices?.hhi ?? .nan
    },
    KnownFact("EUV scanners: part of ASML", .near(1, rounding), source: "eto-chip-explorer") {
      try $0.concentration(of: "euv-scanner", by: .owner).shares.first { $0.key == "asml" }?.share ?? 0
    },
    KnownFact("HBM market: HHI", .near(0.4174, 0.0001), source: "counterpoint-2025-12-hbm") {
      try $0.concentration(of: "hbm", by: .provider).indices?.hhi ?? .nan
    },
  ]

  private static let memory =
    [("sk-hynix", 0.57), ("samsung-memory", 0.22), ("micron", 0.21)].map { maker, share in
      KnownFact("HBM market: \(maker)", .near(share, rounding), source: "counterpoint-2025-12-hbm") {
        try $0.concentration(of: "hbm", by: .provider).shares.first { $0.key == maker }?.share ?? 0
      }
    }
    + [
      ("google", "samsung-memory", 0.506, "samsung-securities-google-hbm"),
      ("google", "sk-hynix", 0.424, "samsung-securities-google-hbm"),
      ("microsoft", "sk-hynix", 0.603, "rbtfl-2026-06-rubin-hbm"),
      ("microsoft", "samsung-memory", 0.305, "rbtfl-2026-06-rubin-hbm"),
    ].map { cloud, maker, share, source in
      KnownFact("HBM behind \(cloud) by \(maker)", .near(share, 0.01), source: source) {
        try $0.stage(cloud, "hbm", .provider, maker)
      }
    }
}
