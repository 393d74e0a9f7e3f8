// swift-tools-version: 6.2
import PackageDescription

/// Measurements of the libraries beside their peers: see README.md here. A package of its own, so that nobody who uses
/// the libraries builds it.
let root = "chokepoint"

func libraries(_ names: [String]) -> [Target.Dependency] { names.map { .product(name: $0, package: root) } }

let package = Package(
  name: "chokepoint-benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: root, path: "..")],
  targets: [
    .executableTarget(
      name: "measure",
      dependencies: libraries([
        "Diagnostics", "DisruptionSimulation", "GraphAlgorithms", "GraphDrawing", "GraphFormats", "Propagation",
        "SupplyDiagrams",
        "SupplyGraph", "SystemicRisk",
      ]),
      path: "Sources/Measure",
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
      ])
  ],
  swiftLanguageModes: [.v6]
)
