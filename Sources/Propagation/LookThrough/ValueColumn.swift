public import SupplyGraph

/// The part of one country in everybody's value: one column of X = (I − A)⁻¹ D (``LookThrough``).
///
/// For one country of a large network this takes a fraction of the time and memory of the whole ``ValueMatrix``.
public struct ValueColumn: Sendable {
  /// Code of the country.
  public let country: String
  /// Largest possible numerical error of any part, beyond rounding.
  public let errorBound: Double
  private let parts: [Double]
  private let positionOf: [Int32]

  /// The country's part of an entity's value, 0…1.
  public func share(of entity: EntityIndex) -> Double { parts[Int(positionOf[entity.position])] }

  init(_ lookThrough: LookThrough, country: String, column: Int, own: [Double], tolerance: Double, cycleLimit: Int) {
    let network = lookThrough.network
    var bound = 0.0
    self.country = country
    positionOf = network.positionOf
    parts = [Double](unsafeUninitializedCapacity: network.entityCount) { buffer, count in
      count = network.entityCount
      if let base = buffer.baseAddress {
        let sweep = ColumnSweep(
          network: network, origins: lookThrough.origins, column: Int32(truncatingIfNeeded: column), own: own,
          parts: base, tolerance: tolerance)
        bound = sweep.run(exactCycleLimit: cycleLimit)
      }
    }
    errorBound = bound
  }
}

extension LookThrough {
  /// The part of one country in everybody's value; nil for a country that has no part in the graph.
  ///
  /// - Parameter target: the entity the question is about, whose v is 0 where none is stated; nil for none, so that
  ///   the default holds for all.
  /// - Parameter tolerance: how far the answer may be from the exact one in cycles too large to eliminate.
  /// - Complexity: O(E) for E supplies, plus O(c³) for a cycle of c entities up to `exactCycleLimit` and O(c's supplies)
  ///   a sweep of a larger one; 8·V bytes.
  public func column(
    of country: String, target: EntityIndex? = nil, defaultShare: Double = Defaults.valueAddedShare.value,
    tolerance: Double = 1e-12, exactCycleLimit: Int = 400
  ) -> ValueColumn? {
    guard let column = countries.firstIndex(of: country) else { return nil }
    return ValueColumn(
      self, country: country, column: column, own: valueAddedShares(target: target, defaultShare: defaultShare),
      tolerance: max(tolerance, 1e-14), cycleLimit: exactCycleLimit)
  }
}

/// The pass over all positions.
private struct ColumnSweep {
  let network: InputNetwork
  let origins: OriginColumns
  let column: Int32
  let own: [Double]
  let parts: UnsafeMutablePointer<Double>
  let tolerance: Double

  func run(exactCycleLimit: Int) -> Double {
    var bound = 0.0
    var position = 0
    for component in network.cyclicComponents {
      pass(position..<component.lowerBound)
      bound = max(bound, solve(component, exactCycleLimit))
      position = component.upperBound
    }
    pass(position..<network.entityCount)
    return bound
  }

  /// What a position adds itself in the country.
  @inline(__always)
  private func added(_ position: Int) -> Double {
    var sum = 0.0
    for entry in origins.entries(position) where origins.column[entry] == column { sum += origins.share[entry] }
    return own[position] * sum
  }

  /// Positions whose suppliers are known.
  private func pass(_ range: Range<Int>) {
    network.rowStart.withUnsafeBufferPointer { start in
      network.supplier.withUnsafeBufferPointer { supplier in
        network.part.withUnsafeBufferPointer { part in
          own.withUnsafeBufferPointer { own in
            for position in range {
              var sum = 0.0
              for edge in Int(start[position])..<Int(start[position + 1]) {
                sum += part[edge] * parts[Int(supplier[edge])]
              }
              parts[position] = added(position) + (1 - own[position]) * sum
            }
          }
        }
      }
    }
  }

  private func solve(_ component: Range<Int>, _ exactCycleLimit: Int) -> Double {
    (parts + component.lowerBound).initialize(repeating: 0, count: component.count)
    // Value that circles without end has no origin: as in the matrix, no country has a part in it.
    guard component.contains(where: { network.hasExit($0, from: component, own: own) }) else { return 0 }
    guard component.count <= exactCycleLimit else { return LargeCycle(component, self).solve() }
    var rows = component.map { position in
      var sum = 0.0
      for edge in network.row(position) where !component.contains(Int(network.supplier[edge])) {
        sum += network.part[edge] * parts[Int(network.supplier[edge])]
      }
      return SIMD8<Double>(added(position) + (1 - own[position]) * sum, 0, 0, 0, 0, 0, 0, 0)
    }
    rows.withUnsafeMutableBufferPointer { rows in
      if let base = rows.baseAddress { CycleElimination(component, network, own: own).solve(base, width: 1) }
    }
    for position in component { parts[position] = rows[position - component.lowerBound][0] }
    return 0
  }

  /// A component too large to eliminate, as rows of its own: what comes from outside is known and added once.
  ///
  /// Sweeps x_i ← r_i + Σ a_is·x_s in place from 0 rise towards the answer. With ρ the largest row sum of a inside the
  /// component, ‖x* − x‖ ≤ ρ/(1 − ρ)·‖last change‖ in the largest norm, which decides when to stop. Where ρ is too near
  /// 1 to say anything, the parts that rows still lack to 1 are carried along: they bound the error too.
  private struct LargeCycle {
    private let component: Range<Int>
    private let sweep: ColumnSweep
    private var start: [Int32] = [0]
    private var supplier: [Int32] = []
    private var factor: [Double] = []
    private var known: [Double] = []
    private var largestSum = 0.0

    init(_ component: Range<Int>, _ sweep: ColumnSweep) {
      self.component = component
      self.sweep = sweep
      let network = sweep.network
      start.reserveCapacity(component.count + 1)
      known.reserveCapacity(component.count)
      let edges = Int(network.rowStart[component.upperBound] - network.rowStart[component.lowerBound])
      supplier.reserveCapacity(edges)
      factor.reserveCapacity(edges)
      for position in component {
        let passed = 1 - sweep.own[position]
        var (outside, inside) = (0.0, 0.0)
        for edge in network.row(position) {
          let other = Int(network.supplier[edge])
          if component.contains(other) {
            supplier.append(Int32(truncatingIfNeeded: other - component.lowerBound))
            factor.append(passed * network.part[edge])
            inside += passed * network.part[edge]
          } else {
            outside += network.part[edge] * sweep.parts[other]
          }
        }
        known.append(sweep.added(position) + passed * outside)
        start.append(Int32(truncatingIfNeeded: supplier.count))
        largestSum = max(largestSum, inside)
      }
    }

    func solve() -> Double {
      let parts = sweep.parts + component.lowerBound
      guard largestSum < 0.999 else { return solveWithLack(parts) }
      let amplification = largestSum / (1 - largestSum)
      var change = 1.0
      for _ in 0..<InputMass.sweepLimit {
        change = round(parts, known: known)
        if amplification * change <= sweep.tolerance { break }
      }
      return amplification * change
    }

    private func solveWithLack(_ parts: UnsafeMutablePointer<Double>) -> Double {
      var lack = [Double](repeating: 1, count: component.count)
      var worst = 1.0
      let nothing = [Double](repeating: 0, count: component.count)
      for _ in 0..<InputMass.sweepLimit {
        _ = round(parts, known: known)
        lack.withUnsafeMutableBufferPointer { buffer in
          if let base = buffer.baseAddress { _ = round(base, known: nothing) }
        }
        worst = lack.max() ?? 0
        if worst <= sweep.tolerance { break }
      }
      for index in lack.indices where lack[index] < 1 { parts[index] /= 1 - lack[index] }
      return worst
    }

    /// One round in place; returns the largest change.
    private func round(_ values: UnsafeMutablePointer<Double>, known: [Double]) -> Double {
      var change = 0.0
      start.withUnsafeBufferPointer { start in
        supplier.withUnsafeBufferPointer { supplier in
          factor.withUnsafeBufferPointer { factor in
            known.withUnsafeBufferPointer { known in
              for row in 0..<known.count {
                var sum = known[row]
                for edge in Int(start[row])..<Int(start[row + 1]) { sum += factor[edge] * values[Int(supplier[edge])] }
                let difference = abs(sum - values[row])
                if difference > change { change = difference }
                values[row] = sum
              }
            }
          }
        }
      }
      return change
    }
  }
}
