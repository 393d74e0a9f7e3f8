import Comparison
import RiskAnalysis
import SupplyGraph

/// What stops if somebody never comes back.
enum ExposureFacts {
  static let all = toTaiwan + toTSMC + single + plans + evidence

  private static let toTaiwan =
    [
      ("microsoft", 0.9908), ("google", 0.9975), ("amazon", 0.9942), ("meta", 0.9920), ("oracle", 0.9910),
      ("coreweave", 0.9900),
    ].map { cloud, loss in
      KnownFact("rigid loss of \(cloud) to Taiwan", .near(loss, 0.0005)) { try $0.loss(cloud, to: "TWN") }
    }
    + BundledGraph.clouds.map { cloud in
      KnownFact("rigid loss of \(cloud) to Taiwan above 80 %", .atLeast(0.8)) { try $0.loss(cloud, to: "TWN") }
    }
    + ["NLD", "DEU"].map { country in
      // What stops output soonest: machines and service act late, wafers at once.
      KnownFact("impact over flow needs: Taiwan ahead of \(country)", .atLeast(0.5)) {
        try impact($0, "TWN") - impact($0, country)
      }
    }

  private static let toTSMC = BundledGraph.clouds.map { cloud in
    KnownFact("rigid loss of \(cloud) to TSMC", .near(1, 0.001)) { try $0.loss(cloud, to: "tsmc") }
  }

  private static let single = [
    KnownFact("service is not output: microsoft to ASML over flow needs", .near(0, 0.005)) {
      try $0.loss("microsoft", to: "asml", kinds: [.flow])
    },
    KnownFact("microsoft to ASML over all needs", .near(0.80, 0.005)) { try $0.loss("microsoft", to: "asml") },
    KnownFact("nvidia to SK hynix", .near(0.65, 0.001), source: "rbtfl-2026-06-rubin-hbm") {
      try $0.loss("nvidia", to: "sk-hynix")
    },
    KnownFact("coreweave to Ajinomoto's film", .near(0.855, 0.002), source: "trendforce-abf-2026-04") {
      try $0.loss("coreweave", to: "ajinomoto")
    },
    KnownFact("meta to Spruce Pine's quartz", .near(0.773, 0.002), source: "north-state-journal-spruce-pine") {
      try $0.loss("meta", to: "spruce-pine")
    },
  ]

  private static let plans =
    [
      KnownFact(
        "American wafers alone change nothing: nvidia to Taiwan at the end of 2027", .atLeast(0.90),
        source: "techspot-2025-10-blackwell-arizona"
      ) { try $0.at("2027", "chips-act-ramp").loss("nvidia", to: "TWN") },
      KnownFact("own chip: microsoft to nvidia before", .near(0.923, 0.002), source: "trendforce-2026-01-titan") {
        try $0.loss("microsoft", to: "nvidia")
      },
      KnownFact("own chip: microsoft to nvidia after", .near(0.673, 0.002), source: "trendforce-2026-01-titan") {
        try $0.at("2027", "own-silicon").loss("microsoft", to: "nvidia")
      },
      KnownFact("own chip: microsoft to TSMC after", .near(1, 0.002), source: "trendforce-2026-01-titan") {
        try $0.at("2027", "own-silicon").loss("microsoft", to: "tsmc")
      },
    ]
    + ["amkor-arizona", "tsmc-arizona-n3", "sk-hynix-indiana", "openai-titan"].map { plan in
      KnownFact("\(plan) supplies nothing yet: largest loss of a cloud", .near(0, 0), source: "evertiq-2025-10-amkor") {
        bundled in
        try BundledGraph.clouds.map { try bundled.loss($0, to: plan) }.max() ?? .nan
      }
    }

  private static let evidence =
    [
      (EvidenceMethod.reported, 0.073), (.derived, 0.558), (.marketProxy, 0.095), (.judged, 0.274),
    ].map { method, part in
      KnownFact("path mass: \(method.rawValue)", .near(part, 0.01)) { try pathMass($0)[method] ?? 0 }
    }
    + [
      KnownFact("path mass: reported and derived", .near(0.6307, 0.01)) {
        let mass = try pathMass($0)
        return (mass[.reported] ?? 0) + (mass[.derived] ?? 0)
      },
      KnownFact("path mass: reported and derived at least 0.60", .atLeast(0.60)) {
        let mass = try pathMass($0)
        return (mass[.reported] ?? 0) + (mass[.derived] ?? 0)
      },
      KnownFact("path mass: sum of the methods", .near(1, rounding)) {
        // In the order of the methods: a sum must not depend on the order of a dictionary.
        let mass = try pathMass($0)
        return EvidenceMethod.allCases.reduce(0) { $0 + (mass[$1] ?? 0) }
      },
    ]

  private static func pathMass(_ bundled: BundledGraph) throws -> [EvidenceMethod: Double] {
    try EvidenceCoverage(bundled.graph, targets: BundledGraph.clouds.map { try bundled.entity($0) })
      .fractions { supply, _ in supply.evidence.method }
  }

  private static func impact(_ bundled: BundledGraph, _ id: String) throws -> Double {
    let ranking = try OutageRanking(bundled.graph, targets: BundledGraph.clouds.map { try bundled.entity($0) })
    let entity = try bundled.entity(id)
    return ranking.risks.first { $0.entity == entity }?.impact ?? 0
  }
}
