// swift-tools-version: 6.2
import PackageDescription

/// Dependencies point one way; this manifest is the proof. See Docs/Architecture.md.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

/// Elementary functions.
let real = Target.Dependency.product(name: "RealModule", package: "swift-numerics")

func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
  .testTarget(
    name: name + "Tests",
    dependencies: (name == "ChokepointTestSupport" ? [] : [.target(name: name)]) + ["ChokepointTestSupport"]
      + dependencies,
    resources: resources, swiftSettings: strict)
}

let package = Package(
  name: "chokepoint",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "chokepoint", targets: ["chokepoint"]),
    .library(name: "Diagnostics", targets: ["Diagnostics"]),
    .library(name: "SupplyGraph", targets: ["SupplyGraph"]),
    .library(name: "ScenarioModel", targets: ["ScenarioModel"]),
    .library(name: "GraphAlgorithms", targets: ["GraphAlgorithms"]),
    .library(name: "ShareUncertainty", targets: ["ShareUncertainty"]),
    .library(name: "Propagation", targets: ["Propagation"]),
    .library(name: "LinearProgramming", targets: ["LinearProgramming"]),
    .library(name: "FaultTrees", targets: ["FaultTrees"]),
    .library(name: "RiskAnalysis", targets: ["RiskAnalysis"]),
    .library(name: "DisruptionSimulation", targets: ["DisruptionSimulation"]),
    .library(name: "AdaptiveResponse", targets: ["AdaptiveResponse"]),
    .library(name: "SystemicRisk", targets: ["SystemicRisk"]),
    .library(name: "TradeAnalysis", targets: ["TradeAnalysis"]),
    .library(name: "Replay", targets: ["Replay"]),
    .library(name: "Comparison", targets: ["Comparison"]),
    .library(name: "GraphFormats", targets: ["GraphFormats"]),
    .library(name: "GraphDrawing", targets: ["GraphDrawing"]),
    .library(name: "SupplyDiagrams", targets: ["SupplyDiagrams"]),
    .library(name: "BundledGraphs", targets: ["BundledGraphs"]),
    .library(name: "TestNetworks", targets: ["TestNetworks"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // What findings are, and the nearest right name.
    library("Diagnostics"),
    // Graph theory without a word of supply chains.
    library("GraphAlgorithms"),
    // The world as written (document) and as meant (graph).
    library("SupplyGraph", ["Diagnostics", "GraphAlgorithms", real]),
    // Selectors, shocks and blocks.
    library("ScenarioModel", ["Diagnostics", "SupplyGraph", real]),
    // What shares might be within their ranges: random draws.
    library("ShareUncertainty", ["SupplyGraph"]),
    // Linear programs through Clp, loaded when first needed.
    .target(name: "CClp"),
    library("LinearProgramming", ["CClp"]),
    // The compiled graph and the availability kernel.
    library("Propagation", ["GraphAlgorithms", "SupplyGraph"]),
    // Stocks, work in process, goods under way: what a disruption does day by day.
    library(
      "DisruptionSimulation", ["GraphAlgorithms", "Propagation", "ScenarioModel", "SupplyGraph", real]),
    // The best that re-allocation can do in a disruption.
    library("AdaptiveResponse", ["LinearProgramming", "Propagation", "SupplyGraph"]),
    // Monotone systems of failures: minimal cut sets, probability, importance; without a word of supply chains.
    library("FaultTrees", ["GraphAlgorithms"]),
    // Exposure, concentration, single points of failure, cut sets.
    library(
      "RiskAnalysis", ["FaultTrees", "GraphAlgorithms", "Propagation", "ShareUncertainty", "SupplyGraph", real]),
    // What a network of firms loses when some of them fail.
    library("SystemicRisk", ["GraphAlgorithms", "Propagation", "SupplyGraph"]),
    // Goods across borders, duties, import statistics.
    library("TradeAnalysis", ["ScenarioModel", "SupplyGraph", real]),
    // Past disruptions, predicted against observed.
    library("Replay", ["DisruptionSimulation", "ScenarioModel", "SupplyGraph"]),
    // Scenarios side by side.
    library(
      "Comparison",
      [
        "AdaptiveResponse", "DisruptionSimulation", "Propagation", "RiskAnalysis", "ScenarioModel", "ShareUncertainty",
        "SupplyGraph",
        "TradeAnalysis",
      ]),
    // Bytes to documents and back.
    library("GraphFormats", ["Diagnostics", "ScenarioModel", "SupplyGraph", .product(name: "Yams", package: "Yams")]),
    // Made-up networks of any size from a seed.
    library("TestNetworks"),
    // Layout through libgvc, SVG by our own writer.
    .systemLibrary(
      name: "CGraphviz", pkgConfig: "libgvc", providers: [.apt(["libgraphviz-dev"]), .brew(["graphviz"])]),
    .target(name: "CGraphvizLoader", dependencies: ["CGraphviz"]),
    library("GraphDrawing", ["CGraphviz", "CGraphvizLoader"]),
    // From a graph and its figures to lanes, cards and edges.
    library("SupplyDiagrams", ["GraphDrawing", "ScenarioModel", "SupplyGraph"]),
    // Results as tables, CSV, Markdown and JSON.
    library(
      "Reporting",
      [
        "AdaptiveResponse", "Comparison", "Diagnostics", "DisruptionSimulation", "FaultTrees", "GraphAlgorithms",
        "LinearProgramming", "Propagation", "Replay", "RiskAnalysis", "ScenarioModel", "SupplyGraph", "SystemicRisk",
        "TradeAnalysis",
      ]),
    .target(
      name: "BundledGraphs", path: "Graphs", sources: ["BundledGraphs.swift"],
      resources: [.copy("ai-accelerators"), .copy("examples"), .copy("history")], swiftSettings: strict),
    library(
      "ChokepointCLI",
      [
        "BundledGraphs", "Comparison", "Diagnostics", "DisruptionSimulation", "FaultTrees", "GraphDrawing",
        "GraphFormats", "Propagation", "Replay", "Reporting", "RiskAnalysis", "ScenarioModel", "SupplyDiagrams",
        "SupplyGraph", "SystemicRisk", "TestNetworks", "TradeAnalysis",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(name: "chokepoint", dependencies: ["ChokepointCLI"], swiftSettings: strict),

    .target(
      name: "ChokepointTestSupport",
      dependencies: [
        "Diagnostics", "GraphAlgorithms", "Propagation", "ScenarioModel", "ShareUncertainty", "SupplyGraph", real,
      ],
      path: "Tests/ChokepointTestSupport", swiftSettings: strict),
    .target(
      name: "GraphDrawingTestSupport", dependencies: ["GraphDrawing"], path: "Tests/GraphDrawingTestSupport",
      swiftSettings: strict),
    tests("ChokepointTestSupport", ["GraphAlgorithms", "Propagation", "SupplyGraph"]),
    tests("Diagnostics"),
    tests("SupplyGraph", ["Diagnostics", "GraphAlgorithms"]),
    tests("ScenarioModel", ["Diagnostics", "Propagation", "SupplyGraph"]),
    tests("ShareUncertainty", ["Diagnostics", "SupplyGraph"]),
    tests("Propagation", ["Diagnostics", "ShareUncertainty", "SupplyGraph"], resources: [.copy("Fixtures")]),
    tests("GraphAlgorithms", resources: [.copy("Fixtures")]),
    tests("LinearProgramming", resources: [.copy("Fixtures")]),
    tests("AdaptiveResponse", ["Diagnostics", "LinearProgramming", "Propagation", "SupplyGraph"]),
    tests("FaultTrees", resources: [.copy("Fixtures")]),
    tests(
      "RiskAnalysis",
      [
        "Diagnostics", "FaultTrees", "GraphAlgorithms", "Propagation", "ScenarioModel", "ShareUncertainty",
        "SupplyGraph",
      ],
      resources: [.copy("Fixtures")]),
    tests(
      "DisruptionSimulation", ["Diagnostics", "GraphAlgorithms", "Propagation", "ScenarioModel", "SupplyGraph"]),
    tests(
      "Comparison",
      [
        "AdaptiveResponse", "Diagnostics", "DisruptionSimulation", "Propagation", "RiskAnalysis", "ScenarioModel",
        "SupplyGraph",
      ]),
    tests("Replay", ["Diagnostics", "DisruptionSimulation", "Propagation", "ScenarioModel", "SupplyGraph"]),
    tests("SystemicRisk", ["Diagnostics", "Propagation", "SupplyGraph"], resources: [.copy("Fixtures")]),
    tests(
      "GraphFormats",
      ["Diagnostics", "ScenarioModel", "SupplyGraph", .product(name: "Yams", package: "Yams")],
      resources: [.copy("Fixtures")]),
    tests(
      "Reporting",
      [
        "Comparison", "Diagnostics", "DisruptionSimulation", "GraphAlgorithms", "Propagation", "Replay",
        "RiskAnalysis", "ScenarioModel", "SupplyGraph",
      ]),
    tests("SupplyDiagrams", ["Diagnostics", "GraphDrawing", "ScenarioModel", "SupplyGraph"]),
    tests("TradeAnalysis", ["Diagnostics", "ScenarioModel", "SupplyGraph"]),
    tests("TestNetworks", ["GraphAlgorithms"]),
    tests("GraphDrawing", ["CGraphviz", "GraphDrawingTestSupport"]),
    tests(
      "BundledGraphs",
      [
        "AdaptiveResponse", "Comparison", "Diagnostics", "DisruptionSimulation", "GraphFormats", "Propagation",
        "Replay", "RiskAnalysis",
        "ScenarioModel", "SupplyGraph", "TradeAnalysis",
      ]),
    tests("ChokepointCLI", ["BundledGraphs", "chokepoint"], resources: [.copy("Fixtures")]),
  ],
  swiftLanguageModes: [.v6]
)
