/// Losses inside a component too large to eliminate, enclosed from both sides.
///
/// From below: sweeps ℓ ← F(ℓ) from the own losses, which rise to the least solution. From above: a guess a little
/// above the lower values, lifted to its own image for some sweeps, is accepted once F(guess) ≤ guess, for then it lies
/// above the least fixed point (Tarski); otherwise it is widened. Where no guess is accepted, sweeps from 1 (0 where no
/// cause of loss is reachable) still bound from above. The mean of the two sides is the answer, half their distance the
/// bound on its error.
///
/// - Complexity: O(E) a sweep for E supplies, at most ``sweepLimit`` sweeps and fewer where a sweep is long
///   (``sweeps(_:_:)``). O(m) space.
/// - Reference: Hartmanns & Kaminski 2020, doi:10.1007/978-3-030-53291-8_26 (optimistic value iteration).
enum SandwichIteration {
  static let sweepLimit = 20_000
  /// Supplies looked at in all sweeps of one side, so that a component of millions ends with a bound instead of hanging.
  private static let workLimit = 2_000_000_000

  /// How many sweeps one side may take: ``sweepLimit``, at least 200, and no more than ``workLimit`` allows.
  private static func sweeps(_ component: Range<Int>, _ graph: CompiledGraph) -> Int {
    let needs = Int(graph.needStart[component.lowerBound])..<Int(graph.needStart[component.upperBound])
    let supplies = Int(graph.supplyStart[needs.upperBound] - graph.supplyStart[needs.lowerBound])
    return min(sweepLimit, max(200, workLimit / max(1, supplies)))
  }

  /// Fills in the losses of a component; returns a bound on their error.
  static func solve(
    _ component: Range<Int>, _ graph: CompiledGraph, own: UnsafeMutableBufferPointer<Double>,
    loss: UnsafeMutableBufferPointer<Double>
  ) -> Double {
    for position in component { loss[position] = own[position] }
    markReachable(component, graph, loss: loss)
    let reachable = component.map { loss[$0] > 0 }
    if !reachable.contains(true) { return 0 }
    for position in component { loss[position] = own[position] }
    let sweepLimit = sweeps(component, graph)
    for _ in 0..<sweepLimit where sweep(component, graph, own: own, loss: loss) <= 1e-15 { break }
    let lower = component.map { loss[$0] }
    var margin = 0x1p-43
    while margin < 1e-3 {
      for position in component {
        let low = lower[position - component.lowerBound]
        loss[position] = reachable[position - component.lowerBound] ? onGrid(low * (1 + margin) + margin, margin) : 0
      }
      if raise(component, graph, own: own, loss: loss, grid: margin) { return enclose(component, lower, loss: loss) }
      margin *= 8
    }
    for position in component { loss[position] = reachable[position - component.lowerBound] ? 1 : 0 }
    for _ in 0..<sweepLimit where sweep(component, graph, own: own, loss: loss) <= 1e-15 { break }
    return enclose(component, lower, loss: loss)
  }

  /// Writes the middle of the two sides and returns half their largest distance.
  private static func enclose(
    _ component: Range<Int>, _ lower: [Double], loss: UnsafeMutableBufferPointer<Double>
  ) -> Double {
    var distance = 0.0
    for position in component {
      let (low, high) = (lower[position - component.lowerBound], loss[position])
      loss[position] = low + (high - low) / 2
      distance = max(distance, high - loss[position], loss[position] - low)
    }
    return distance + Double(component.count) * 0x1p-52
  }

  /// Leaves a positive value on every member that some choice of needs connects with a loss.
  private static func markReachable(
    _ component: Range<Int>, _ graph: CompiledGraph, loss: UnsafeMutableBufferPointer<Double>
  ) {
    var changed = true
    func look(at position: Int) {
      let reaches = graph.needs(at: position).contains { need in
        graph.supplies(of: need).contains { loss[Int(graph.supplier[$0])] > 0 }
      }
      if reaches {
        loss[position] = 1
        changed = true
      }
    }
    // There and back again, so that no direction of a chain takes a round for each of its members.
    while changed {
      changed = false
      for position in component where loss[position] == 0 { look(at: position) }
      guard changed else { return }
      for position in component.reversed() where loss[position] == 0 { look(at: position) }
    }
  }

  private static func image(
    of position: Int, _ graph: CompiledGraph, own: UnsafeMutableBufferPointer<Double>,
    loss: UnsafeMutableBufferPointer<Double>
  ) -> Double {
    var result = own[position]
    for need in graph.needs(at: position) {
      var unmet = 0.0
      for supply in graph.supplies(of: need) { unmet += graph.weight[supply] * loss[Int(graph.supplier[supply])] }
      result = max(result, graph.criticality[need] * unmet)
    }
    return min(1, result)
  }

  /// One Gauss–Seidel sweep; returns the largest change.
  private static func sweep(
    _ component: Range<Int>, _ graph: CompiledGraph, own: UnsafeMutableBufferPointer<Double>,
    loss: UnsafeMutableBufferPointer<Double>
  ) -> Double {
    var change = 0.0
    for position in component {
      let next = image(of: position, graph, own: own, loss: loss)
      change = max(change, abs(next - loss[position]))
      loss[position] = next
    }
    return change
  }

  /// The next multiple of a power of two, at most 1.
  private static func onGrid(_ value: Double, _ grid: Double) -> Double { min(1, (value / grid).rounded(.up) * grid) }

  /// Lifts a guess wherever its image is larger; true once it lies above its image everywhere.
  ///
  /// Round a loop of gain 1 a guess lies above its image only where all its values are equal to the last bit, so values
  /// are lifted on a coarse grid.
  private static func raise(
    _ component: Range<Int>, _ graph: CompiledGraph, own: UnsafeMutableBufferPointer<Double>,
    loss: UnsafeMutableBufferPointer<Double>, grid: Double
  ) -> Bool {
    for _ in 0..<200 {
      var isAbove = true
      for position in component {
        let excess = excess(of: position, graph, own: own, loss: loss)
        guard excess > 0 else { continue }
        isAbove = false
        loss[position] = min(1, max(onGrid(loss[position] + excess, grid), loss[position] + grid))
      }
      if isAbove { return true }
    }
    return false
  }

  /// How far the image of a member lies above its value, as a sum of differences: a small excess is not rounded away.
  private static func excess(
    of position: Int, _ graph: CompiledGraph, own: UnsafeMutableBufferPointer<Double>,
    loss: UnsafeMutableBufferPointer<Double>
  ) -> Double {
    let present = loss[position]
    guard present < 1 else { return 0 }
    var largest = own[position] - present
    for need in graph.needs(at: position) {
      var excess = -present * graph.leak[need]
      for supply in graph.supplies(of: need) {
        excess += graph.criticality[need] * graph.weight[supply] * (loss[Int(graph.supplier[supply])] - present)
      }
      largest = max(largest, excess)
    }
    return largest
  }
}
