import Dispatch
public import SupplyGraph

/// Runs many schedules on all cores.
///
/// - Parameter workerCount: threads; nil for one a core. The results do not depend on it.
/// - Returns: one result a schedule, in their order.
/// - Complexity: one workspace a thread, otherwise as ``DisruptionSimulator``.
public func simulateAll(
  _ schedules: [DisruptionSchedule], _ model: SimulationModel, targets: [EntityIndex],
  recording: RecordingLevel = .targets, workerCount: Int? = nil
) -> [SimulationResult] {
  parallelMap(schedules.count, workerCount: workerCount) {
    let simulator = DisruptionSimulator(model)
    return { simulator.run(schedules[$0], targets: targets, recording: recording) }
  }
}

/// Results of 0 ..< count in order, computed by a few threads that each take every next index of a stride.
///
/// - Parameter makeWorker: called once a thread; what it returns is called on that thread alone.
package func parallelMap<Value: Sendable>(
  _ count: Int, workerCount: Int?, _ makeWorker: @Sendable () -> ((Int) -> Value)
) -> [Value] {
  let cores = ProcessorCount.active
  let workers = max(1, min(count, workerCount ?? cores))
  guard workers > 1 else { return (0..<count).map(makeWorker()) }
  let slots = UnsafeMutableBufferPointer<Value?>.allocate(capacity: count)
  slots.initialize(repeating: nil)
  defer {
    slots.deinitialize()
    slots.deallocate()
  }
  nonisolated(unsafe) let shared = slots
  DispatchQueue.concurrentPerform(iterations: workers) { worker in
    let work = makeWorker()
    // Each index belongs to one thread.
    for index in stride(from: worker, to: count, by: workers) { shared[index] = work(index) }
  }
  return slots.compactMap(\.self)
}
