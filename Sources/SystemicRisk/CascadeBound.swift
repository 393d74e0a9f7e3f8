/// A certificate for how much a cascade can still grow after it was stopped.
///
/// Losses ℓ grow towards the least fixed point of a monotone map G. By Knaster and Tarski every m ≥ ℓ with G(m) ≤ m is
/// above that fixed point. Candidates are ℓ + κ·(ℓ − c), where c is an earlier state of the same cascade: where every
/// firm's changes shrink, a small κ is enough. The first candidate that passes is the bound, up to rounding.
///
/// - SeeAlso: Tarski, A. (1955), A lattice-theoretical fixpoint theorem and its applications, Pacific Journal of
///   Mathematics 5(2), 285–309, doi:10.2140/pjm.1955.5.285.
final class CascadeBound {
  private let view: CascadeView
  // By position, and 0 for firms that the cascade has not met.
  private let earlierDown: UnsafeMutablePointer<Double>
  private let earlierUp: UnsafeMutablePointer<Double>
  private let highDown: UnsafeMutablePointer<Double>
  private let highUp: UnsafeMutablePointer<Double>
  private let imageDown: UnsafeMutablePointer<Double>
  private let imageUp: UnsafeMutablePointer<Double>
  private let lack: UnsafeMutablePointer<Double>
  /// Sales left of each industry under the candidate; negative where not known yet.
  private let market: UnsafeMutablePointer<Double>

  /// What rounding may add to a sum of parts.
  static let rounding = 1e-14
  /// κ of the candidates, in turn.
  static let factors = [0x1p-20, 0x1p-10, 1, 0x1p10, 0x1p20]

  init(_ view: CascadeView) {
    self.view = view
    let count = view.sales.count
    earlierDown = Cascade.zeros(count)
    earlierUp = Cascade.zeros(count)
    highDown = Cascade.zeros(count)
    highUp = Cascade.zeros(count)
    imageDown = Cascade.zeros(count)
    imageUp = Cascade.zeros(count)
    lack = Cascade.zeros(Int(view.slotStart[count]))
    market = Cascade.zeros(view.industryStart.count)
  }

  deinit {
    for values in [earlierDown, earlierUp, highDown, highUp, imageDown, imageUp, lack, market] { values.deallocate() }
  }

  /// Forgets a cascade that is about to be forgotten itself.
  func forget(_ cascade: Cascade) {
    cascade.forEachTouched { firm in
      (earlierDown[firm], earlierUp[firm], highDown[firm], highUp[firm]) = (0, 0, 0, 0)
    }
  }

  /// Makes the present state the earlier one.
  func keep(_ cascade: Cascade) {
    cascade.forEachTouched { firm in
      earlierDown[firm] = cascade.down[firm]
      earlierUp[firm] = cascade.up[firm]
    }
  }

  /// The loss of the network above which the cascade will not grow; nil where no candidate passes.
  ///
  /// - Complexity: O(firms met, their sales, and with substitution their industries) a candidate.
  func ceiling(_ cascade: Cascade, totalSales: Double) -> Double? {
    for factor in Self.factors {
      raise(cascade, factor)
      guard let holds = imageIsBelow(cascade) else { return nil }
      if holds {
        var loss = 0.0
        cascade.forEachTouched { loss += view.sales[$0] / totalSales * max(highDown[$0], highUp[$0]) }
        return loss
      }
    }
    return nil
  }

  private func raise(_ cascade: Cascade, _ factor: Double) {
    cascade.forEachTouched { firm in
      let (down, up) = (cascade.down[firm], cascade.up[firm])
      highDown[firm] = min(1, down + factor * (down - earlierDown[firm]))
      highUp[firm] = min(1, up + factor * (up - earlierUp[firm]))
      (imageDown[firm], imageUp[firm]) = (0, 0)
      market[Int(view.industry[firm])] = -1
      for slot in view.slots(of: firm) { lack[slot] = 0 }
    }
  }

  /// Whether a further step from the candidate stays below it; nil if it cannot for any κ.
  private func imageIsBelow(_ cascade: Cascade) -> Bool? {
    var isClosed = true
    cascade.forEachTouched { firm in
      let strength = highDown[firm] * irreplaceability(firm, cascade)
      if strength > 0 {
        for edge in view.supplies(of: firm) {
          let supply = view.supplies[edge]
          let buyer = Int(supply.buyer)
          guard cascade.hasMet(buyer) else {
            isClosed = false
            continue
          }
          lack[Int(supply.slot)] += supply.weight * strength
          imageDown[buyer] = max(imageDown[buyer], lack[Int(supply.slot)])
        }
      }
      if highUp[firm] > 0 {
        for edge in view.demands(of: firm) {
          let demand = view.demands[edge]
          if cascade.hasMet(Int(demand.seller)) {
            imageUp[Int(demand.seller)] += demand.weight * highUp[firm]
          } else {
            isClosed = false
          }
        }
      }
    }
    // It would reach firms not met so far.
    guard isClosed else { return nil }
    var holds = true
    var canHold = true
    cascade.forEachTouched { firm in
      if min(1, imageDown[firm]) > highDown[firm] + Self.rounding {
        holds = false
        if cascade.down[firm] <= earlierDown[firm] { canHold = false }
      }
      if min(1, imageUp[firm]) > highUp[firm] + Self.rounding {
        holds = false
        if cascade.up[firm] <= earlierUp[firm] { canHold = false }
      }
    }
    return canHold ? holds : nil
  }

  private func irreplaceability(_ firm: Int, _ cascade: Cascade) -> Double {
    guard cascade.hasSubstitution else { return 1 }
    let industry = Int(view.industry[firm])
    if market[industry] < 0 { market[industry] = cascade.marketLeft(view.members(of: industry), highDown) }
    return Cascade.irreplaceability(view.sales[firm], market[industry])
  }
}
