/// The minimal solutions of a monotone function as a zero-suppressed decision diagram.
///
/// Node 0 is no set at all, node 1 the empty set alone; another node stands for the sets of `low` and those of `high`
/// with its event added.
///
///     minimal(F) = minimal(F_low) ∪ { {e} ∪ s : s ∈ minimal(F_high), s does not solve F_low }
///
/// - Reference: Rauzy 1993, doi:10.1016/0951-8320(93)90060-C; Minato 1993, doi:10.1145/157485.164890.
struct MinimalSolutions {
  private let budget: Int
  private(set) var level: [Int32] = [Int32.max, Int32.max]
  private(set) var high: [Int32] = [0, 1]
  private(set) var low: [Int32] = [0, 1]
  private var unique: [Key: Int32] = [:]
  private var solved: [Int32: Int32] = [:]
  private var reduced: [Key: Int32] = [:]

  private struct Key: Hashable {
    var a: Int32
    var b: Int32
    var c: Int32
  }

  init(budget: Int) { self.budget = budget }

  var count: Int { level.count }

  /// The minimal solutions of a function.
  mutating func minimal(_ function: Int32, in diagram: borrowing DecisionDiagram) throws(OverBudget) -> Int32 {
    if function <= 1 { return function }
    if let known = solved[function] { return known }
    let (whenHigh, whenLow) = (diagram.high[Int(function)], diagram.low[Int(function)])
    let without = try minimal(whenLow, in: diagram)
    let with = try removing(solutionsOf: whenLow, from: try minimal(whenHigh, in: diagram), in: diagram)
    let result = try node(diagram.level[Int(function)], high: with, low: without)
    solved[function] = result
    return result
  }

  /// The sets that do not solve a monotone function.
  private mutating func removing(
    solutionsOf function: Int32, from sets: Int32, in diagram: borrowing DecisionDiagram
  ) throws(OverBudget) -> Int32 {
    if function == 0 || sets == 0 { return sets }
    // The empty set solves no monotone function but the constant.
    if function == 1 { return 0 }
    if sets == 1 { return 1 }
    let key = Key(a: function, b: sets, c: 0)
    if let known = reduced[key] { return known }
    let (asked, event) = (diagram.level[Int(function)], level[Int(sets)])
    let result: Int32
    if asked < event {
      result = try removing(solutionsOf: diagram.low[Int(function)], from: sets, in: diagram)
    } else {
      let whenHigh = asked == event ? diagram.high[Int(function)] : function
      let whenLow = asked == event ? diagram.low[Int(function)] : function
      let (with, without) = (high[Int(sets)], low[Int(sets)])
      result = try node(
        event, high: try removing(solutionsOf: whenHigh, from: with, in: diagram),
        low: try removing(solutionsOf: whenLow, from: without, in: diagram))
    }
    reduced[key] = result
    return result
  }

  private mutating func node(_ event: Int32, high: Int32, low: Int32) throws(OverBudget) -> Int32 {
    if high == 0 { return low }
    let key = Key(a: event, b: high, c: low)
    if let known = unique[key] { return known }
    guard count < budget else { throw OverBudget() }
    let new = Int32(truncatingIfNeeded: count)
    level.append(event)
    self.high.append(high)
    self.low.append(low)
    unique[key] = new
    return new
  }

  /// The sets that contain an event.
  mutating func containing(_ event: Int32, in sets: Int32) throws(OverBudget) -> Int32 {
    var known: [Int32: Int32] = [:]
    return try containing(event, in: sets, &known)
  }

  private mutating func containing(
    _ event: Int32, in sets: Int32, _ known: inout [Int32: Int32]
  ) throws(OverBudget) -> Int32 {
    let own = level[Int(sets)]
    if sets <= 1 || own > event { return 0 }
    if own == event { return try node(event, high: high[Int(sets)], low: 0) }
    if let result = known[sets] { return result }
    let (with, without) = (high[Int(sets)], low[Int(sets)])
    let result = try node(
      own, high: try containing(event, in: with, &known), low: try containing(event, in: without, &known))
    known[sets] = result
    return result
  }

  /// The function "all events of some set have occurred".
  func union(
    _ sets: Int32, in diagram: inout DecisionDiagram, _ known: inout [Int32: Int32]
  ) throws(OverBudget) -> Int32 {
    if sets <= 1 { return sets }
    if let result = known[sets] { return result }
    let without = try union(low[Int(sets)], in: &diagram, &known)
    let with = try diagram.or(try union(high[Int(sets)], in: &diagram, &known), without)
    let result = try diagram.node(level[Int(sets)], high: with, low: without)
    known[sets] = result
    return result
  }

  /// How many sets there are of each size, from 0.
  ///
  /// - Complexity: O(nodes · largest size).
  func countsBySize(_ sets: Int32, upTo size: Int) -> [Int] {
    var counts = [[Int]](repeating: [Int](repeating: 0, count: size + 1), count: count)
    counts[1][0] = 1
    for node in 2..<max(2, count) {
      for length in 0...size {
        var number = counts[Int(low[node])][length]
        if length > 0 { number = Self.sum(number, counts[Int(high[node])][length - 1]) }
        counts[node][length] = number
      }
    }
    return counts[Int(sets)]
  }

  private static func sum(_ a: Int, _ b: Int) -> Int {
    let (sum, overflow) = a.addingReportingOverflow(b)
    return overflow ? Int.max : sum
  }
}
