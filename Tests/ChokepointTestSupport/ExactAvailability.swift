public import Propagation
public import SupplyGraph

/// Availability by trying everything, in exact arithmetic: the reference where cycles have a gain next to 1.
///
/// A policy gives every entity one cause: its own loss, or one need that binds. Under a policy the least losses are
/// 0 for entities that cannot reach a loss, and else solve a linear system, which is solved in integers of any size.
/// The answer is the largest loss over all policies, entity by entity.
///
/// The shares of a need without unattributed part are taken as divided by their exact sum.
///
/// - Complexity: Π (needs + 1) linear systems of integers that double in length with every unknown: for a handful of
///   entities.
public struct ExactAvailability: Sendable {
  private let naive: NaiveAvailability

  public init(_ graph: SupplyGraph, _ options: CompilationOptions = CompilationOptions()) {
    naive = NaiveAvailability(graph, options)
  }

  /// The losses of all entities, by entity index.
  public func losses(_ hits: some Sequence<Hit>) -> [Double] {
    let own = naive.ownLosses(hits)
    var best = own
    var policy = [Int](repeating: -1, count: own.count)
    repeat {
      for (entity, loss) in solve(policy, own).enumerated() { best[entity] = max(best[entity], loss) }
    } while advance(&policy)
    return best
  }

  /// The next policy as with the digits of a number; false after the last.
  private func advance(_ policy: inout [Int]) -> Bool {
    for entity in policy.indices {
      policy[entity] += 1
      if policy[entity] < naive.rows[entity].count { return true }
      policy[entity] = -1
    }
    return false
  }

  private func solve(_ policy: [Int], _ own: [Double]) -> [Double] {
    let reaches = reachingLoss(policy, own)
    var losses = policy.indices.map { reaches[$0] && policy[$0] < 0 ? own[$0] : 0 }
    let unknowns = policy.indices.filter { reaches[$0] && policy[$0] >= 0 }
    let column = Dictionary(uniqueKeysWithValues: unknowns.enumerated().map { ($0.element, $0.offset) })
    var system: [[ExactInteger]] = []
    for (row, entity) in unknowns.enumerated() {
      let need = naive.rows[entity][policy[entity]]
      // Σ w·ℓ_i − Σ c·w·ℓ_s = known part, or 1·ℓ_i where the unattributed part stays.
      var equation = [ExactInteger](repeating: .zero, count: unknowns.count + 1)
      let isSpread = naive.options.unattributed == .proportional && need.attributed > 0
      equation[row] =
        need.unattributed == 0 || isSpread
        ? need.supplies.reduce(.zero) { $0 + Self.product([$1.share]) } : Self.product([1])
      for supply in need.supplies {
        if let supplier = supply.supplier, let unknown = column[supplier] {
          equation[unknown] = equation[unknown] - Self.product([need.criticality, supply.share])
        } else {
          let known = supply.supplier.map { losses[$0] } ?? 1
          equation[unknowns.count] =
            equation[unknowns.count] + Self.product([need.criticality, supply.share, known])
        }
      }
      system.append(equation)
    }
    for (index, value) in Self.solution(system).enumerated() { losses[unknowns[index]] = value }
    return losses
  }

  /// The entities that reach a loss under a policy.
  private func reachingLoss(_ policy: [Int], _ own: [Double]) -> [Bool] {
    var reaches = policy.indices.map { policy[$0] < 0 && own[$0] > 0 }
    var changed = true
    while changed {
      changed = false
      for entity in policy.indices where policy[entity] >= 0 && !reaches[entity] {
        let need = naive.rows[entity][policy[entity]]
        let isReached = need.supplies.contains { supply in
          supply.share > 0 && (supply.supplier.map { reaches[$0] } ?? true)
        }
        if need.criticality > 0, isReached {
          reaches[entity] = true
          changed = true
        }
      }
    }
    return reaches
  }

  /// An exact product of doubles of 0…1 in units of 2^−360.
  ///
  /// - Precondition: the product has no smaller digits.
  private static func product(_ factors: [Double]) -> ExactInteger {
    var result = ExactInteger(1)
    var digits = 360
    for factor in factors where factor != 1 {
      guard factor > 0 else { return .zero }
      let power = 52 - factor.exponent
      result = result * ExactInteger(Int(factor.significand * 0x1p52))
      digits -= Int(power)
    }
    precondition(digits >= 0, "a number is too small for the exact reference")
    return result.shifted(by: digits)
  }

  /// Solves a square system by elimination in integers: rows are multiplied across, nothing is ever divided.
  private static func solution(_ rows: [[ExactInteger]]) -> [Double] {
    var rows = rows
    let count = rows.count
    for pivot in 0..<count {
      guard let row = (pivot..<count).first(where: { !rows[$0][pivot].isZero }) else {
        preconditionFailure("a policy that reaches a loss has a regular system")
      }
      rows.swapAt(pivot, row)
      for other in 0..<count where other != pivot && !rows[other][pivot].isZero {
        let (ours, theirs) = (rows[pivot][pivot], rows[other][pivot])
        for column in rows[other].indices {
          rows[other][column] = rows[other][column] * ours - rows[pivot][column] * theirs
        }
      }
    }
    return (0..<count).map { rows[$0][count].isZero ? 0 : ExactInteger.quotient(rows[$0][count], rows[$0][$0]) }
  }
}
