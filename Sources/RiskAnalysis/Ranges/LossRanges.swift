import Propagation
import ShareUncertainty
public import SupplyGraph

/// Ranges of losses under the ranges of the shares: 5–95 %, firmness of ranks, what matters most, what would flip it.
///
/// Every subject asks one ``LossQuestion``; subjects of one kind are ranked among each other. Definitions, bias and an
/// example by hand: `Docs/Methods/Ranges.md`.
public struct LossRanges: Sendable {
  /// A subject's answer.
  public struct Entry: Sendable {
    public var subject: EntityIndex
    /// Under the recorded shares.
    public var recorded: Double
    public var range: DrawnRange
    public var rank: RankStability
  }

  /// The answer that a result leads with, looked at more closely.
  public struct Headline: Sendable {
    public var entry: Entry
    /// Subjects that it is ranked among, itself included.
    public var peerCount: Int
    /// Uncertain shares that explain most of its variance.
    public var influences: [ShareInfluence]
    /// Shares at which it flips, the nearest first.
    public var flips: [ShareFlip]
    /// Whether every uncertain share was tried against every peer; else the ten most influential shares against the
    /// peers that come nearest.
    public var hasAllFlips: Bool
  }

  /// A loss that the flips are looked for at: "half of the output".
  public static let threshold = 0.5
  /// Up to so many pairs of a share and a peer all flips are looked for.
  static let flipLimit = 200_000

  public let drawCount: Int
  public let seed: UInt64
  /// Shares and unattributed parts that are not points.
  public let uncertainShares: Int
  public let uncertainNeeds: Int
  /// One for each subject, in their order.
  public let entries: [Entry]
  /// Range of the extra question, if there was one.
  public let together: DrawnRange?
  public let headline: Headline?
  /// Bound on the numerical error of every loss.
  public let errorBound: Double
  private let placeOf: [EntityIndex: Int]

  /// - Parameters:
  ///   - subjects: who is ranked, each with its question.
  ///   - unranked: a subject that is ranked with nobody.
  ///   - together: a question of its own, ranked with nobody.
  ///   - headlines: subjects to look at more closely, of which the first that varies is taken, else the first.
  /// - Throws: ``DrawError`` of the sampler.
  /// - Complexity: that of ``LossSampler`` and, for the headline, of the influences and the flips.
  public init(
    _ sampler: LossSampler, subjects: [(entity: EntityIndex, question: LossQuestion)],
    unranked: EntityIndex? = nil, together: LossQuestion? = nil, headlines: [EntityIndex] = [], draws count: Int
  ) throws(DrawError) {
    let questions = subjects.map(\.question) + (together.map { [$0] } ?? [])
    let sample = try sampler.sample(questions, draws: count)
    let recorded = sampler.recordedLosses(questions)
    var kinds: [String: [Int]] = [:]
    for (index, subject) in subjects.enumerated() where subject.entity != unranked {
      kinds[sampler.graph[subject.entity].kind.rawValue, default: []].append(index)
    }
    var ranks = [RankStability](repeating: RankStability(rank: 1, kept: 1, first: 1), count: subjects.count)
    for peers in kinds.values {
      let stability = sample.rankStability(among: peers, recorded: peers.map { recorded[$0] })
      for (peer, rank) in zip(peers, stability) { ranks[peer] = rank }
    }
    entries = subjects.indices.map {
      Entry(subject: subjects[$0].entity, recorded: recorded[$0], range: sample.range(of: $0), rank: ranks[$0])
    }
    self.together = together.map { _ in sample.range(of: subjects.count) }
    drawCount = count
    seed = sampler.draws.seed
    uncertainNeeds = sampler.draws.needs.count
    uncertainShares = sampler.draws.needs.reduce(0) { $0 + $1.laws.count { !$0.isPoint } }
    errorBound = sample.errorBound
    placeOf = Dictionary(subjects.enumerated().map { ($0.element.entity, $0.offset) }) { first, _ in first }
    let places = headlines.compactMap { [placeOf] in placeOf[$0] }
    let entries = entries
    guard let place = places.first(where: { entries[$0].range.isUncertain }) ?? places.first else {
      headline = nil
      return
    }
    let isRanked = subjects[place].entity != unranked
    let peers = isRanked ? kinds[sampler.graph[subjects[place].entity].kind.rawValue] ?? [] : [place]
    headline = Self.headline(place, among: peers, entries, questions, sampler, sample)
  }

  private static func headline(
    _ place: Int, among peers: [Int], _ entries: [Entry], _ questions: [LossQuestion], _ sampler: LossSampler,
    _ sample: LossSample
  ) -> Headline {
    let influences = sampler.influences(on: place, of: questions, in: sample, limit: 10)
    // By falling highest loss: where not all can be tried, those that come nearest are.
    let rivals = peers.filter { $0 != place && entries[$0].range.p95 > 0 }.sorted { a, b in
      entries[a].range.p95 != entries[b].range.p95 ? entries[a].range.p95 > entries[b].range.p95 : a < b
    }
    let isSmall = (rivals.count + 1) * sampler.draws.needs.reduce(0) { $0 + $1.supplies.count } <= flipLimit
    let search = FlipSearch(
      sampler, headline: questions[place], peers: (isSmall ? rivals[...] : rivals.prefix(20)).map { questions[$0] },
      threshold: threshold)
    return Headline(
      entry: entries[place], peerCount: peers.count, influences: Array(influences.prefix(5)),
      flips: search.flips(of: isSmall ? nil : Set(influences.compactMap(\.supply))), hasAllFlips: isSmall)
  }

  /// The entry of a subject.
  ///
  /// - Complexity: O(1).
  public func entry(of subject: EntityIndex) -> Entry? { placeOf[subject].map { entries[$0] } }
}

extension LossSampler {
  /// The answers under the recorded shares.
  func recordedLosses(_ questions: [LossQuestion]) -> [Double] {
    let engine = AvailabilityEngine(compiled)
    var last: [Hit]?
    return questions.map { question in
      guard !question.targets.isEmpty else { return 0 }
      if question.hits != last { engine.evaluate(question.hits) }
      last = question.hits
      return question.targets.reduce(0) { $0 + engine.loss(of: $1) } / Double(question.targets.count)
    }
  }
}
