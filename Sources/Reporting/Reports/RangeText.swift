import RiskAnalysis
import SupplyGraph

/// What a table says of ranges, and what a report says before it.
///
/// A report takes ``LossRanges`` and adds three columns, three keys to each result, sentences about the headline, and
/// the key `draws`.
struct RangeText {
  let ranges: LossRanges
  let text: GraphText
  /// What is drawn.
  let figure: Figure
  private var key: String { figure.rawValue }

  /// What is drawn, by its key in JSON.
  enum Figure: String {
    case loss
    case impact = "impact_rigid"

    var noun: String { self == .loss ? "loss" : "rigid impact" }
  }

  static func columns(_ figure: Figure) -> [Table.Column] {
    let key = figure.rawValue
    return [
      .init(key + "_p05", "5 %", isNumeric: true), .init(key + "_p95", "95 %", isNumeric: true),
      .init("rank_stability", "Rank kept", isNumeric: true),
    ]
  }

  func cells(_ subject: EntityIndex) -> [Table.Cell] {
    guard let entry = ranges.entry(of: subject) else { return [.missing, .missing, .missing] }
    return [.share(entry.range.p05), .share(entry.range.p95), .share(entry.rank.kept)]
  }

  func members(_ subject: EntityIndex) -> [JSONValue.Member] {
    guard let entry = ranges.entry(of: subject) else { return [] }
    return Self.members(entry.range, key: key) + [
      .init("rank", .integer(entry.rank.rank)), .init("rank_stability", .number(entry.rank.kept)),
    ]
  }

  static func members(_ range: DrawnRange, key: String) -> [JSONValue.Member] {
    [
      .init(key + "_p05", .number(range.p05)), .init(key + "_p95", .number(range.p95)),
      .init(key + "_median", .number(range.median)), .init(key + "_mean", .number(range.mean)),
    ]
  }

  /// What was drawn, and what it says of the headline.
  func state(in report: inout Report) {
    report.set("draws", json)
    guard ranges.uncertainShares > 0 else {
      report.say(
        "No share of this graph has a range (low and high), so all \(count(ranges.drawCount)) draws are the same.")
      return
    }
    report.say(
      "5 % and 95 %: what 5 % and 95 % of \(count(ranges.drawCount)) draws stay below (seed \(ranges.seed)); nine in ten lie between. A draw takes every share anew from its range, \(count(ranges.uncertainShares)) shares in \(NumberText.count(ranges.uncertainNeeds, "need")). Rank kept: draws in which the rank among entities of the same kind is the recorded one."
    )
    if let together = ranges.together {
      report.say(
        "All together: \(NumberText.percent(together.p05)) to \(NumberText.percent(together.p95)) in nine draws of ten."
      )
    }
    sayLeaders(&report)
    sayOutside(&report)
    guard let headline = ranges.headline else { return }
    sayRange(headline, &report)
    sayInfluences(headline, &report)
    sayFlips(headline, &report)
  }

  private func sayRange(_ headline: LossRanges.Headline, _ report: inout Report) {
    let (entry, name) = (headline.entry, text.name(headline.entry.subject))
    let peers = peers(headline)
    let rank =
      entry.rank.rank == 1
      ? "It is first\(peers) in \(NumberText.percent(entry.rank.first)) of draws."
      : "Its rank\(peers), \(entry.rank.rank), stays in \(NumberText.percent(entry.rank.kept)) of draws; it is first in \(NumberText.percent(entry.rank.first))."
    report.say(
      "\(name): \(figure.noun) \(NumberText.percent(entry.recorded)) as recorded, \(NumberText.percent(entry.range.p05)) to \(NumberText.percent(entry.range.p95)) in nine draws of ten. \(rank)"
    )
  }

  /// Who is first of its kind in nearly all draws.
  private func sayLeaders(_ report: inout Report) {
    var felt: [EntityKind: Int] = [:]
    for entry in ranges.entries where entry.range.p95 > 0 { felt[text.graph[entry.subject].kind, default: 0] += 1 }
    let leaders = ranges.entries.filter { entry in
      entry.rank.first >= 0.95 && felt[text.graph[entry.subject].kind, default: 0] > 1
    }
    guard leaders.count > 1 else { return }
    let order = leaders.indices.sorted { a, b in
      leaders[a].recorded != leaders[b].recorded ? leaders[a].recorded > leaders[b].recorded : a < b
    }
    let list = order.prefix(8).map { place in
      let entry = leaders[place]
      let part = NumberText.percent(entry.rank.first)
      return "\(text.name(entry.subject)) (\(text.graph[entry.subject].kind.rawValue), \(part))"
    }
    report.say("First of their kind in 95 % of draws or more: \(list.joined(separator: "; ")).")
  }

  private func sayOutside(_ report: inout Report) {
    let outside = ranges.entries.count {
      $0.recorded > $0.range.p95 + 1e-9 || $0.recorded < $0.range.p05 - 1e-9
    }
    guard outside > 0 else { return }
    report.say(
      "\(outside) of \(ranges.entries.count) recorded figures lie outside their own 5 % to 95 %: their shares stand near one end of the ranges, or little is unattributed and more may be, so that nearly every draw moves them the same way."
    )
  }

  private func sayInfluences(_ headline: LossRanges.Headline, _ report: inout Report) {
    let shown = headline.influences.filter { $0.index >= 0.02 }.prefix(3)
    guard !shown.isEmpty else { return }
    let list = shown.map { "\(share($0.need, $0.supply)) (\(NumberText.decimal($0.index * 100, digits: 0)) %)" }
    report.say("Of this spread most comes from \(list.joined(separator: "; ")). Better figures there narrow it most.")
  }

  private func sayFlips(_ headline: LossRanges.Headline, _ report: inout Report) {
    let within = headline.flips.filter(\.isWithinRange)
    for flip in within.prefix(3) { report.say("Within its range: \(sentence(flip, headline)).") }
    guard within.isEmpty else { return }
    let first = headline.entry.rank.rank == 1 && headline.peerCount > 1
    report.say(
      "No single share \(headline.hasAllFlips ? "" : "of the most influential ones ")within its range \(first ? "takes it from the first place or " : "")moves the \(figure.noun) across \(NumberText.percent(LossRanges.threshold)), the others of the same need shrinking or growing in proportion."
    )
    if let nearest = headline.flips.first { report.say("The nearest to do so: \(sentence(nearest, headline)).") }
  }

  /// `Hon Hai's share of Nvidia's AI server`: of what, by whom.
  private func share(_ need: Int, _ supply: Int?) -> String {
    let row = text.graph.needs[need]
    let what = "\(text.name(row.entity))’s \(text.graph.productName(row.product))"
    return supply.map { "\(text.name(text.graph.supplies[$0].supplier))’s share of \(what)" }
      ?? "the unattributed part of \(what)"
  }

  private func sentence(_ flip: ShareFlip, _ headline: LossRanges.Headline) -> String {
    let row = text.graph.supplies[flip.supply]
    let effect =
      switch flip.headline {
      case .first: "\(text.name(headline.entry.subject)) is not first any more"
      case .atLeast(let part): "the \(figure.noun) falls below \(NumberText.percent(part))"
      case .below(let part): "the \(figure.noun) reaches \(NumberText.percent(part))"
      }
    let low = NumberText.decimal((row.low ?? row.share) * 100, digits: 1)
    let range = "\(low)–\(NumberText.percent(row.high ?? row.share))"
    return
      "if \(share(flip.need, flip.supply)) \(flip.isBelow ? "falls below" : "rises above") \(NumberText.percent(flip.flipsAt)) (recorded \(NumberText.percent(flip.share)), range \(range)), \(effect)"
  }

  private func peers(_ headline: LossRanges.Headline) -> String {
    let kind = text.graph[headline.entry.subject].kind
    if headline.peerCount < 2 { return "" }
    return kind == .country ? " among countries" : " among \(headline.peerCount) of kind \(kind.rawValue)"
  }

  private func count(_ value: Int) -> String { NumberText.decimal(Double(value), digits: 0) }

  var json: JSONValue {
    [
      "count": .integer(ranges.drawCount), "seed": .integer(Int(truncatingIfNeeded: ranges.seed)), "law": "triangular",
      "quantiles": "type 7", "uncertain_shares": .integer(ranges.uncertainShares),
      "uncertain_needs": .integer(ranges.uncertainNeeds), "error_bound": .number(ranges.errorBound),
      "headline": ranges.headline.map(json) ?? .null,
    ]
  }

  private func json(_ headline: LossRanges.Headline) -> JSONValue {
    [
      "id": .string(text.id(headline.entry.subject)), "recorded": .number(headline.entry.recorded),
      "p05": .number(headline.entry.range.p05), "p95": .number(headline.entry.range.p95),
      "rank": .integer(headline.entry.rank.rank), "peers": .integer(headline.peerCount),
      "rank_stability": .number(headline.entry.rank.kept), "first": .number(headline.entry.rank.first),
      "influences": .array(
        headline.influences.map { influence in
          .object(share(influence.need, influence.supply) + [.init("first_order_index", .number(influence.index))])
        }),
      "flips_complete": .bool(headline.hasAllFlips),
      "flips": .array(
        headline.flips.map { flip in
          let row = text.graph.supplies[flip.supply]
          return .object(
            share(flip.need, flip.supply) + [
              .init("headline", .string(Self.word(flip.headline))), .init("share", .number(flip.share)),
              .init("low", .optional(row.low)), .init("high", .optional(row.high)),
              .init("flips_at", .number(flip.flipsAt)), .init("within_range", .bool(flip.isWithinRange)),
            ])
        }),
    ]
  }

  private func share(_ need: Int, _ supply: Int?) -> [JSONValue.Member] {
    let row = text.graph.needs[need]
    return [
      .init("entity", .string(text.id(row.entity))), .init("product", .string(row.product)),
      .init("from", .optional(supply.map { text.id(text.graph.supplies[$0].supplier) })),
    ]
  }

  private static func word(_ headline: ShareFlip.Headline) -> String {
    switch headline {
    case .first: "first"
    case .atLeast: "at_least_half"
    case .below: "below_half"
    }
  }
}
