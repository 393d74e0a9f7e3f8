import Propagation
import ScenarioModel
import SupplyGraph

/// Shares that move along the ramps of capacity additions, by day.
struct ShareMoves: Sendable {
  /// The compiled needs whose shares move.
  let needs: [Int32]
  /// Place of each of their supplies in a day's row of `weight`; −1 for supplies that do not move.
  let place: [Int32]
  let width: Int
  /// Share by day and place.
  let weight: [Double]
  /// Part that no supplier meets, by day and need, in the order of `needs`.
  let unsupplied: [Double]

  /// Day 0 is the last day of the period that the graph describes, as in `ScenarioResolver.endDay`.
  init(
    _ additions: [CapacityAddition], from graph: SupplyGraph, to model: SimulationModel, days: Int
  ) throws(SimulationError) {
    let rows = model.rows
    let moving = Set(additions.flatMap(\.needs))
    let compiled = rows.needIndex.indices.filter { moving.contains(Int(rows.needIndex[$0])) }
    var place = [Int32](repeating: -1, count: rows.supplyCount)
    var width = 0
    for need in compiled {
      for supply in rows.supplies(need) {
        place[supply] = Int32(truncatingIfNeeded: width)
        width += 1
      }
    }
    guard width + compiled.count <= SimulationModel.memoryLimit / max(1, days) else {
      throw .scheduleTooLarge(shocks: additions.count, days: days)
    }
    var weight: [Double] = []
    var unsupplied: [Double] = []
    weight.reserveCapacity(width * days)
    unsupplied.reserveCapacity(compiled.count * days)
    var strengths: [Double]?
    for day in 0..<days {
      let date = graph.asOf.map { CalendarDay($0.lastDay + day) } ?? ScenarioResolver.endDay(horizonDays: 0, in: graph)
      let present = additions.map { $0.strength(on: date) }
      if strengths == present {
        weight += weight.suffix(width)
        unsupplied += unsupplied.suffix(compiled.count)
        continue
      }
      strengths = present
      for need in compiled {
        let dated: DatedShares
        do { dated = try graph.shares(ofNeed: Int(rows.needIndex[need]), on: date, additions) } catch {
          throw .additionsDoNotFit(error)
        }
        let isSpread = model.options.unattributed == .proportional && dated.attributed > 0
        let factor = isSpread ? 1 + dated.unattributed / dated.attributed : 1
        for supply in rows.supplies(need) {
          weight.append(factor * dated.share(of: EntityIndex(rawValue: rows.entityAt[Int(rows.supplier[supply])])))
        }
        unsupplied.append(isSpread ? 0 : dated.unattributed)
      }
    }
    needs = compiled.map { Int32(truncatingIfNeeded: $0) }
    self.place = place
    self.width = width
    self.weight = weight
    self.unsupplied = unsupplied
  }
}
