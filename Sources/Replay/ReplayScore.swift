public import ScenarioModel

/// How often predictions were right, and how wrong they were.
public struct ReplayScore: Sendable, Equatable {
  /// Hits among figures.
  public struct Count: Sendable, Equatable {
    public var hits: Int
    public var count: Int

    public init(hits: Int = 0, count: Int = 0) {
      self.hits = hits
      self.count = count
    }
  }

  /// Figures of one kind.
  public struct FamilyScore: Sendable, Equatable {
    public var family: DisruptionMeasure.Family
    public var tally: Count
    /// Mean of |predicted − observed| over the figures with a predicted number; nil where there is none.
    public var meanAbsoluteError: Double?
    /// Mean of predicted − observed over the same figures: above 0 where too much is predicted.
    public var meanError: Double?
    /// Figures for which the prediction is "never".
    public var never: Int
  }

  /// Figures that are not negative controls.
  public var figures = Count()
  public var controls = Count()
  /// Without the negative controls.
  public var families: [FamilyScore] = []

  public var all: Count {
    Count(hits: figures.hits + controls.hits, count: figures.count + controls.count)
  }

  /// - Complexity: O(scores).
  public init(_ scores: [FigureScore]) {
    for score in scores {
      if score.observed.isControl {
        controls.add(score)
      } else {
        figures.add(score)
      }
    }
    families = DisruptionMeasure.Family.allCases.compactMap { family in
      let part = scores.filter { !$0.observed.isControl && $0.observed.measure.family == family }
      guard !part.isEmpty else { return nil }
      var tally = Count()
      for score in part { tally.add(score) }
      let errors = part.compactMap(\.error)
      let count = Double(errors.count)
      return FamilyScore(
        family: family, tally: tally,
        meanAbsoluteError: errors.isEmpty ? nil : errors.reduce(0) { $0 + abs($1) } / count,
        meanError: errors.isEmpty ? nil : errors.reduce(0, +) / count, never: part.count - errors.count)
    }
  }
}

extension ReplayScore.Count {
  fileprivate mutating func add(_ score: FigureScore) {
    count += 1
    if score.isHit { hits += 1 }
  }
}
