public import SupplyGraph

/// How much of one target's value passes through every entity: one row of (I − A)⁻¹.
///
///     m = e_t + m·A        A_is = (1 − v_i) · part_is
///
/// m_i is the part of the target's value that is bought from i, through all stages and rounds; m_t ≥ 1. It can exceed
/// 1 where value goes round a cycle. Of m_i, v_i·m_i is added at i itself, (1 − v_i)·leak_i·m_i leaves there, the rest
/// goes on to its suppliers.
///
/// One backward pass over the entities upstream of the target. Cycles of up to `exactCycleLimit` entities are solved
/// exactly (``CycleElimination``); in larger ones mass is passed on until less than 1e-14 is under way, and what still
/// is when the limit of sweeps is reached is the error bound: no part of the answer can be wrong by more.
///
/// - Complexity: O(E) for E supplies upstream, plus O(c³) for a cycle of c entities. O(V) space.
public struct InputMass: Sendable {
  /// Mass by position of the network.
  let byPosition: [Double]
  /// Mass in cycles that nothing ever leaves: nobody in them adds value or buys from outside. Its origin is unknown.
  public let trapped: Double
  /// Largest possible error of any sum over the answer.
  public private(set) var errorBound: Double
  /// The first component that mass went into and never leaves.
  private(set) var trap: Range<Int>?

  static let sweepLimit = 10_000

  /// The mass that starts at a target.
  ///
  /// - Parameter own: v by position of the network, 0…1; shape `entityCount`.
  public init(
    from target: EntityIndex, _ network: InputNetwork, own: [Double], exactCycleLimit: Int = 400
  ) {
    var mass = [Double](repeating: 0, count: network.entityCount)
    let start = network.position(target)
    mass[start] = 1
    self.init(spreading: mass, network, own: own, exactCycleLimit: exactCycleLimit)
    errorBound += byPosition[start] * 0x1p-48
  }

  /// The mass that starts at several entities at once.
  ///
  /// - Parameter start: mass by position of the network, none of it negative; shape `entityCount`.
  init(spreading start: [Double], _ network: InputNetwork, own: [Double], exactCycleLimit: Int = 400) {
    var mass = start
    var trapped = 0.0
    var errorBound = 0.0
    let last = start.lastIndex { $0 > 0 } ?? 0
    var position = (network.cyclicComponent(of: last)?.upperBound ?? last + 1) - 1
    var cycle = network.cyclicComponents.count - 1
    while position >= 0, network.entityCount > 0 {
      while cycle >= 0, network.cyclicComponents[cycle].lowerBound > position { cycle -= 1 }
      let isInCycle = cycle >= 0 && network.cyclicComponents[cycle].contains(position)
      let members = isInCycle ? network.cyclicComponents[cycle] : position..<position + 1
      if members.count > 1, mass[members].contains(where: { $0 > 0 }) {
        let free = trapped
        Self.solve(members, network, own, &mass, &trapped, &errorBound, exactCycleLimit)
        if trapped > free, trap == nil { trap = members }
      }
      for member in members where mass[member] > 0 {
        let passed = (1 - own[member]) * mass[member]
        guard passed > 0 else { continue }
        for edge in network.row(member) where !members.contains(Int(network.supplier[edge])) {
          mass[Int(network.supplier[edge])] += passed * network.part[edge]
        }
      }
      position = members.lowerBound - 1
    }
    byPosition = mass
    self.trapped = trapped
    self.errorBound = errorBound
  }

  private static func solve(
    _ members: Range<Int>, _ network: InputNetwork, _ own: [Double], _ mass: inout [Double], _ trapped: inout Double,
    _ errorBound: inout Double, _ exactCycleLimit: Int
  ) {
    let isClosed = !members.contains { network.hasExit($0, from: members, own: own) }
    if isClosed {
      trapped += mass[members].reduce(0, +)
    } else if members.count <= exactCycleLimit {
      var local = Array(mass[members])
      CycleElimination(members, network, own: own).solveTransposed(&local)
      mass.replaceSubrange(members, with: local)
    } else {
      errorBound += passRound(members, network, own, &mass)
    }
  }

  /// Passes mass on inside a component, from buyers to suppliers, and returns what is still under way at the end.
  private static func passRound(
    _ members: Range<Int>, _ network: InputNetwork, _ own: [Double], _ mass: inout [Double]
  ) -> Double {
    var underway = Array(mass[members])
    for member in members { mass[member] = 0 }
    var left = 0.0
    for _ in 0..<sweepLimit {
      for member in members.reversed() {
        let arrived = underway[member - members.lowerBound]
        guard arrived > 0 else { continue }
        underway[member - members.lowerBound] = 0
        mass[member] += arrived
        let passed = (1 - own[member]) * arrived
        for edge in network.row(member) {
          let supplier = Int(network.supplier[edge])
          if members.contains(supplier) { underway[supplier - members.lowerBound] += passed * network.part[edge] }
        }
      }
      left = underway.reduce(0, +)
      if left <= 1e-14 { break }
    }
    return left
  }

  /// The mass that passes through an entity.
  public func mass(of entity: EntityIndex, in network: InputNetwork) -> Double {
    byPosition[network.position(entity)]
  }

  /// The mass that is attributed to nobody: Σ_i m_i·(1 − v_i)·unattributed_i.
  public func unattributed(in network: InputNetwork, own: [Double]) -> Double {
    var sum = 0.0
    for position in byPosition.indices where byPosition[position] > 0 {
      sum += byPosition[position] * (1 - own[position]) * network.unattributed[position]
    }
    return sum
  }
}

extension InputNetwork {
  /// Whether any value of a position does not go on to other members of its component.
  func hasExit(_ position: Int, from members: Range<Int>, own: [Double]) -> Bool {
    if own[position] > 0 || leak[position] > 0 { return true }
    return row(position).contains { !members.contains(Int(supplier[$0])) && part[$0] > 0 }
  }
}
