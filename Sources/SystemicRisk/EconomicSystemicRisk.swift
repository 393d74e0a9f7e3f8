import Dispatch

/// The Economic Systemic Risk Index: what of a network's output is lost when one firm, or several in part, fail.
///
/// With sales W_ij of i to j, s_i = Σ_j W_ij, industry p_i and capacity left ψ_i:
///
///     Ld_ij = W_ij / Σ_{m: p_m = p_i} W_mj   essential        Lu_ij = W_ij / s_i
///             W_ij / Σ_m W_mj                non-essential
///     Π_jk(t) = 1 − Σ_{i: p_i = k} σ_i (1 − hd_i) Ld_ij
///     hd_j(t+1) = max(0, min(ψ_j, min over essential k of Π_jk, 1 − Σ over non-essential k of (1 − Π_jk)))
///     hu_i(t+1) = max(0, min(ψ_i, 1 − Σ_j Lu_ij (1 − hu_j(t))))
///     σ_i = 1, or with substitution min(1, s_i / Σ_{m: p_m = p_i} s_m hd_m)
///     index = Σ_i s_i/S · (1 − min(hd_i, hu_i)),   start hd = hu = ψ, end max(h(t) − h(t+1)) ≤ ε
///
/// Purchases from outside the network stand in the denominators of Ld and never fail.
///
/// The paper's output is what a firm sells *inside* the network; a final user has none and weighs nothing. Prices,
/// stocks and time are not in it, and nobody outside an industry can replace it: losses are too high for shocks that
/// last longer than it takes to find another supplier, too low where stages that are not in the network matter.
///
/// - Complexity: O(changes of firms · their sales) time a cascade; O(firms + sales) space a core.
/// - SeeAlso: Diem, C., Borsos, A., Reisch, T., Kertész, J. and Thurner, S. (2022), Quantifying firm-level economic
///   systemic risk from nation-wide supply networks, Scientific Reports 12, 7719, doi:10.1038/s41598-022-11522-z.
public struct EconomicSystemicRisk: Sendable {
  public let options: SystemicRiskOptions
  private let rows: CascadeRows

  /// Further steps, at least, to look for a proof of the remainder.
  private static let patience = 64
  /// Pieces of work handed to the cores.
  private static let pieces = 64

  /// - Throws: ``FirmNetworkError`` where sellers of one industry are not alike to a buyer.
  /// - Complexity: O(firms + sales) time and space.
  public init(
    _ network: FirmNetwork, options: SystemicRiskOptions = SystemicRiskOptions()
  ) throws(FirmNetworkError) {
    rows = try CascadeRows(network)
    self.options = options
  }

  /// Sales of a firm inside the network, in the unit of the volumes.
  ///
  /// - Precondition: the firm exists.
  public func sales(of firm: Int) -> Double { rows.sales[Int(rows.positionOf[firm])] }

  /// All sales inside the network.
  public var totalSales: Double { rows.totalSales }

  /// The index of every firm: it closes, all others stand.
  ///
  /// Cores share the firms; the result does not depend on their number.
  public func allFirms() -> [SystemicRiskIndex] {
    indices(of: (0..<rows.firmCount).map { CollectionOfOne(FirmFailure(firm: $0)) })
  }

  /// The index of one shock.
  ///
  /// - Precondition: its firms exist.
  public func index(of shock: some Sequence<FirmFailure>) -> SystemicRiskIndex {
    rows.withView { view in
      Run(view, rows, options).index(shock)
    }
  }

  /// The index of many shocks, shared by all cores; the result does not depend on their number.
  ///
  /// - Precondition: their firms exist.
  public func indices<Shock: Sequence<FirmFailure> & Sendable>(of shocks: [Shock]) -> [SystemicRiskIndex] {
    guard !shocks.isEmpty else { return [] }
    let none = SystemicRiskIndex(
      value: 0, downstream: 0, upstream: 0, steps: 0, lastChange: 0, remainder: 0, firmsHit: 0,
      isConverged: true)
    let pieces = min(shocks.count, Self.pieces)
    return [SystemicRiskIndex](unsafeUninitializedCapacity: shocks.count) { results, count in
      results.initialize(repeating: none)
      count = shocks.count
      // Every shock writes its own place, and no place is written twice.
      nonisolated(unsafe) let results = results
      DispatchQueue.concurrentPerform(iterations: pieces) { piece in
        rows.withView { view in
          let run = Run(view, rows, options)
          for shock in stride(from: piece, to: shocks.count, by: pieces) {
            results[shock] = run.index(shocks[shock])
          }
        }
      }
    }
  }

  /// What every firm loses downstream and upstream, 0…1, by firm.
  ///
  /// - Precondition: the firms of the shock exist.
  public func losses(of shock: some Sequence<FirmFailure>) -> [(downstream: Double, upstream: Double)] {
    rows.withView { view in
      let run = Run(view, rows, options)
      _ = run.index(shock, wantsRemainder: false)
      return rows.positionOf.map { (run.cascade.down[Int($0)], run.cascade.up[Int($0)]) }
    }
  }

  /// A worker with its memory.
  private final class Run {
    let cascade: Cascade
    private let bound: CascadeBound?
    private let view: CascadeView
    private let rows: CascadeRows
    private let options: SystemicRiskOptions

    init(_ view: CascadeView, _ rows: CascadeRows, _ options: SystemicRiskOptions) {
      cascade = Cascade(view, hasSubstitution: options.hasSubstitution)
      bound = options.wantsRemainder ? CascadeBound(view) : nil
      self.view = view
      self.rows = rows
      self.options = options
    }

    func index(_ shock: some Sequence<FirmFailure>, wantsRemainder: Bool = true) -> SystemicRiskIndex {
      bound?.forget(cascade)
      cascade.begin(shock.lazy.map { (position: Int(self.rows.positionOf[$0.firm]), loss: $0.loss) })
      bound?.keep(cascade)
      var steps = 0
      var change = Double.infinity
      while steps < options.stepLimit {
        change = cascade.step()
        steps += 1
        if change <= options.epsilon { break }
        if steps.nonzeroBitCount == 1 { bound?.keep(cascade) }
      }
      let now = measure()
      return SystemicRiskIndex(
        value: now.both, downstream: now.down, upstream: now.up, steps: steps, lastChange: change,
        remainder: wantsRemainder ? remainder(above: now.both, after: steps) : nil,
        firmsHit: now.hit, isConverged: change <= options.epsilon)
    }

    private func measure() -> (both: Double, down: Double, up: Double, hit: Int) {
      var (both, down, up) = (0.0, 0.0, 0.0)
      var hit = 0
      cascade.forEachTouched { firm in
        let weight = rows.totalSales > 0 ? view.sales[firm] / rows.totalSales : 0
        let larger = max(cascade.down[firm], cascade.up[firm])
        both += weight * larger
        down += weight * cascade.down[firm]
        up += weight * cascade.up[firm]
        if larger > 0 { hit += 1 }
      }
      return (both, down, up, hit)
    }

    /// Goes on, without counting, until a candidate is proven or patience ends.
    private func remainder(above value: Double, after steps: Int) -> Double? {
      guard let bound else { return nil }
      var further = 0
      var next = 0
      while true {
        if cascade.isAtRest { return max(0, measure().both - value) }
        if further == next {
          if rows.totalSales > 0, let ceiling = bound.ceiling(cascade, totalSales: rows.totalSales) {
            return max(0, ceiling - value)
          }
          guard further < max(EconomicSystemicRisk.patience, steps) else { return nil }
          next = 2 * next + 4
        }
        _ = cascade.step()
        further += 1
      }
    }
  }
}
