import SupplyGraph

/// The shares of one need while additions are in place.
///
///     taken_s  = Σ over additions with a list: strength · what it takes from s        (u: the unattributed part)
///     P        = Σ over additions in proportion: strength · share
///     pool     = (u − taken_u) + Σ over suppliers that add nothing: (w_s − taken_s)
///     f        = 1 − P / pool
///     w_s'     = f · (w_s − taken_s)                         suppliers that add nothing, and likewise u'
///     w_e'     = w_e − taken_e + Σ strength · share          suppliers that add
///
/// Those that add do not give to each other, so the order of the additions does not matter and each has its full share
/// after its ramp. A supplier counts as adding from the first day on, also before its start; so shares have no jumps.
struct AdditionMix {
  private let rows: [Supply]
  private let unattributed: Double
  private var taken: [EntityIndex: Double] = [:]
  private var takenFromUnattributed = 0.0
  private var proportional = 0.0
  private var added: [EntityIndex: Double] = [:]
  private var adders: [EntityIndex] = []

  init(_ graph: SupplyGraph, need: Int) {
    rows = Array(graph.supplies[graph.needs[need].supplies])
    unattributed = graph.needs[need].unattributed
  }

  mutating func add(_ addition: CapacityAddition, strength: Double) {
    if added[addition.entity] == nil { adders.append(addition.entity) }
    added[addition.entity, default: 0] += strength * addition.share
    switch addition.takesFrom {
    case .proportional: proportional += strength * addition.share
    case .suppliers(let list):
      for part in list {
        if let supplier = part.supplier {
          taken[supplier, default: 0] += strength * part.share
        } else {
          takenFromUnattributed += strength * part.share
        }
      }
    }
  }

  /// What is left of the shares after lists were served, in the pool that additions in proportion draw on.
  private var pool: Double {
    rows.filter { added[$0.supplier] == nil }.reduce(unattributed - takenFromUnattributed) {
      $0 + $1.share - (taken[$1.supplier] ?? 0)
    }
  }

  /// Why the additions do not fit into the need.
  enum Fault {
    /// A list takes more than a supplier (nil: the unattributed part) has.
    case takesTooMuch(EntityIndex?, taken: Double, has: Double)
    /// More is to be taken in proportion than those that do not add have.
    case poolTooSmall(wanted: Double, has: Double)
  }

  /// The first reason why the shares cannot be met, in the order of suppliers; nil where they can.
  ///
  /// All quantities grow with strength, so what fits at full strength fits on every day.
  var fault: Fault? {
    let slack = 1e-9
    for (supplier, amount) in taken.sorted(by: { $0.key < $1.key }) {
      let has = rows.first { $0.supplier == supplier }?.share ?? 0
      if amount > has + slack { return .takesTooMuch(supplier, taken: amount, has: has) }
    }
    if takenFromUnattributed > unattributed + slack {
      return .takesTooMuch(nil, taken: takenFromUnattributed, has: unattributed)
    }
    let has = max(0, pool)
    return proportional > has + slack ? .poolTooSmall(wanted: proportional, has: has) : nil
  }

  /// The supplies with the additions in place; suppliers that were not there before come last.
  ///
  /// - Parameter make: a new supply of a supplier with its share.
  /// - Parameter evidence: what the supply of one that adds rests on now; nil while its addition has not begun.
  func supplies(
    evidence: (EntityIndex) -> Evidence?, make: (EntityIndex, Double, Evidence) -> Supply
  ) -> [Supply] {
    let pool = pool
    let factor = proportional > 0 && pool > 0 ? max(0, 1 - proportional / pool) : 1
    var result = rows
    for index in result.indices {
      let supplier = result[index].supplier
      let (scale, shift) = added[supplier].map { (1, $0) } ?? (factor, 0)
      let lost = taken[supplier] ?? 0
      func moved(_ value: Double) -> Double { Self.clean(scale * max(0, value - lost) + shift) }
      result[index].share = moved(result[index].share)
      result[index].low = result[index].low.map(moved)
      result[index].high = result[index].high.map(moved)
      if let evidence = evidence(supplier) { result[index].evidence = evidence }
    }
    for supplier in adders where !rows.contains(where: { $0.supplier == supplier }) {
      guard let share = added[supplier], share > 0, let evidence = evidence(supplier) else { continue }
      result.append(make(supplier, Self.clean(share), evidence))
    }
    return result
  }

  /// Rounding of what was taken away whole is no supply.
  private static func clean(_ share: Double) -> Double { share < 1e-12 ? 0 : min(1, share) }
}
