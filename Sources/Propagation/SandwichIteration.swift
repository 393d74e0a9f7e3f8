/// Losses inside a component too large to eliminate, enclosed from both sides.
///
/// From below: sweeps ℓ ← F(ℓ) from the own losses, which rise to the least solution. From above: a guess a little
/// above the lower values is accepted when F(guess) ≤ guess, for then it lies above the least fixed point (Tarski);
/// otherwise it is widened. Where no guess is accepted, sweeps from 1 (0 where no cause of loss is reachable) still
/// bound from above. The mean of the two sides is the answer, half their distance the bound on its error.
///
/// - Complexity: O(E) a sweep for E supplies, at most ``sweepLimit`` sweeps. O(m) space.
/// - Reference: Hartmanns & Kaminski 2020, doi:10.1007/978-3-030-53291-8_26 (optimistic value iteration).
enum SandwichIteration {
  static let sweepLimit = 20_000

  /// Fills in the losses of a component; returns a bound on their error.
  static func solve(
    _ component: Range<Int>, _ graph: CompiledGraph, own: UnsafeMutableBufferPointer<Double>,
    loss: UnsafeMutableBufferPointer<Double>
  ) -> Double {
    for position in component { loss[position] = own[position] }
    markReachable(component, graph, loss: loss)
    var lower = component.map { loss[$0] }
    let reachable = lower.map { $0 > 0 }
    if !reachable.contains(true) { return 0 }
    for position in component { loss[position] = own[position] }
    var change = 1.0
    for _ in 0..<sweepLimit {
      change = sweep(component, graph, own: own, loss: loss)
      if change <= 1e-15 { break }
    }
    lower = component.map { loss[$0] }
    var margin = 1e-13
    while margin < 1e-3 {
      for position in component {
        let local = position - component.lowerBound
        loss[position] = reachable[local] ? min(1, lower[local] * (1 + margin) + margin) : 0
      }
      if isAboveItsImage(component, graph, own: own, loss: loss) {
        return enclose(component, lower, loss: loss)
      }
      margin *= 10
    }
    for position in component { loss[position] = reachable[position - component.lowerBound] ? 1 : 0 }
    for _ in 0..<sweepLimit where sweep(component, graph, own: own, loss: loss) > 1e-15 {}
    return enclose(component, lower, loss: loss)
  }

  /// Writes the middle of the two sides and returns half their largest distance.
  private static func enclose(
    _ component: Range<Int>, _ lower: [Double], loss: UnsafeMutableBufferPointer<Double>
  ) -> Double {
    var distance = 0.0
    for position in component {
      let low = lower[position - component.lowerBound]
      distance = max(distance, (loss[position] - low) / 2)
      loss[position] = low + (loss[position] - low) / 2
    }
    return max(distance, Double(component.count) * 0x1p-52)
  }

  /// Leaves a positive value on every member that some choice of needs connects with a loss.
  private static func markReachable(
    _ component: Range<Int>, _ graph: CompiledGraph, loss: UnsafeMutableBufferPointer<Double>
  ) {
    var changed = true
    while changed {
      changed = false
      for position in component where loss[position] == 0 {
        let reaches = graph.needs(at: position).contains { need in
          graph.supplies(of: need).contains { loss[Int(graph.supplier[$0])] > 0 }
        }
        if reaches {
          loss[position] = 1
          changed = true
        }
      }
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

  private static func isAboveItsImage(
    _ component: Range<Int>, _ graph: CompiledGraph, own: UnsafeMutableBufferPointer<Double>,
    loss: UnsafeMutableBufferPointer<Double>
  ) -> Bool {
    component.allSatisfy { image(of: $0, graph, own: own, loss: loss) <= loss[$0] }
  }
}
