/// Exact losses inside a strongly connected component: policy iteration for the least solution.
///
/// Under a choice of one cause for each entity (its own loss, or one need that binds) the losses solve a linear
/// system. Start with every entity's own loss. Under a choice, entities that cannot reach a cause of loss have loss 0;
/// this is what makes it the *least* solution, and what keeps a loop of gain 1 from being singular. The others are
/// solved by Grassmann–Taksar–Heyman elimination: the pivot is the sum of the row's other weights and its exits, so
/// nothing is ever subtracted and small losses keep their relative accuracy. A choice changes only where another is
/// strictly better, until none changes.
///
/// Whether a need n would be better than the present loss v is decided by its advantage
/// Σ c·w·(ℓ_s − v) − v·leak, which does not cancel where a supplier's loss equals v.
///
/// Example: A ← (1 − 10⁻¹³)·B + 10⁻¹³·X, B ← A, X lost: both lose 1 (an iteration would stop at 0).
///
/// - Complexity: O(m³) a round for m entities; few rounds in practice. O(m²) space, allocated once.
/// - References: Howard 1960, Dynamic Programming and Markov Processes; Grassmann, Taksar, Heyman 1985,
///   doi:10.1287/opre.33.5.1107.
final class PolicyIteration {
  private let capacity: Int
  /// Cause of each member: −1 for its own loss, else a compiled need.
  private let choice: UnsafeMutableBufferPointer<Int32>
  /// Row of each member in the system, −1 where it is not solved for.
  private let row: UnsafeMutableBufferPointer<Int32>
  private let isActive: UnsafeMutableBufferPointer<Bool>
  private let member: UnsafeMutableBufferPointer<Int32>
  private let matrix: UnsafeMutableBufferPointer<Double>
  private let exit: UnsafeMutableBufferPointer<Double>
  private let reward: UnsafeMutableBufferPointer<Double>
  /// Losses before a trial.
  private let before: UnsafeMutableBufferPointer<Double>
  /// Steps of elimination that near ties of one solution may take.
  private static let workLimit = 4_000_000
  /// Largest relative gain that a near tie may hide without being tried.
  private static let openTie = 1e-12
  /// Whether the last solution left such ties.
  private var hasOpenTies = false

  init(largestComponent: Int) {
    capacity = largestComponent
    choice = .allocate(capacity: capacity)
    choice.initialize(repeating: -1)
    row = .allocate(capacity: capacity)
    row.initialize(repeating: -1)
    isActive = .allocate(capacity: capacity)
    isActive.initialize(repeating: false)
    member = .allocate(capacity: capacity)
    member.initialize(repeating: 0)
    matrix = .allocate(capacity: capacity * capacity)
    matrix.initialize(repeating: 0)
    exit = .allocate(capacity: capacity)
    exit.initialize(repeating: 0)
    reward = .allocate(capacity: capacity)
    reward.initialize(repeating: 0)
    before = .allocate(capacity: capacity)
    before.initialize(repeating: 0)
  }

  deinit {
    choice.deallocate()
    row.deallocate()
    isActive.deallocate()
    member.deallocate()
    matrix.deallocate()
    exit.deallocate()
    reward.deallocate()
    before.deallocate()
  }

  /// Fills in the losses of a component whose suppliers outside are known; returns a bound on the rounding error.
  func solve(
    _ component: Range<Int>, _ graph: CompiledGraph, own: UnsafeMutableBufferPointer<Double>,
    loss: UnsafeMutableBufferPointer<Double>
  ) -> Double {
    for local in 0..<component.count { choice[local] = -1 }
    for position in component { loss[position] = own[position] }
    hasOpenTies = false
    // Each round improves some loss; rounding could only make it repeat itself, and then the limit ends it.
    for _ in 0..<(2 * component.count + 64) {
      guard improve(component, graph, own: own, loss: loss) else {
        if tryNearTies(component, graph, own: own, loss: loss) { continue }
        break
      }
      evaluate(component, graph, own: own, loss: loss)
    }
    var largest = 0.0
    for position in component { largest = max(largest, loss[position]) }
    return largest * (Double(component.count + 4) * 0x1p-49 + (hasOpenTies ? Self.openTie : 0))
  }

  /// Moves every member to its best cause; false where none is strictly better than the present one.
  private func improve(
    _ component: Range<Int>, _ graph: CompiledGraph, own: UnsafeMutableBufferPointer<Double>,
    loss: UnsafeMutableBufferPointer<Double>
  ) -> Bool {
    var changed = false
    for position in component {
      let present = loss[position]
      let tolerance = present * 0x1p-50
      var best = tolerance
      var cause: Int32?
      if own[position] - present > best, choice[position - component.lowerBound] != -1 {
        best = own[position] - present
        cause = -1
      }
      for need in graph.needs(at: position) where Int(choice[position - component.lowerBound]) != need {
        let criticality = graph.criticality[need]
        var advantage = -present * graph.leak[need]
        for supply in graph.supplies(of: need) {
          advantage += criticality * graph.weight[supply] * (loss[Int(graph.supplier[supply])] - present)
        }
        if advantage > best {
          best = advantage
          cause = Int32(truncatingIfNeeded: need)
        }
      }
      if let cause {
        choice[position - component.lowerBound] = cause
        changed = true
      }
    }
    return changed
  }

  /// Solves for the losses under the present choice.
  private func evaluate(
    _ component: Range<Int>, _ graph: CompiledGraph, own: UnsafeMutableBufferPointer<Double>,
    loss: UnsafeMutableBufferPointer<Double>
  ) {
    findActive(component, graph, own: own, loss: loss)
    eliminate(component, graph, own: own, loss: loss)
  }

  /// Tries needs whose advantage is lost in rounding; true where one made a loss clearly larger and was kept.
  ///
  /// Round a cycle that leaks a part d only, an advantage that rounding hides can be worth 1/d times as much. So where
  /// a need hardly leaves the component by itself, solving with it decides; elsewhere the tie is worth at most
  /// ``openTie``. A component for which that would take more than ``workLimit`` steps is left as it is.
  private func tryNearTies(
    _ component: Range<Int>, _ graph: CompiledGraph, own: UnsafeMutableBufferPointer<Double>,
    loss: UnsafeMutableBufferPointer<Double>
  ) -> Bool {
    let count = component.count
    let noise = Double(count + 4) * 0x1p-50
    var trialsLeft = Self.workLimit / (count * count * count)
    hasOpenTies = false
    for position in component where loss[position] < 1 - noise {
      let present = loss[position]
      let chosen = choice[position - component.lowerBound]
      for need in graph.needs(at: position) where Int(chosen) != need {
        var (advantage, leaving) = (-present * graph.leak[need], graph.leak[need])
        for supply in graph.supplies(of: need) {
          let (weight, supplier) = (graph.criticality[need] * graph.weight[supply], Int(graph.supplier[supply]))
          advantage += weight * (loss[supplier] - present)
          if !component.contains(supplier) { leaving += weight }
        }
        guard advantage > -noise * present, present > 0 else { continue }
        guard noise > Self.openTie * leaving, trialsLeft > 0 else {
          hasOpenTies = true
          continue
        }
        trialsLeft -= 1
        for local in 0..<count { before[local] = loss[component.lowerBound + local] }
        choice[position - component.lowerBound] = Int32(truncatingIfNeeded: need)
        evaluate(component, graph, own: own, loss: loss)
        if loss[position] > present * (1 + noise) { return true }
        choice[position - component.lowerBound] = chosen
        for local in 0..<count { loss[component.lowerBound + local] = before[local] }
      }
    }
    return false
  }

  /// Marks the members that reach a cause of loss under the present choice.
  private func findActive(
    _ component: Range<Int>, _ graph: CompiledGraph, own: UnsafeMutableBufferPointer<Double>,
    loss: UnsafeMutableBufferPointer<Double>
  ) {
    for local in 0..<component.count { isActive[local] = false }
    var changed = true
    while changed {
      changed = false
      for position in component {
        let local = position - component.lowerBound
        guard !isActive[local] else { continue }
        if reachesLoss(position, component, graph, own: own, loss: loss) {
          isActive[local] = true
          changed = true
        }
      }
    }
  }

  private func reachesLoss(
    _ position: Int, _ component: Range<Int>, _ graph: CompiledGraph, own: UnsafeMutableBufferPointer<Double>,
    loss: UnsafeMutableBufferPointer<Double>
  ) -> Bool {
    let cause = choice[position - component.lowerBound]
    guard cause >= 0 else { return own[position] > 0 }
    for supply in graph.supplies(of: Int(cause)) {
      let supplier = Int(graph.supplier[supply])
      if component.contains(supplier) ? isActive[supplier - component.lowerBound] : loss[supplier] > 0 { return true }
    }
    return false
  }

  /// Solves the linear system of the present choice.
  private func eliminate(
    _ component: Range<Int>, _ graph: CompiledGraph, own: UnsafeMutableBufferPointer<Double>,
    loss: UnsafeMutableBufferPointer<Double>
  ) {
    var count = 0
    for position in component {
      let local = position - component.lowerBound
      row[local] = -1
      if !isActive[local] {
        loss[position] = 0
      } else if choice[local] < 0 {
        loss[position] = own[position]
      } else {
        row[local] = Int32(truncatingIfNeeded: count)
        member[count] = Int32(truncatingIfNeeded: position)
        count += 1
      }
    }
    for index in 0..<(count * count) { matrix[index] = 0 }
    for index in 0..<count { fill(index, count, component, graph, loss: loss) }
    for pivot in (0..<count).reversed() {
      let sum = pivotSum(pivot, count)
      guard sum > 0 else { continue }
      for index in 0..<pivot {
        let factor = matrix[index * count + pivot] / sum
        guard factor > 0 else { continue }
        for column in 0..<pivot { matrix[index * count + column] += factor * matrix[pivot * count + column] }
        exit[index] += factor * exit[pivot]
        reward[index] += factor * reward[pivot]
      }
    }
    for index in 0..<count {
      let sum = pivotSum(index, count)
      var total = reward[index]
      for column in 0..<index { total += matrix[index * count + column] * loss[Int(member[column])] }
      loss[Int(member[index])] = sum > 0 ? min(1, total / sum) : 0
    }
  }

  /// What leaves a row towards the rows before it and towards known losses.
  private func pivotSum(_ index: Int, _ count: Int) -> Double {
    var sum = exit[index]
    for column in 0..<index { sum += matrix[index * count + column] }
    return sum
  }

  private func fill(
    _ index: Int, _ count: Int, _ component: Range<Int>, _ graph: CompiledGraph,
    loss: UnsafeMutableBufferPointer<Double>
  ) {
    let need = Int(choice[Int(member[index]) - component.lowerBound])
    let criticality = graph.criticality[need]
    exit[index] = graph.leak[need]
    reward[index] = 0
    for supply in graph.supplies(of: need) {
      let supplier = Int(graph.supplier[supply])
      let weight = criticality * graph.weight[supply]
      let column = component.contains(supplier) ? row[supplier - component.lowerBound] : -1
      if column >= 0 {
        matrix[index * count + Int(column)] += weight
      } else {
        exit[index] += weight
        reward[index] += weight * loss[supplier]
      }
    }
  }
}
