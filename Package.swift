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
    .library(name: "SupplyGraph", targets: ["SupplyGraph"]),
    .library(name: "ScenarioModel", targets: ["ScenarioModel"]),
    .library(name: "GraphAlgorithms", targets: ["GraphAlgorithms"]),
    .library(name: "Propagation", targets: ["Propagation"]),
    .library(name: "RiskAnalysis", targets: ["RiskAnalysis"]),
    .library(name: "SystemicRisk", targets: ["SystemicRisk"]),
    .library(name: "TradeAnalysis", targets: ["TradeAnalysis"]),
    .library(name: "Comparison", targets: ["Comparison"]),
    .library(name: "GraphFormats", targets: ["GraphFormats"]),
    .library(name: "GraphDrawing", targets: ["GraphDrawing"]),
    .library(name: "BundledGraphs", targets: ["BundledGraphs"]),
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
    // The compiled graph and the availability kernel.
    library("Propagation", ["GraphAlgorithms", "SupplyGraph"]),
    // Exposure, concentration, single points of failure.
    library("RiskAnalysis", ["GraphAlgorithms", "Propagation", "SupplyGraph", real]),
    // What a network of firms loses when some of them fail.
    library("SystemicRisk", ["GraphAlgorithms", "Propagation", "SupplyGraph"]),
    // Goods across borders, duties, import statistics.
    library("TradeAnalysis", ["ScenarioModel", "SupplyGraph", real]),
    // Scenarios side by side.
    library("Comparison", ["Propagation", "RiskAnalysis", "ScenarioModel", "SupplyGraph", "TradeAnalysis"]),
    // Bytes to documents and back.
    library("GraphFormats", ["Diagnostics", "ScenarioModel", "SupplyGraph", .product(name: "Yams", package: "Yams")]),
    // Layout through libgvc, SVG by our own writer.
    .systemLibrary(
      name: "CGraphviz", pkgConfig: "libgvc", providers: [.apt(["libgraphviz-dev"]), .brew(["graphviz"])]),
    .target(name: "CGraphvizLoader", dependencies: ["CGraphviz"]),
    library("GraphDrawing", ["CGraphviz", "CGraphvizLoader"]),
    // From a graph and its figures to lanes, cards and edges.
    library("SupplyDiagrams", ["GraphDrawing", "SupplyGraph"]),
    // Results as tables, CSV, Markdown and JSON.
    library(
      "Reporting",
      [
        "Comparison", "Diagnostics", "GraphAlgorithms", "Propagation", "RiskAnalysis", "ScenarioModel", "SupplyGraph",
        "SystemicRisk", "TradeAnalysis",
      ]),
    .target(
      name: "BundledGraphs", path: "Graphs", sources: ["BundledGraphs.swift"],
      resources: [.copy("ai-accelerators"), .copy("examples")], swiftSettings: strict),
    library(
      "ChokepointCLI",
      [
        "BundledGraphs", "Comparison", "Diagnostics", "GraphDrawing", "GraphFormats", "Propagation", "Reporting",
        "RiskAnalysis", "ScenarioModel", "SupplyDiagrams", "SupplyGraph", "SystemicRisk", "TradeAnalysis",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(name: "chokepoint", dependencies: ["ChokepointCLI"], swiftSettings: strict),

    .target(
      name: "ChokepointTestSupport",
      dependencies: ["Diagnostics", "GraphAlgorithms", "Propagation", "ScenarioModel", "SupplyGraph", real],
      path: "Tests/ChokepointTestSupport", swiftSettings: strict),
    .target(
      name: "GraphDrawingTestSupport", dependencies: ["GraphDrawing"], path: "Tests/GraphDrawingTestSupport",
      swiftSettings: strict),
    tests("ChokepointTestSupport", ["GraphAlgorithms", "Propagation", "SupplyGraph"]),
    tests("Diagnostics"),
    tests("SupplyGraph", ["Diagnostics", "GraphAlgorithms"]),
    tests("ScenarioModel", ["Diagnostics", "Propagation", "SupplyGraph"]),
    tests("Propagation", ["Diagnostics", "SupplyGraph"], resources: [.copy("Fixtures")]),
    tests("GraphAlgorithms", resources: [.copy("Fixtures")]),
    tests(
      "RiskAnalysis", ["Diagnostics", "GraphAlgorithms", "Propagation", "ScenarioModel", "SupplyGraph"],
      resources: [.copy("Fixtures")]),
    tests("SystemicRisk", ["Diagnostics", "Propagation", "SupplyGraph"], resources: [.copy("Fixtures")]),
    tests("Comparison", ["Diagnostics", "Propagation", "RiskAnalysis", "ScenarioModel", "SupplyGraph"]),
    tests(
      "GraphFormats",
      ["Diagnostics", "ScenarioModel", "SupplyGraph", .product(name: "Yams", package: "Yams")],
      resources: [.copy("Fixtures")]),
    tests(
      "Reporting",
      ["Comparison", "Diagnostics", "GraphAlgorithms", "Propagation", "RiskAnalysis", "ScenarioModel", "SupplyGraph"]),
    tests("SupplyDiagrams", ["Diagnostics", "GraphDrawing", "SupplyGraph"]),
    tests("TradeAnalysis", ["Diagnostics", "ScenarioModel", "SupplyGraph"]),
    tests("GraphDrawing", ["CGraphviz", "GraphDrawingTestSupport"]),
    tests(
      "BundledGraphs",
      ["Diagnostics", "GraphFormats", "Propagation", "RiskAnalysis", "ScenarioModel", "SupplyGraph", "TradeAnalysis"]),
    tests("ChokepointCLI", ["BundledGraphs", "chokepoint"], resources: [.copy("Fixtures")]),
  ],
  swiftLanguageModes: [.v6]
)
