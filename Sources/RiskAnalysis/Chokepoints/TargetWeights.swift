public import SupplyGraph

/// How much each target counts in an average over targets.
public enum TargetWeighting: String, Sendable, CaseIterable {
  /// Every target counts the same.
  case equal
  /// A target counts by what it buys in a year.
  case volume
}

/// The targets of an average that state no volume although it is to be weighed by volume.
public struct MissingTargetVolumes: Error, Sendable, Equatable {
  public var targets: [EntityIndex]

  public init(targets: [EntityIndex]) { self.targets = targets }
}

/// The weight ω of each target.
///
///     equal:   ω_t = 1
///     volume:  ω_t = Σ_n V_n over the needs of t, in USD bn a year; what is embedded in another need of t counts once
///
/// - Complexity: O(needs of the targets).
public struct TargetWeights: Sendable, Equatable {
  /// By position in the list of targets.
  public let values: [Double]

  public init(
    _ weighting: TargetWeighting, of targets: [EntityIndex], in graph: SupplyGraph
  ) throws(MissingTargetVolumes) {
    guard weighting == .volume else {
      values = [Double](repeating: 1, count: targets.count)
      return
    }
    var values: [Double] = []
    var missing: [EntityIndex] = []
    for target in targets {
      // An embedded need is inside the volume of its carrier already.
      let own = graph[target].needs.map { graph.needs[$0] }.filter { $0.embeddedIn == nil }
      let volume = own.reduce(0) { $0 + ($1.volume ?? 0) }
      if volume > 0 { values.append(volume) } else { missing.append(target) }
    }
    guard missing.isEmpty else { throw MissingTargetVolumes(targets: missing) }
    self.values = values
  }
}
