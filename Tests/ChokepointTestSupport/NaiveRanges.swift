public import Propagation
public import ShareUncertainty
public import SupplyGraph

/// Ranges as defined, one graph a draw: the reference for blocked evaluation and what is made of it.
public struct NaiveRanges: Sendable {
  public let graph: SupplyGraph
  public let options: CompilationOptions

  public init(_ graph: SupplyGraph, _ options: CompilationOptions = CompilationOptions()) {
    self.graph = graph
    self.options = options
  }

  /// The mean loss of targets when providers stop, in one graph.
  public func loss(in drawn: SupplyGraph, failure: [EntityIndex], targets: [EntityIndex]) -> Double {
    guard !targets.isEmpty else { return 0 }
    let losses = NaiveAvailability(drawn, options).losses(failure.map { Hit($0) })
    return targets.reduce(0) { $0 + losses[$1.position] } / Double(targets.count)
  }

  /// The same by draw.
  public func losses(
    _ draws: ShareDraws, count: Int, failure: [EntityIndex], targets: [EntityIndex]
  ) throws -> [Double] {
    try (0..<count).map { loss(in: try draws.graph(graph, draw: $0), failure: failure, targets: targets) }
  }

  /// Q(p) by sorting: h = (n − 1)·p between the order statistics around h.
  public static func quantile(_ values: [Double], _ part: Double) -> Double {
    let sorted = values.sorted()
    let place = Double(values.count - 1) * part
    let below = Int(place.rounded(.down))
    let above = Int(place.rounded(.up))
    return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
  }

  /// 1 + how many of the others are clearly larger.
  public static func rank(_ place: Int, in losses: [Double], tolerance: Double = 1e-9) -> Int {
    1 + losses.count { $0 > losses[place] + tolerance }
  }

  /// The graph with one share set and the rest of its need rescaled.
  public func dialled(_ supply: Int, to value: Double) throws -> SupplyGraph {
    guard let need = graph.needs.firstIndex(where: { $0.supplies.contains(supply) }) else { return graph }
    let share = graph.supplies[supply].share
    let rows = graph.needs[need].supplies.map { index in
      var row = graph.supplies[index]
      row.share = index == supply ? value : share < 1 ? min(1, row.share * (1 - value) / (1 - share)) : 0
      return row
    }
    return try graph.replacingSupplies([need: rows])
  }
}
