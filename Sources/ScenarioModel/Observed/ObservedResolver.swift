public import Diagnostics
public import SupplyGraph

/// Turns rows of observed figures into ``ObservedFigure`` values for one event's graph; all findings at once.
public enum ObservedResolver {
  /// What resolving gave.
  public struct Outcome: Sendable {
    public var figures: [ObservedFigure]
    public var findings: [Finding]
  }

  /// The figures of one event.
  ///
  /// Findings: `unknown-word` (a measure), `unknown-entity`, `unknown-source`, `missing-value`, `out-of-range`,
  /// `range-order`, `wrong-unit`, `missing-window`, `misplaced-key`.
  ///
  /// - Parameter horizonDays: days that are simulated; a window must end there.
  public static func resolve(
    _ document: ObservedDocument, event: String, in graph: SupplyGraph, horizonDays: Int
  ) -> Outcome {
    var resolution = ObservedResolution(
      graph: graph, horizonDays: horizonDays, findings: FindingCollector(files: document.files))
    var figures: [ObservedFigure] = []
    for row in document.rows where row.event.value == event {
      if let figure = resolution.figure(row) { figures.append(figure) }
    }
    return Outcome(figures: figures, findings: resolution.findings.findings())
  }

  /// Rows about events that do not exist: what is written about nobody would never be scored.
  public static func strangers(_ document: ObservedDocument, events: [String]) -> [Finding] {
    let known = Set(events)
    var findings = FindingCollector(files: document.files)
    for row in document.rows where !known.contains(row.event.value) {
      findings.add(
        "unknown-event", at: row.event.spot, "there is no event '\(row.event.value)'",
        suggestion: didYouMean(row.event.value, in: events))
    }
    return findings.findings()
  }
}

private struct ObservedResolution {
  let graph: SupplyGraph
  let horizonDays: Int
  var findings: FindingCollector

  mutating func figure(_ row: ObservedRow) -> ObservedFigure? {
    let errors = findings.errorCount
    guard let measure = measure(row.measure) else { return nil }
    let target = graph.entity(row.target.value)
    if target == nil {
      findings.add(
        "unknown-entity", at: row.target.spot, "'\(row.target.value)' is not in this event's graph",
        suggestion: didYouMean(row.target.value, in: graph.entities.lazy.map(\.id)))
    }
    let source = source(row.source)
    if let unit = row.unit, unit.value != measure.unit {
      findings.add(
        "wrong-unit", at: unit.spot, "'\(measure.rawValue)' is measured in \(measure.unit), found '\(unit.value)'")
    }
    let window = window(row, measure)
    let range = range(row, measure)
    let value = number(row.value, "value", measure)
    if row.value == nil { findings.add("missing-value", at: row.measure.spot, "this figure has no value") }
    let isControl = row.isControl?.value ?? false
    if isControl, measure != .worstLoss, let spot = row.isControl?.spot {
      findings.add(
        "misplaced-key", at: spot, "a negative control is about the largest loss",
        suggestion: "measure \(DisruptionMeasure.worstLoss.rawValue)")
    }
    guard let target, let value, findings.errorCount == errors else { return nil }
    return ObservedFigure(
      target: target, measure: measure, window: window, value: value, range: range, isControl: isControl,
      asOf: row.asOf?.value, source: source, note: row.note?.value)
  }

  private mutating func measure(_ word: Located<String>) -> DisruptionMeasure? {
    if let measure = DisruptionMeasure(rawValue: word.value) { return measure }
    let known = DisruptionMeasure.allCases.map(\.rawValue)
    findings.add(
      "unknown-word", at: word.spot, "measure '\(word.value)' is none of \(known.joined(separator: ", "))",
      suggestion: didYouMean(word.value, in: known))
    return nil
  }

  private mutating func source(_ id: Located<String>?) -> Int? {
    guard let id else { return nil }
    if let index = graph.sources.firstIndex(where: { $0.id == id.value }) { return index }
    findings.add(
      "unknown-source", at: id.spot, "source '\(id.value)' is not in this event's graph",
      suggestion: didYouMean(id.value, in: graph.sources.lazy.map(\.id)))
    return nil
  }

  private mutating func number(
    _ written: Located<Double>?, _ name: String, _ measure: DisruptionMeasure
  ) -> Double? {
    guard let written else { return nil }
    let top = measure.family == .share ? 1 : Double(ScenarioResolver.longestHorizonDays)
    guard written.value.isFinite, (0...top).contains(written.value) else {
      findings.add("out-of-range", at: written.spot, "\(name) \(written.value) is outside 0…\(Int(top))")
      return nil
    }
    return written.value
  }

  private mutating func range(_ row: ObservedRow, _ measure: DisruptionMeasure) -> ClosedRange<Double>? {
    let low = number(row.low, "low", measure)
    let high = number(row.high, "high", measure)
    guard let written = row.low ?? row.high else { return nil }
    if row.low == nil || row.high == nil {
      findings.add("missing-value", at: written.spot, "a range has both a low and a high end")
    }
    guard let low, let high else { return nil }
    guard low <= high, row.value.map({ low <= $0.value && $0.value <= high }) ?? true else {
      findings.add("range-order", at: written.spot, "low, value and high do not stand in this order")
      return nil
    }
    return low...high
  }

  private mutating func window(_ row: ObservedRow, _ measure: DisruptionMeasure) -> Range<Int>? {
    guard measure == .meanLoss else {
      if let written = row.fromDay ?? row.toDay {
        findings.add("misplaced-key", at: written.spot, "only \(DisruptionMeasure.meanLoss.rawValue) is over some days")
      }
      return nil
    }
    guard let from = row.fromDay, let to = row.toDay else {
      findings.add("missing-window", at: row.measure.spot, "a mean needs from_day and to_day")
      return nil
    }
    let days = [from, to].compactMap { Int(exactly: $0.value) }
    guard days.count == 2, 0 <= days[0], days[0] < days[1], days[1] <= horizonDays else {
      findings.add(
        "out-of-range", at: from.spot,
        "the days \(from.value) to \(to.value) are not whole, in order and within the \(horizonDays) days simulated")
      return nil
    }
    return days[0]..<days[1]
  }
}
