public import Replay
import ScenarioModel
import SupplyGraph

/// A replayed event with the digest of its graph.
public struct ReplayedEvent: Sendable {
  public var replay: EventReplay
  public var digest: String

  public init(_ replay: EventReplay, digest: String) {
    self.replay = replay
    self.digest = digest
  }
}

extension Report {
  /// Past disruptions as predicted and as observed.
  ///
  /// - Parameter observedDigest: SHA-256 of the table of observations.
  public static func replay(_ events: [ReplayedEvent], observedDigest: String) -> Report {
    var report = Report(schema: "replay", title: "Past disruptions, predicted and observed")
    let score = ReplayScore(events.flatMap(\.replay.scores))
    report.say(
      "Each event runs on a graph of the time before it, with what was known when it began. Days count from its start."
    )
    report.add(figureTable(events))
    report.sections.append(.heading("Score"))
    report.say(scoreLine(score))
    for family in score.families { report.say(errorLine(family)) }
    report.say(
      "A prediction is a hit inside the observed range; without a range within a quarter of a share or of lost days, and within 30 days but half of the value for a day. A negative control lost much supply and no output: its worst loss has to stay under 1 %."
    )
    report.set("observed", ["sha256": .string(observedDigest)])
    report.set("events", .array(events.map(json)))
    report.set("score", json(score))
    return report
  }

  private static func figureTable(_ events: [ReplayedEvent]) -> Table {
    var table = Table(columns: [
      .init("event", "Event"), .init("target", "Whose output"), .init("measure", "Figure"),
      .init("predicted", "Predicted", isNumeric: true), .init("observed", "Observed", isNumeric: true),
      .init("range", "Range", isNumeric: true), .init("result", "Result"),
    ])
    for event in events {
      let text = GraphText(event.replay.graph)
      for score in event.replay.scores {
        let figure = score.observed
        table.rows.append([
          .text(event.replay.id), .display(text.name(figure.target), raw: text.id(figure.target)),
          .display(label(figure), raw: key(figure)),
          score.predicted.map { cell($0, figure.measure) } ?? .display("never", raw: ""),
          figure.isControl ? .display("no loss", raw: "0") : cell(figure.value, figure.measure),
          figure.isControl
            ? .display("< 1 %", raw: "0..0.01")
            : figure.range.map { range in
              .display(
                span(range, figure.measure),
                raw: "\(NumberText.plain(range.lowerBound))..\(NumberText.plain(range.upperBound))")
            } ?? .missing,
          .display(result(score), raw: score.isHit ? "hit" : "miss"),
        ])
      }
    }
    return table
  }

  private static func label(_ figure: ObservedFigure) -> String {
    let days = figure.window.map { ", days \($0.lowerBound)–\($0.upperBound - 1)" } ?? ""
    return switch figure.measure {
    case .worstLoss: "worst loss"
    case .meanLoss: "mean loss" + days
    case .lostDays: "days of output lost"
    case .firstLossDay: "day of the first loss"
    case .worstDay: "day of the worst loss"
    case .recoveryDay: "day of recovery"
    }
  }

  private static func key(_ figure: ObservedFigure) -> String {
    figure.measure.rawValue + (figure.window.map { " \($0.lowerBound)..<\($0.upperBound)" } ?? "")
  }

  private static func cell(_ value: Double, _ measure: DisruptionMeasure) -> Table.Cell {
    measure.family == .share ? .share(value) : .display(number(value, measure), raw: NumberText.plain(value))
  }

  private static func number(_ value: Double, _ measure: DisruptionMeasure) -> String {
    switch measure.family {
    case .share: NumberText.percent(value)
    case .lostDays: NumberText.decimal(value, digits: 1)
    case .day: NumberText.decimal(value, digits: 0)
    }
  }

  /// `25.0–30.0 %`, `38–72`.
  private static func span(_ range: ClosedRange<Double>, _ measure: DisruptionMeasure) -> String {
    guard measure.family == .share else {
      return "\(number(range.lowerBound, measure))–\(number(range.upperBound, measure))"
    }
    let ends = [range.lowerBound, range.upperBound].map { NumberText.decimal($0 * 100, digits: 1) }
    return "\(ends[0])–\(ends[1]) %"
  }

  private static func result(_ score: FigureScore) -> String {
    switch (score.observed.isControl, score.isHit) {
    case (true, true): "control held"
    case (true, false): "control broken"
    case (false, true): "hit"
    case (false, false): "miss"
    }
  }

  private static func scoreLine(_ score: ReplayScore) -> String {
    let controls =
      score.controls.count == 0
      ? "" : " \(score.controls.hits) of \(NumberText.count(score.controls.count, "negative control")) held."
    return "\(score.figures.hits) of \(NumberText.count(score.figures.count, "figure")) hit.\(controls)"
  }

  private static func errorLine(_ family: ReplayScore.FamilyScore) -> String {
    let (name, unit, scale, digits) =
      switch family.family {
      case .share: ("Losses", "points of normal output", 100.0, 1)
      case .lostDays: ("Days of output lost", "days", 1.0, 1)
      case .day: ("Points in time", "days", 1.0, 0)
      }
    var line = "\(name): \(family.tally.hits) of \(family.tally.count) hit"
    if let absolute = family.meanAbsoluteError, let mean = family.meanError {
      let off = NumberText.decimal(absolute * scale, digits: digits)
      line += "; off by \(off) \(off == "1" && unit == "days" ? "day" : unit) in the mean"
      let size = NumberText.decimal(abs(mean) * scale, digits: digits)
      if NumberText.decimal(0, digits: digits) != size {
        line +=
          ", \(size) too \(family.family == .day ? (mean > 0 ? "late" : "early") : (mean > 0 ? "high" : "low")) on balance"
      }
    }
    if family.never > 0 { line += "; \(NumberText.count(family.never, "figure")) predicted never" }
    return line + "."
  }

  private static func json(_ event: ReplayedEvent) -> JSONValue {
    let replay = event.replay
    let score = ReplayScore(replay.scores)
    return [
      "id": .string(replay.id), "title": .string(replay.scenario.title),
      "graph": ["id": .string(replay.graph.id), "sha256": .string(event.digest)],
      "scenario": replay.scenario.json(in: replay.graph),
      "hits": .integer(score.all.hits), "count": .integer(score.all.count),
      "results": .array(replay.scores.map { json($0, replay) }),
    ]
  }

  private static func json(_ score: FigureScore, _ replay: EventReplay) -> JSONValue {
    let figure = score.observed
    return [
      "target": .string(replay.graph[figure.target].id), "measure": .string(figure.measure.rawValue),
      "from_day": .optional(figure.window?.lowerBound), "to_day": .optional(figure.window?.upperBound),
      "predicted": .optional(score.predicted), "observed": .number(figure.value),
      "low": .optional(figure.range?.lowerBound), "high": .optional(figure.range?.upperBound),
      "unit": .string(figure.measure.unit), "error": .optional(score.error), "hit": .bool(score.isHit),
      "control": .bool(figure.isControl), "as_of": .optional(figure.asOf),
      "source": .optional(figure.source.map { replay.graph.sources[$0].id }), "note": .optional(figure.note),
    ]
  }

  private static func json(_ score: ReplayScore) -> JSONValue {
    [
      "hits": .integer(score.all.hits), "count": .integer(score.all.count),
      "figures": json(score.figures), "controls": json(score.controls),
      "families": .array(
        score.families.map { family in
          [
            "family": .string(family.family.rawValue), "hits": .integer(family.tally.hits),
            "count": .integer(family.tally.count), "mean_absolute_error": .optional(family.meanAbsoluteError),
            "mean_error": .optional(family.meanError), "never": .integer(family.never),
          ]
        }),
    ]
  }

  private static func json(_ tally: ReplayScore.Count) -> JSONValue {
    ["hits": .integer(tally.hits), "count": .integer(tally.count)]
  }
}
