/// Allocation by orders.
///
/// A customer orders what it could use if this need were met: w·r, where r follows from its capacity and its other needs
/// of the day before (on day 0: 1). A supplier whose output falls short of Σ w serves orders pro rata; what is left
/// beyond them goes to all in proportion to what they did not order, for goods are never refused:
///
///     T = (1 − loss)·Σ w;   ship = o·T/Σo where Σo ≥ T > 0,   else o + (w − o)·(T − Σo)/(Σw − Σo)
///
/// A day of one customer's need counts as much as a day of another's. With orders a failure elsewhere can help, and a
/// loop can lose goods to customers outside it.
extension DisruptionSimulator {
  func forgetOrders() {
    for need in refills.orders.indices {
      refills.orders[need] = 1
      refills.nextOrders[need] = 1
    }
  }

  /// Writes today's loss of each of a supplier's shipments.
  func share(_ position: Int, loss: Double) {
    guard let schedule else { return }
    let base = (day & state.historyMask) * rows.supplyCount
    var (whole, open, ordered) = (0.0, 0.0, 0.0)
    for index in rows.customers(position) {
      let supply = Int(rows.customerSupply[index])
      let need = Int(rows.supplyNeed[supply])
      guard rows.isStocked[need] else { continue }
      let weight = weight(supply, on: day)
      whole += weight
      if isBlocked(supply, on: day, schedule) { continue }
      open += weight
      ordered += weight * refills.orders[need]
    }
    let made = (1 - loss) * whole
    for index in rows.customers(position) {
      let supply = Int(rows.customerSupply[index])
      let need = Int(rows.supplyNeed[supply])
      guard rows.isStocked[need], loss > 0, made < open else {
        // Enough for everybody, or a condition that is not shared out.
        state.shipments[base + supply] = rows.isStocked[need] && loss > 0 ? 0 : loss
        continue
      }
      let order = refills.orders[need]
      let part =
        ordered >= made && ordered > 0
        ? order * (made / ordered) : order + (1 - order) * ((made - ordered) / (open - ordered))
      state.shipments[base + supply] = max(0, 1 - part)
    }
  }

  /// What an entity's needs will be ordered for tomorrow; before stocks are booked.
  func noteOrders(_ position: Int) {
    let scale = state.inverseDemand[position]
    for need in rows.needs(position) {
      var most = state.own[position]
      for other in rows.needs(position) where other != need {
        most = max(most, rows.criticality[other] * (state.shortage[other] - state.stock[other] * scale))
      }
      refills.nextOrders[need] = 1 - min(1, most)
    }
  }
}
