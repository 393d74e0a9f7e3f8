import Dispatch
public import Propagation
public import ShareUncertainty
public import SupplyGraph

/// Why draws were not made.
public enum DrawError: Error, Sendable, Equatable {
  /// No or too many draws.
  case countOutsideLimits(Int)
  /// So many draws of so many losses would need more memory than is allowed; at most `limit` draws would fit.
  case tooManyLosses(draws: Int, losses: Int, limit: Int)
}

/// Answers questions of loss under many draws of the shares, on all cores.
///
/// Draws are made in chunks; each draw writes to places of its own, so results do not depend on the number of cores or
/// on who is done first. Per chunk every failure's cone is built once and serves all its draws
/// (`BlockedAvailability`).
///
/// - Complexity: for N draws O(N · Σ size of the failures' cones / 8) vector steps, after O(N · supplies) for drawing;
///   O(N · questions + supplies) space.
public struct LossSampler: Sendable {
  public static let drawLimit = 1_000_000
  /// Losses held at once, 8 bytes each.
  public static let lossLimit = 120_000_000

  public let draws: ShareDraws
  let graph: SupplyGraph
  let compiled: CompiledGraph

  /// - Throws: `CompilationError` where the graph is too large for 32-bit indices.
  public init(
    _ graph: SupplyGraph, _ options: CompilationOptions = CompilationOptions(), seed: UInt64
  ) throws(CompilationError) {
    var options = options
    options.keepsPossibleSupplies = true
    self.graph = graph
    compiled = try CompiledGraph(graph, options)
    draws = ShareDraws(graph, seed: seed)
  }

  /// The answers to all questions under draws 0 ..< count.
  ///
  /// Questions about the same failure that stand side by side are answered by one evaluation.
  ///
  /// - Throws: ``DrawError`` where the count is outside 1…10⁶ or memory would not do.
  public func sample(_ questions: [LossQuestion], draws count: Int) throws(DrawError) -> LossSample {
    guard (1...Self.drawLimit).contains(count) else { throw .countOutsideLimits(count) }
    guard questions.count * count <= Self.lossLimit else {
      throw .tooManyLosses(draws: count, losses: questions.count, limit: Self.lossLimit / questions.count)
    }
    let groups = Self.groups(questions)
    let targets = Array(Set(questions.flatMap(\.targets))).sorted()
    // Weights of a chunk should stay near the core.
    let blockCount = compiled.isLarge ? 1 : 8
    let chunk = blockCount * BlockedAvailability.lanes
    let chunkCount = (count + chunk - 1) / chunk
    let shares = min(chunkCount, 32)
    var errorBounds = [Double](repeating: 0, count: shares)
    let losses = [Double](unsafeUninitializedCapacity: questions.count * count) { buffer, initialized in
      buffer.initialize(repeating: 0)
      initialized = questions.count * count
      errorBounds.withUnsafeMutableBufferPointer { bounds in
        // Each share of the work writes to draws and to a bound that no other touches.
        nonisolated(unsafe) let output = buffer
        nonisolated(unsafe) let bounds = bounds
        DispatchQueue.concurrentPerform(iterations: shares) { share in
          let engine = BlockedAvailability(compiled, targets: targets, blockCount: blockCount)
          let loader = DrawLoader(draws)
          for index in stride(from: share, to: chunkCount, by: shares) {
            let range = (index * chunk)..<min(count, (index + 1) * chunk)
            loader.load(range, into: engine)
            evaluate(groups, questions, range, of: count, engine, output)
          }
          bounds[share] = engine.errorBound
        }
      }
    }
    return LossSample(
      drawCount: count, questionCount: questions.count, losses: losses, errorBound: errorBounds.reduce(0, max))
  }

  private func evaluate(
    _ groups: [Range<Int>], _ questions: [LossQuestion], _ range: Range<Int>, of count: Int,
    _ engine: BlockedAvailability, _ output: UnsafeMutableBufferPointer<Double>
  ) {
    let lanes = BlockedAvailability.lanes
    for group in groups {
      engine.prepare(questions[group.lowerBound].hits)
      guard group.contains(where: { questions[$0].targets.contains { engine.canReach($0) } }) else { continue }
      for block in 0..<((range.count + lanes - 1) / lanes) {
        engine.evaluate(block: block)
        let first = range.lowerBound + block * lanes
        for question in group where !questions[question].targets.isEmpty {
          var sum = SIMD8<Double>(repeating: 0)
          for target in questions[question].targets { sum += engine.loss(of: target) }
          sum /= SIMD8(repeating: Double(questions[question].targets.count))
          for lane in 0..<min(lanes, range.upperBound - first) { output[question * count + first + lane] = sum[lane] }
        }
      }
    }
  }

  /// Runs of questions about the same failure.
  private static func groups(_ questions: [LossQuestion]) -> [Range<Int>] {
    var groups: [Range<Int>] = []
    for index in questions.indices {
      if let last = groups.last, questions[last.lowerBound].hits == questions[index].hits {
        groups[groups.count - 1] = last.lowerBound..<(index + 1)
      } else {
        groups.append(index..<(index + 1))
      }
    }
    return groups
  }
}

/// Puts draws into the slots of an engine; one serves one task.
struct DrawLoader {
  private let draws: ShareDraws
  private let room: [Double]

  init(_ draws: ShareDraws) {
    self.draws = draws
    room = Array(repeating: 0, count: draws.needs.map(\.laws.count).max() ?? 0)
  }

  /// Fills slot 0 with the first draw of the range, and so on.
  func load(_ range: Range<Int>, into engine: BlockedAvailability) {
    var room = room
    room.withUnsafeMutableBufferPointer { parts in
      for (slot, draw) in range.enumerated() {
        let root = draws.root(draw: draw)
        for need in draws.needs {
          draws.draw(need, root: root, into: parts)
          let count = need.supplies.count
          engine.setShares(
            ofNeed: need.need, firstSupply: need.supplies.lowerBound,
            parts: UnsafeBufferPointer(rebasing: parts[..<count]),
            unattributed: need.drawsUnattributed ? parts[count] : 0, slot: slot)
        }
      }
    }
  }
}
