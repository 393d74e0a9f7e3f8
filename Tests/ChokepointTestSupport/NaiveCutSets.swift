/// Minimal failure sets by the definition: every subset of the candidates is tried.
public enum NaiveCutSets {
  /// The inclusion-minimal subsets of up to `order` candidates that satisfy a monotone condition, by size, then in order.
  public static func minimalSets(candidates: [Int], order: Int, fails: ([Int]) -> Bool) -> [[Int]] {
    var found: [[Int]] = []
    for size in 0...min(order, candidates.count) {
      for set in subsets(of: candidates.sorted(), size: size) {
        let holdsSmaller = found.contains { smaller in smaller.allSatisfy(set.contains) }
        if !holdsSmaller, fails(set) { found.append(set) }
      }
    }
    return found
  }

  /// All subsets of a size in lexicographic order.
  public static func subsets(of items: [Int], size: Int) -> [[Int]] {
    if size == 0 { return [[]] }
    return items.indices.flatMap { first in
      subsets(of: Array(items[(first + 1)...]), size: size - 1).map { [items[first]] + $0 }
    }
  }

  /// What has failed after some events: nothing at first, then again and again whatever has a reason, until nothing has.
  ///
  /// - Parameter conditions: for every node its conditions, each a list of members that must all have failed.
  public static func failed(after events: [Int], conditions: [[[Int]]]) -> [Bool] {
    var failed = conditions.indices.map(events.contains)
    while true {
      let next = conditions.indices.map { node in
        failed[node] || conditions[node].contains { $0.allSatisfy { failed[$0] } }
      }
      if next == failed { return failed }
      failed = next
    }
  }

  /// The probability that a condition holds when events occur independently: the sum over all their combinations.
  public static func probability(_ probabilities: [Double], holds: ([Int]) -> Bool) -> Double {
    var sum = 0.0
    for combination in 0..<(1 << probabilities.count) {
      let events = probabilities.indices.filter { combination >> $0 & 1 == 1 }
      guard holds(events) else { continue }
      sum += probabilities.indices.reduce(1.0) { product, event in
        product * (combination >> event & 1 == 1 ? probabilities[event] : 1 - probabilities[event])
      }
    }
    return sum
  }
}
