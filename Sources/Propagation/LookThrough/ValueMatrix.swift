public import SupplyGraph

/// The origin of everybody's value: all rows of X = (I − A)⁻¹ D (``LookThrough``).
///
/// Shape: entities × (countries, `unknown`, `unattributed`), each row in blocks of eight columns. Every row sums to 1.
public struct ValueMatrix: Sendable {
  /// Country codes, ascending; the first columns.
  public let countries: [String]
  /// Largest possible numerical error of any part, beyond rounding.
  public let errorBound: Double
  private let rows: [SIMD8<Double>]
  /// Blocks a row.
  private let width: Int
  private let positionOf: [Int32]

  /// The part of an entity's value in a column, 0…1: a country by its index, then `unknown`, then `unattributed`.
  public func share(of entity: EntityIndex, column: Int) -> Double {
    rows[Int(positionOf[entity.position]) * width + column / 8][column % 8]
  }

  public func unknown(of entity: EntityIndex) -> Double { share(of: entity, column: countries.count) }

  public func unattributed(of entity: EntityIndex) -> Double { share(of: entity, column: countries.count + 1) }

  /// Solves for all entities at once.
  ///
  /// One forward pass in topological order: a row is its own value plus the scaled sum of its suppliers' rows. Cycles
  /// of up to `exactCycleLimit` entities are solved exactly. Larger ones are swept from 0 upwards; what a row lacks to
  /// 1 follows the same recursion, bounds the error of every part of it, and sets the number of sweeps. Rows are
  /// divided by their sum in the end.
  init(_ lookThrough: LookThrough, own: [Double], exactCycleLimit: Int) {
    let network = lookThrough.network
    let width = (lookThrough.origins.count + 7) / 8
    var bound = 0.0
    countries = lookThrough.countries
    positionOf = network.positionOf
    self.width = width
    let total = network.entityCount * width
    rows = [SIMD8<Double>](unsafeUninitializedCapacity: total) { buffer, count in
      // Every row is written before it is read, so the memory is touched once.
      count = total
      if let base = buffer.baseAddress {
        bound = ValueSweep(
          network: network, origins: lookThrough.origins, own: own, rows: base, width: width
        ).run(exactCycleLimit: exactCycleLimit)
      }
    }
    errorBound = bound
  }
}

extension LookThrough {
  /// The origin of everybody's value.
  ///
  /// - Parameter target: the entity the question is about, whose v is 0 where none is stated; nil for none, so that
  ///   the default holds for all.
  /// - Complexity: O(E·k) for E supplies and k columns, plus O(c³ + c²·k) for a cycle of c entities; 8·V·k bytes.
  public func matrix(
    target: EntityIndex? = nil, defaultShare: Double = Defaults.valueAddedShare.value, exactCycleLimit: Int = 400
  ) -> ValueMatrix {
    ValueMatrix(
      self, own: valueAddedShares(target: target, defaultShare: defaultShare), exactCycleLimit: exactCycleLimit)
  }
}

/// The pass over all rows.
private struct ValueSweep {
  let network: InputNetwork
  let origins: OriginColumns
  let own: [Double]
  let rows: UnsafeMutablePointer<SIMD8<Double>>
  let width: Int

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

  /// Rows whose suppliers are known, or as far as they are.
  private func pass(_ range: Range<Int>) {
    network.rowStart.withUnsafeBufferPointer { start in
      network.supplier.withUnsafeBufferPointer { supplier in
        network.part.withUnsafeBufferPointer { part in
          for position in range {
            let row = rows + position * width
            let passed = 1 - own[position]
            let edges = passed > 0 ? Int(start[position])..<Int(start[position + 1]) : 0..<0
            // Two blocks at a time stay in registers while the suppliers' rows go by.
            var block = 0
            while block + 1 < width {
              var (first, second) = (SIMD8<Double>.zero, SIMD8<Double>.zero)
              for edge in edges {
                let factor = passed * part[edge]
                let other = rows + (Int(supplier[edge]) * width + block)
                first += factor * other[0]
                second += factor * other[1]
              }
              (row + block).initialize(to: first)
              (row + block + 1).initialize(to: second)
              block += 2
            }
            if block < width {
              var last = SIMD8<Double>.zero
              for edge in edges { last += passed * part[edge] * rows[Int(supplier[edge]) * width + block] }
              (row + block).initialize(to: last)
            }
            addOwn(position, passed)
          }
        }
      }
    }
  }

  @inline(__always)
  private func addOwn(_ position: Int, _ passed: Double) {
    for entry in origins.entries(position) {
      add(own[position] * origins.share[entry], position, Int(origins.column[entry]))
    }
    add(passed * network.unattributed[position], position, origins.unattributed)
  }

  @inline(__always)
  private func add(_ value: Double, _ position: Int, _ column: Int) {
    rows[position * width + (column >> 3)][column & 7] += value
  }

  private func solve(_ component: Range<Int>, _ exactCycleLimit: Int) -> Double {
    (rows + component.lowerBound * width).initialize(repeating: .zero, count: component.count * width)
    guard component.contains(where: { network.hasExit($0, from: component, own: own) }) else {
      for position in component { add(1, position, origins.unattributed) }
      return 0
    }
    guard component.count <= exactCycleLimit else { return sweep(component) }
    for position in component { gather(position, outside: component) }
    CycleElimination(component, network, own: own).solve(rows + component.lowerBound * width, width: width)
    return 0
  }

  private func gather(_ position: Int, outside component: Range<Int>) {
    let passed = 1 - own[position]
    let row = rows + position * width
    for edge in network.row(position) where !component.contains(Int(network.supplier[edge])) {
      let factor = SIMD8<Double>(repeating: passed * network.part[edge])
      let other = rows + Int(network.supplier[edge]) * width
      for block in 0..<width { row[block] += factor * other[block] }
    }
    addOwn(position, passed)
  }

  /// Sweeps a large component until no row lacks more than 1e-14, and returns the largest lack.
  private func sweep(_ component: Range<Int>) -> Double {
    let (count, lack) = sweepsNeeded(component)
    for _ in 0..<count { pass(component) }
    for position in component {
      let row = rows + position * width
      var sum = 0.0
      for block in 0..<width { sum += row[block].sum() }
      guard sum > 0 else { continue }
      for block in 0..<width { row[block] /= sum }
    }
    return lack
  }

  /// What rows lack to 1 after each sweep, δ_i ← (1 − v_i) Σ part_is·δ_s from 1, without ever subtracting.
  private func sweepsNeeded(_ component: Range<Int>) -> (count: Int, lack: Double) {
    var lack = [Double](repeating: 1, count: component.count)
    var worst = 1.0
    for count in 1...InputMass.sweepLimit {
      worst = 0
      for position in component {
        var sum = 0.0
        for edge in network.row(position) {
          let supplier = Int(network.supplier[edge])
          if component.contains(supplier) { sum += network.part[edge] * lack[supplier - component.lowerBound] }
        }
        lack[position - component.lowerBound] = (1 - own[position]) * sum
        worst = max(worst, lack[position - component.lowerBound])
      }
      if worst <= 1e-14 { return (count, worst) }
    }
    return (InputMass.sweepLimit, worst)
  }
}
