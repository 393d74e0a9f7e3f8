/// Solves a component with cycles for one draw out of a block.
///
/// The solvers of ``AvailabilityEngine`` see a compiled graph, so the component's rows of one with that draw's weights
/// are filled in before each call.
struct ComponentLanes {
  private var graph: CompiledGraph
  private let exactComponentLimit: Int
  private let policy: PolicyIteration
  /// Loss and own loss by position in the draw; one more loss for stopped supplies.
  private let workspace: Workspace

  private final class Workspace {
    let loss: UnsafeMutableBufferPointer<Double>
    let own: UnsafeMutableBufferPointer<Double>

    init(entityCount: Int) {
      loss = .allocate(capacity: entityCount + 1)
      loss.initialize(repeating: 0)
      own = .allocate(capacity: entityCount + 1)
      own.initialize(repeating: 0)
    }

    deinit {
      loss.deallocate()
      own.deallocate()
    }
  }

  init(_ graph: CompiledGraph, exactComponentLimit: Int) {
    self.graph = graph
    self.exactComponentLimit = exactComponentLimit
    let largest = graph.cyclicComponents.map(\.count).filter { $0 <= exactComponentLimit }.max() ?? 0
    policy = PolicyIteration(largestComponent: largest)
    workspace = Workspace(entityCount: graph.entityCount)
  }

  /// Fills in one lane of a component's losses; returns a bound on their error.
  ///
  /// - Parameters:
  ///   - weight: by supply, lanes side by side.
  ///   - leak: by need, of this draw.
  ///   - loss: by position, lanes side by side; that of suppliers outside is known.
  mutating func solve(
    _ members: Range<Int>, lane: Int, cone: FailureCone, weight: UnsafeMutablePointer<SIMD8<Double>>,
    leak: UnsafeMutablePointer<Double>, loss: UnsafeMutablePointer<SIMD8<Double>>
  ) -> Double {
    for position in members {
      workspace.own[position] = cone.own[position]
      for need in graph.needs(at: position) {
        graph.leak[need] = leak[need]
        for supply in graph.supplies(of: need) {
          graph.weight[supply] = weight[supply][lane]
          let supplier = Int(graph.supplier[supply])
          if !members.contains(supplier) {
            workspace.loss[supplier] = cone.reaches(supplier) ? loss[supplier][lane] : 0
          }
        }
      }
    }
    let bound =
      members.count <= exactComponentLimit
      ? policy.solve(members, graph, own: workspace.own, loss: workspace.loss)
      : SandwichIteration.solve(members, graph, own: workspace.own, loss: workspace.loss)
    for position in members { loss[position][lane] = workspace.loss[position] }
    return bound
  }
}
