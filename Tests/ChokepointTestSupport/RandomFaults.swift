/// Seeded random systems of failure conditions.
public struct RandomFaults: Sendable {
  public var nodeCounts: ClosedRange<Int> = 2...9
  public var conditionLimit = 3
  public var memberLimit = 3
  /// Without cycles a node depends on earlier ones only.
  public var hasCycles = true

  public init() {}

  /// For every node its conditions, each a list of members.
  public func conditions(using generator: inout SplitMix64) -> [[[Int]]] {
    let count = nodeCounts.lowerBound + generator.below(nodeCounts.count)
    return (0..<count).map { node in
      let others = (0..<count).filter { hasCycles ? true : $0 < node }
      guard !others.isEmpty else { return [] }
      return (0..<generator.below(conditionLimit + 1)).map { _ in
        (0..<(1 + generator.below(memberLimit))).map { _ in others[generator.below(others.count)] }
      }
    }
  }
}
