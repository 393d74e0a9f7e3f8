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
    dependencies: [.target(name: name), "ChokepointTestSupport"] + dependencies,
    resources: resources, swiftSettings: strict)
}

let package = Package(
  name: "chokepoint",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
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
    library("Propagation", ["GraphAlgorithms", "ScenarioModel", "SupplyGraph"]),
  ],
  swiftLanguageModes: [.v6]
)
