public import Propagation
import ShareUncertainty
public import SupplyGraph

/// A loss that is asked for under every draw: the mean loss of targets when something is hit.
public struct LossQuestion: Sendable, Equatable {
  /// Who is hit, together; a whole scenario at one moment may stand here.
  public var hits: [Hit]
  /// Whose mean loss is asked for; 0 where there is nobody.
  public var targets: [EntityIndex]

  public init(hits: [Hit], targets: [EntityIndex]) {
    self.hits = hits
    self.targets = targets
  }

  /// The question where everybody in `failure` stops wholly.
  public init(failure: [EntityIndex], targets: [EntityIndex]) {
    self.init(hits: failure.map { Hit($0) }, targets: targets)
  }
}

/// The answers to questions, draw by draw.
public struct LossSample: Sendable {
  public let drawCount: Int
  public let questionCount: Int
  /// Question by question, draws side by side.
  let losses: [Double]
  /// Bound on the numerical error of every loss.
  public let errorBound: Double

  /// The losses of a question by draw, 0…1.
  public func losses(of question: Int) -> ArraySlice<Double> {
    losses[(question * drawCount)..<((question + 1) * drawCount)]
  }

  /// What a question's losses come to.
  ///
  /// - Complexity: O(draws · log draws), O(draws) where all are the same.
  public func range(of question: Int) -> DrawnRange {
    let values = losses(of: question)
    let ends = SampleQuantile.quantiles(values, [0.05, 0.5, 0.95]) ?? [0, 0, 0]
    var sum = 0.0
    for value in values { sum += value }
    return DrawnRange(p05: ends[0], median: ends[1], p95: ends[2], mean: sum / Double(max(1, drawCount)))
  }

  /// In which part of the draws each question has the rank among its peers that it has as recorded.
  ///
  /// A rank is 1 + the number of peers whose loss is larger by more than ``rankTolerance``; equal losses share one.
  ///
  /// - Parameters:
  ///   - peers: questions to be ranked among each other.
  ///   - recorded: their losses under the recorded shares.
  /// - Complexity: O(draws · peers · log peers).
  public func rankStability(among peers: [Int], recorded: [Double]) -> [RankStability] {
    let ranks = Self.ranks(recorded)
    var kept = [Int](repeating: 0, count: peers.count)
    var first = [Int](repeating: 0, count: peers.count)
    var losses = recorded
    for draw in 0..<drawCount {
      for (place, question) in peers.enumerated() { losses[place] = self.losses[question * drawCount + draw] }
      for (place, rank) in Self.ranks(losses).enumerated() {
        if rank == ranks[place] { kept[place] += 1 }
        if rank == 1 { first[place] += 1 }
      }
    }
    let count = Double(max(1, drawCount))
    return peers.indices.map {
      RankStability(rank: ranks[$0], kept: Double(kept[$0]) / count, first: Double(first[$0]) / count)
    }
  }

  /// Losses that differ by no more than this share a rank.
  public static let rankTolerance = 1e-9

  private static func ranks(_ losses: [Double]) -> [Int] {
    let order = losses.indices.sorted { losses[$0] > losses[$1] }
    var ranks = [Int](repeating: 1, count: losses.count)
    // Number of losses that are clearly larger than the one looked at.
    var larger = 0
    for index in order {
      while losses[order[larger]] > losses[index] + rankTolerance { larger += 1 }
      ranks[index] = larger + 1
    }
    return ranks
  }
}

/// What draws say of one loss, all fractions of output.
public struct DrawnRange: Sendable, Equatable {
  /// The loss that 5 % of draws stay below.
  public var p05: Double
  public var median: Double
  /// The loss that 5 % of draws exceed.
  public var p95: Double
  public var mean: Double

  public init(p05: Double, median: Double, p95: Double, mean: Double) {
    self.p05 = p05
    self.median = median
    self.p95 = p95
    self.mean = mean
  }

  /// Whether draws differ by more than rounding.
  public var isUncertain: Bool { p95 - p05 > 1e-9 }
}

/// How firm the rank of an entity among its peers is.
public struct RankStability: Sendable, Equatable {
  /// Rank under the recorded shares, 1 for the largest loss.
  public var rank: Int
  /// Part of the draws in which it has this rank.
  public var kept: Double
  /// Part of the draws in which it has rank 1.
  public var first: Double

  public init(rank: Int, kept: Double, first: Double) {
    self.rank = rank
    self.kept = kept
    self.first = first
  }
}
