/// A store of reduced ordered binary decision diagrams of monotone functions, with a budget of nodes.
///
/// Node 0 is false, node 1 is true; every other node asks for one variable and leads to its `high` diagram where the
/// event has occurred, else to `low`. Equal functions are one node. Variables are numbered by level: smaller ones are
/// asked first. Children are older than their parents, so a pass over the numbers needs no recursion.
///
/// - Complexity: `and` and `or` take O(|a|·|b|) at most. 20 bytes a node and its place in the table.
/// - Reference: Bryant 1986, doi:10.1109/TC.1986.1676819; for fault trees Rauzy 1993,
///   doi:10.1016/0951-8320(93)90060-C.
struct DecisionDiagram {
  /// Recursion is as deep as there are levels.
  static let largestLevelCount = 2_000

  let levelCount: Int
  let budget: Int
  private(set) var level: [Int32]
  private(set) var high: [Int32] = [0, 1]
  private(set) var low: [Int32] = [0, 1]
  private var table: [Int32]
  private var cache: [CacheEntry]

  private struct CacheEntry {
    var operation: Int32
    var a: Int32
    var b: Int32
    var result: Int32
  }

  init(levelCount: Int, budget: Int) {
    self.levelCount = levelCount
    self.budget = max(2, min(budget, Int(Int32.max) / 4))
    level = [Int32](repeating: Int32(truncatingIfNeeded: levelCount), count: 2)
    table = [Int32](repeating: -1, count: 1 << 10)
    cache = [CacheEntry](repeating: CacheEntry(operation: -1, a: 0, b: 0, result: 0), count: 1 << 12)
  }

  var count: Int { level.count }

  /// The function "this event has occurred".
  mutating func variable(_ level: Int) throws(OverBudget) -> Int32 {
    try node(Int32(truncatingIfNeeded: level), high: 1, low: 0)
  }

  /// The node that asks for a variable.
  mutating func node(_ variable: Int32, high: Int32, low: Int32) throws(OverBudget) -> Int32 {
    if high == low { return high }
    var slot = Self.hash(variable, high, low) & (table.count - 1)
    while table[slot] >= 0 {
      let node = Int(table[slot])
      if level[node] == variable, self.high[node] == high, self.low[node] == low { return table[slot] }
      slot = (slot + 1) & (table.count - 1)
    }
    guard count < budget else { throw OverBudget() }
    let new = Int32(truncatingIfNeeded: count)
    level.append(variable)
    self.high.append(high)
    self.low.append(low)
    table[slot] = new
    if 2 * count > table.count { grow() }
    return new
  }

  mutating func and(_ a: Int32, _ b: Int32) throws(OverBudget) -> Int32 {
    if a == b || b == 1 { return a }
    if a == 1 { return b }
    if a == 0 || b == 0 { return 0 }
    return try combined(0, min(a, b), max(a, b))
  }

  mutating func or(_ a: Int32, _ b: Int32) throws(OverBudget) -> Int32 {
    if a == b || b == 0 { return a }
    if a == 0 { return b }
    if a == 1 || b == 1 { return 1 }
    return try combined(1, min(a, b), max(a, b))
  }

  private mutating func combined(_ operation: Int32, _ a: Int32, _ b: Int32) throws(OverBudget) -> Int32 {
    let slot = Self.hash(operation, a, b) & (cache.count - 1)
    let known = cache[slot]
    if known.operation == operation, known.a == a, known.b == b { return known.result }
    let (levelA, levelB) = (level[Int(a)], level[Int(b)])
    let top = min(levelA, levelB)
    let (highA, lowA) = levelA == top ? (high[Int(a)], low[Int(a)]) : (a, a)
    let (highB, lowB) = levelB == top ? (high[Int(b)], low[Int(b)]) : (b, b)
    let whenHigh = operation == 0 ? try and(highA, highB) : try or(highA, highB)
    let whenLow = operation == 0 ? try and(lowA, lowB) : try or(lowA, lowB)
    let result = try node(top, high: whenHigh, low: whenLow)
    cache[Self.hash(operation, a, b) & (cache.count - 1)] = CacheEntry(
      operation: operation, a: a, b: b, result: result)
    return result
  }

  /// Doubles the table, and the cache with it.
  private mutating func grow() {
    table = [Int32](repeating: -1, count: 4 * table.count)
    for node in 2..<count {
      var slot = Self.hash(level[node], high[node], low[node]) & (table.count - 1)
      while table[slot] >= 0 { slot = (slot + 1) & (table.count - 1) }
      table[slot] = Int32(truncatingIfNeeded: node)
    }
    if cache.count < 1 << 20 {
      cache = [CacheEntry](repeating: CacheEntry(operation: -1, a: 0, b: 0, result: 0), count: 2 * cache.count)
    }
  }

  static func hash(_ a: Int32, _ b: Int32, _ c: Int32) -> Int {
    var value = UInt64(UInt32(bitPattern: a)) &* 0x9E37_79B9_7F4A_7C15
    value = (value ^ UInt64(UInt32(bitPattern: b))) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 29) ^ UInt64(UInt32(bitPattern: c))) &* 0x94D0_49BB_1331_11EB
    return Int(truncatingIfNeeded: (value ^ (value >> 32)) & 0x7FFF_FFFF)
  }

  /// The nodes of a diagram, children first, without the two constants.
  func nodes(of root: Int32) -> [Int32] {
    guard root > 1 else { return [] }
    var isReached = [Bool](repeating: false, count: Int(root) + 1)
    isReached[Int(root)] = true
    var result: [Int32] = []
    for node in (2...Int(root)).reversed() where isReached[node] {
      result.append(Int32(truncatingIfNeeded: node))
      isReached[Int(high[node])] = true
      isReached[Int(low[node])] = true
    }
    return result.reversed()
  }
}

/// A diagram would need more nodes than it may have.
struct OverBudget: Error {}
