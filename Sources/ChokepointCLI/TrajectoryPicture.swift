import Comparison
import DisruptionSimulation
import GraphDrawing
import Reporting
import ScenarioModel
import SupplyDiagrams
import SupplyGraph

/// The chart of simulated scenarios: one large, several as small multiples.
struct TrajectoryPicture {
  private let timed: TimedComparison
  private let text: TrajectoryText
  /// Positions of the targets that are drawn.
  private let shown: [Int]

  init(_ timed: TimedComparison) {
    self.timed = timed
    text = TrajectoryText(timed)
    // Where there are too many lines those that lose most anywhere stay.
    let lost = timed.rigid.targets.indices.map { index in
      timed.results.map { $0.targets[index].lostDays }.max() ?? 0
    }
    let order = lost.indices.sorted { lost[$0] != lost[$1] ? lost[$0] > lost[$1] : $0 < $1 }
    shown = order.prefix(TrajectoryChart.mostNames).sorted()
  }

  func svg() throws -> String { try TrajectorySVGWriter.svg(chart()) }

  private func chart() -> TrajectoryChart {
    let graph = timed.rigid.graph
    let drawn = min(timed.results.count, TrajectoryChart.mostPanels)
    let scenarios = timed.rigid.outcomes.compactMap(\.scenario)
    let isSingle = timed.results.count == 1
    let last = TrajectorySpan.lastDay(Array(timed.results.prefix(drawn)), Array(scenarios.prefix(drawn)))
    let subject = text.targetWords
    return TrajectoryChart(
      title: isSingle
        ? "\(scenarios.first?.title ?? "") — output of \(subject)" : "\(graph.title) — output of \(subject)",
      subtitle: isSingle
        ? text.outcome(0) : "What each scenario leaves of a day’s output, day by day. All panels have the same axes.",
      summary: (0..<drawn).map { "\(timed.rigid.outcomes[$0].scenario?.title ?? ""): \(text.outcome($0))" }
        .joined(separator: " "),
      names: shown.map { graph[timed.rigid.targets[$0]].name },
      panels: (0..<drawn).map { panel($0, isSingle: isSingle) }, lastDay: last, notes: notes(drawn))
  }

  private func panel(_ index: Int, isSingle: Bool) -> TrajectoryChart.Panel {
    let outcome = timed.rigid.outcomes[index]
    let result = timed.results[index]
    let shocks = ShockText(outcome.scenarioCase?.graph ?? timed.rigid.graph)
    return TrajectoryChart.Panel(
      title: [outcome.scenario?.title, outcome.scenarioCase?.variant].compactMap { $0 }.joined(separator: ": "),
      caption: isSingle ? "" : text.caption(index),
      lines: shown.map { position in
        let target = result.targets[position]
        return TrajectoryChart.Line(
          values: target.loss.map { 1 - $0 }, firstLossDay: text.firstLossDay(target, index),
          recoveryDay: text.recoveryDay(target, index), detail: text.detail(target))
      },
      hits: (outcome.scenario?.shocks ?? []).map { TrajectoryChart.Hit($0, name: shocks.phrase($0)) })
  }

  private func notes(_ drawn: Int) -> [Note] {
    let graph = timed.rigid.graph
    var notes = [PictureNotes.data(graph)].compactMap { $0 }
    notes.append(
      Note(
        label: "What this cannot tell you",
        text:
          "Prices, rationing by contract, and substitutes that nobody has qualified. Stocks that nobody has published count as 0, so a first loss may come later. A scenario is a question with assumptions, not a probability."
      ))
    var omitted: [String] = []
    if shown.count < timed.rigid.targets.count {
      omitted.append("\(timed.rigid.targets.count - shown.count) targets that lose less")
    }
    if drawn < timed.results.count { omitted.append("\(timed.results.count - drawn) scenarios") }
    if !omitted.isEmpty { notes.append(Note(label: "Left out", text: omitted.joined(separator: " and ") + ".")) }
    if let credits = PictureNotes.credits(graph) { notes.append(credits) }
    return notes
  }
}
