/// The rows of a network as raw buffers, valid while the network lives (``CascadeRows/withView(_:)``).
struct CascadeView {
  let sales: UnsafeBufferPointer<Double>
  let industry: UnsafeBufferPointer<Int32>
  let industryStart: UnsafeBufferPointer<Int32>
  let supplyStart: UnsafeBufferPointer<Int32>
  let supplies: UnsafeBufferPointer<CascadeRows.Supply>
  let demandStart: UnsafeBufferPointer<Int32>
  let demands: UnsafeBufferPointer<CascadeRows.Demand>
  let slotStart: UnsafeBufferPointer<Int32>

  func supplies(of seller: Int) -> Range<Int> { Int(supplyStart[seller])..<Int(supplyStart[seller + 1]) }
  func demands(of buyer: Int) -> Range<Int> { Int(demandStart[buyer])..<Int(demandStart[buyer + 1]) }
  func slots(of buyer: Int) -> Range<Int> { Int(slotStart[buyer])..<Int(slotStart[buyer + 1]) }
  func members(of industry: Int) -> Range<Int> { Int(industryStart[industry])..<Int(industryStart[industry + 1]) }
}

extension CascadeRows {
  func withView<Result>(_ body: (CascadeView) -> Result) -> Result {
    sales.withUnsafeBufferPointer { sales in
      industry.withUnsafeBufferPointer { industry in
        industryStart.withUnsafeBufferPointer { industryStart in
          supplyStart.withUnsafeBufferPointer { supplyStart in
            supplies.withUnsafeBufferPointer { supplies in
              demandStart.withUnsafeBufferPointer { demandStart in
                demands.withUnsafeBufferPointer { demands in
                  slotStart.withUnsafeBufferPointer { slotStart in
                    body(
                      CascadeView(
                        sales: sales, industry: industry, industryStart: industryStart, supplyStart: supplyStart,
                        supplies: supplies, demandStart: demandStart, demands: demands, slotStart: slotStart))
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}

/// One cascade after another on one network, in the same memory.
///
/// Losses only grow. A step hands on what changed in the step before, so firms that nothing reaches cost nothing, and
/// sums grow by parts of one sign: nothing cancels. All firms change at once (Jacobi), as the definition has it, so the
/// count of steps is that of the definition too.
final class Cascade {
  let view: CascadeView
  let hasSubstitution: Bool
  /// Loss downstream, 1 − hd; by position as everything here.
  let down: UnsafeMutablePointer<Double>
  /// Loss upstream, 1 − hu.
  let up: UnsafeMutablePointer<Double>
  /// Loss imposed from outside, 1 − ψ.
  let own: UnsafeMutablePointer<Double>
  /// Firms with any loss or any lack, in the order in which they were met.
  private let touched: UnsafeMutablePointer<Int32>
  private var touchedCount = 0
  private let isTouched: UnsafeMutablePointer<Bool>
  /// What a failing seller takes from each slot: σ(1 − hd).
  private let strength: UnsafeMutablePointer<Double>
  /// What is to be handed on in the next step.
  private let downDelta: UnsafeMutablePointer<Double>
  private let upDelta: UnsafeMutablePointer<Double>
  private let lack: UnsafeMutablePointer<Double>
  private let worstLack: UnsafeMutablePointer<Double>
  private let lostSales: UnsafeMutablePointer<Double>
  private let isWaiting: UnsafeMutablePointer<Bool>
  private let waiting: UnsafeMutablePointer<Int32>
  private let downFront: UnsafeMutablePointer<Int32>
  private let upFront: UnsafeMutablePointer<Int32>
  private var downFrontCount = 0
  private var upFrontCount = 0
  private let isStale: UnsafeMutablePointer<Bool>
  private let stale: UnsafeMutablePointer<Int32>
  private var staleCount = 0
  private let firmCount: Int
  private let slotCount: Int
  private let industryCount: Int

  /// Below this much of an industry left nobody is replaced (in the unit of the sales).
  static let leastMarket = 1e-10
  /// A change of a loss by less than this part of it is rounding and is handed on only when more has come together.
  static let rounding = 1e-15

  init(_ view: CascadeView, hasSubstitution: Bool) {
    self.view = view
    self.hasSubstitution = hasSubstitution
    firmCount = view.sales.count
    slotCount = Int(view.slotStart[firmCount])
    industryCount = view.industryStart.count - 1
    down = Self.zeros(firmCount)
    up = Self.zeros(firmCount)
    own = Self.zeros(firmCount)
    strength = Self.zeros(firmCount)
    downDelta = Self.zeros(firmCount)
    upDelta = Self.zeros(firmCount)
    worstLack = Self.zeros(firmCount)
    lostSales = Self.zeros(firmCount)
    lack = Self.zeros(slotCount)
    isTouched = Self.flags(firmCount)
    isWaiting = Self.flags(firmCount)
    isStale = Self.flags(industryCount)
    touched = Self.list(firmCount)
    waiting = Self.list(firmCount)
    downFront = Self.list(firmCount)
    upFront = Self.list(firmCount)
    stale = Self.list(industryCount)
  }

  deinit {
    for values in [down, up, own, strength, downDelta, upDelta, worstLack, lostSales, lack] { values.deallocate() }
    for flags in [isTouched, isWaiting, isStale] { flags.deallocate() }
    for list in [touched, waiting, downFront, upFront, stale] { list.deallocate() }
  }

  static func zeros(_ count: Int) -> UnsafeMutablePointer<Double> {
    let values = UnsafeMutablePointer<Double>.allocate(capacity: max(1, count))
    values.initialize(repeating: 0, count: count)
    return values
  }

  private static func flags(_ count: Int) -> UnsafeMutablePointer<Bool> {
    let values = UnsafeMutablePointer<Bool>.allocate(capacity: max(1, count))
    values.initialize(repeating: false, count: count)
    return values
  }

  private static func list(_ count: Int) -> UnsafeMutablePointer<Int32> {
    let values = UnsafeMutablePointer<Int32>.allocate(capacity: max(1, count))
    values.initialize(repeating: 0, count: count)
    return values
  }

  /// Whether nothing is left to hand on, so that every later step would change nothing.
  var isAtRest: Bool { downFrontCount == 0 && upFrontCount == 0 }

  /// Whether a firm has met any loss or lack.
  func hasMet(_ firm: Int) -> Bool { isTouched[firm] }

  /// Visits the firms that have, in the order in which they were met.
  @inline(__always) func forEachTouched(_ body: (Int) -> Void) {
    for index in 0..<touchedCount { body(Int(touched[index])) }
  }

  /// Forgets the last cascade and imposes losses.
  func begin(_ shock: some Sequence<(position: Int, loss: Double)>) {
    forEachTouched { firm in
      down[firm] = 0
      up[firm] = 0
      own[firm] = 0
      strength[firm] = 0
      worstLack[firm] = 0
      lostSales[firm] = 0
      isTouched[firm] = false
      for slot in view.slots(of: firm) { lack[slot] = 0 }
    }
    (touchedCount, downFrontCount, upFrontCount) = (0, 0, 0)
    for (position, loss) in shock where loss > 0 {
      touch(position)
      own[position] = max(own[position], min(1, loss))
    }
    forEachTouched { firm in
      down[firm] = own[firm]
      up[firm] = own[firm]
      upDelta[firm] = own[firm]
      upFront[upFrontCount] = Int32(truncatingIfNeeded: firm)
      upFrontCount += 1
      noteDownstreamLoss(of: firm, grownBy: own[firm])
    }
    weighSellers()
  }

  /// One step of both cascades.
  ///
  /// - Returns: the largest change of a firm's loss.
  func step() -> Double { max(stepDownstream(), stepUpstream()) }

  private func stepDownstream() -> Double {
    var waitingCount = 0
    for index in 0..<downFrontCount {
      let seller = Int(downFront[index])
      let delta = downDelta[seller]
      for edge in view.supplies(of: seller) {
        let supply = view.supplies[edge]
        let buyer = Int(supply.buyer)
        let sum = lack[Int(supply.slot)] + supply.weight * delta
        lack[Int(supply.slot)] = sum
        if !isTouched[buyer] { touch(buyer) }
        guard sum > worstLack[buyer] else { continue }
        worstLack[buyer] = sum
        if !isWaiting[buyer] {
          isWaiting[buyer] = true
          waiting[waitingCount] = supply.buyer
          waitingCount += 1
        }
      }
    }
    downFrontCount = 0
    var largest = 0.0
    for index in 0..<waitingCount {
      let firm = Int(waiting[index])
      isWaiting[firm] = false
      let loss = min(1, worstLack[firm])
      let change = loss - down[firm]
      guard change > Self.rounding * loss else { continue }
      down[firm] = loss
      largest = max(largest, change)
      noteDownstreamLoss(of: firm, grownBy: change)
    }
    weighSellers()
    return largest
  }

  private func stepUpstream() -> Double {
    var waitingCount = 0
    for index in 0..<upFrontCount {
      let buyer = Int(upFront[index])
      let delta = upDelta[buyer]
      for edge in view.demands(of: buyer) {
        let demand = view.demands[edge]
        let seller = Int(demand.seller)
        lostSales[seller] += demand.weight * delta
        if !isTouched[seller] { touch(seller) }
        if !isWaiting[seller] {
          isWaiting[seller] = true
          waiting[waitingCount] = demand.seller
          waitingCount += 1
        }
      }
    }
    upFrontCount = 0
    var largest = 0.0
    for index in 0..<waitingCount {
      let firm = Int(waiting[index])
      isWaiting[firm] = false
      let loss = min(1, lostSales[firm])
      let change = loss - up[firm]
      guard change > Self.rounding * loss else { continue }
      up[firm] = loss
      upDelta[firm] = change
      largest = max(largest, change)
      upFront[upFrontCount] = Int32(truncatingIfNeeded: firm)
      upFrontCount += 1
    }
    return largest
  }

  private func touch(_ firm: Int) {
    guard !isTouched[firm] else { return }
    isTouched[firm] = true
    touched[touchedCount] = Int32(truncatingIfNeeded: firm)
    touchedCount += 1
  }

  /// Puts a firm in line for the next step; with substitution its whole industry is weighed anew first.
  private func noteDownstreamLoss(of firm: Int, grownBy change: Double) {
    guard hasSubstitution else {
      downDelta[firm] = change
      downFront[downFrontCount] = Int32(truncatingIfNeeded: firm)
      downFrontCount += 1
      return
    }
    let industry = Int(view.industry[firm])
    guard !isStale[industry] else { return }
    isStale[industry] = true
    stale[staleCount] = view.industry[firm]
    staleCount += 1
  }

  /// What a failing seller takes away once rivals have stepped in as far as their size allows.
  private func weighSellers() {
    for index in 0..<staleCount {
      let industry = Int(stale[index])
      isStale[industry] = false
      let members = view.members(of: industry)
      let left = marketLeft(members, down)
      for firm in members where down[firm] > 0 {
        let now = down[firm] * Self.irreplaceability(view.sales[firm], left)
        guard now > strength[firm] else { continue }
        downDelta[firm] = now - strength[firm]
        strength[firm] = now
        downFront[downFrontCount] = Int32(truncatingIfNeeded: firm)
        downFrontCount += 1
      }
    }
    staleCount = 0
  }

  /// The sales of an industry that are left: Σ s·hd.
  func marketLeft(_ members: Range<Int>, _ loss: UnsafeMutablePointer<Double>) -> Double {
    var left = 0.0
    for firm in members { left += view.sales[firm] * (1 - loss[firm]) }
    return left
  }

  /// σ: how much of a seller's failure nobody makes up for.
  static func irreplaceability(_ sales: Double, _ marketLeft: Double) -> Double {
    marketLeft <= leastMarket ? 1 : min(1, sales / marketLeft)
  }
}
