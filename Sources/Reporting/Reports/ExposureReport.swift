import Propagation
public import RiskAnalysis
public import SupplyGraph

extension Report {
  /// On whom a target depends, or who is hit when providers stop.
  ///
  /// - Parameters:
  ///   - question: `target` ("how exposed is this entity") or `provider` ("who is hit if this one fails").
  ///   - together: the loss when all chosen providers stop at once, where several were chosen.
  ///   - ranges: what draws of the shares say of these losses, where they were made.
  ///   - top: rows to show; nil for all.
  public static func exposure(
    _ exposures: [Exposure], together: Exposure?, question: ExposureQuestion, in graph: SupplyGraph,
    ranges: LossRanges? = nil, top: Int?
  ) -> Report {
    ExposureReporter(graph: graph, question: question, ranges: ranges)
      .report(exposures, together: together, top: top)
  }

  /// The answers that an exposure report may lead with: the only one, or those that are no trivial truth.
  public static func headlines(_ exposures: [Exposure]) -> [Exposure] {
    exposures.count == 1 ? exposures : exposures.filter { !$0.isTrivial }
  }
}

/// The two directions of an exposure question.
public enum ExposureQuestion: Sendable {
  case target(EntityIndex)
  case providers([EntityIndex])
}

private struct ExposureReporter {
  let graph: SupplyGraph
  let question: ExposureQuestion
  let ranges: LossRanges?
  var drawn: RangeText? { ranges.map { RangeText(ranges: $0, text: text, figure: .loss) } }
  var text: GraphText { GraphText(graph) }

  func report(_ exposures: [Exposure], together: Exposure?, top: Int?) -> Report {
    var report = Report(schema: "exposure", title: title)
    report.say(
      "Loss is the part of output that stops if the provider never comes back: no stocks, no substitution, nobody re-allocates."
    )
    sayHeadline(exposures, together, &report)
    drawn?.state(in: &report)
    // A single answer is what was asked for, trivial or not.
    let own = exposures.count > 1 ? exposures.filter(\.isTrivial) : []
    let others = exposures.count > 1 ? exposures.filter { !$0.isTrivial } : exposures
    let shown = top.map { Array(others.prefix($0)) } ?? others
    if exposures.count > 1 || exposures.first?.paths.isEmpty ?? true {
      if !shown.isEmpty { report.add(table(shown, title: nil)) }
      if shown.count < others.count {
        report.say("Not shown: \(NumberText.count(others.count - shown.count, "smaller exposure")); --top 0 shows all.")
      }
    }
    if !own.isEmpty {
      let title =
        if case .target = question { "True but trivial: its own place, owner or hazard" } else {
          "Directly: those that stand there, belong to it or are exposed to it"
        }
      report.add(table(own, title: title))
    }
    addPaths(exposures, &report)
    if exposures.contains(where: \.isOverlapUnknown) {
      report.say(
        "Overlap unknown: needs that lose parts of their supply may hit the same units or different ones, and the two answers are far apart. The loss shown is the lower one."
      )
    }
    report.set("results", .array(exposures.map(json)))
    if let together {
      var members = members(together)
      if let range = ranges?.together { members += RangeText.members(range, key: "loss") }
      report.set("together", .object(members))
    }
    return report
  }

  private var title: String {
    switch question {
    case .target(let target): "\(text.name(target)): on whom it depends"
    case .providers(let providers): "Who is hit if \(text.names(providers)) \(providers.count == 1 ? "fails" : "fail")"
    }
  }

  private func sayHeadline(_ exposures: [Exposure], _ together: Exposure?, _ report: inout Report) {
    if let together {
      report.say(
        "\(NumberText.percent(together.loss)) of \(text.name(together.target))’s output stops if all \(together.providers.count) of them stop together."
      )
    } else if exposures.count == 1, let only = exposures.first {
      let effect =
        only.loss > 0
        ? "\(NumberText.percent(only.loss)) of \(text.name(only.target))’s output stops if \(text.names(only.providers)) stops."
        : "\(text.name(only.target)) loses nothing if \(text.names(only.providers)) stops, as far as this graph knows."
      report.say(effect)
      if only.isTrivial { report.say("True but trivial: it is the target itself, or its own place, owner or hazard.") }
      if only.lossUpper > only.loss + 0.0005 {
        report.say(
          "This takes the losses of several needs to hit the same units. Were they to hit units at random it would be \(NumberText.percent(only.lossIndependent)), and \(NumberText.percent(only.lossUpper)) if never the same ones: other assumptions, no margin of error."
        )
      }
      if only.unattributed > 0 {
        report.say(
          "\(NumberText.percent(only.unattributed)) of the needs on these paths is attributed to nobody; the last line says how that is counted."
        )
      }
    } else if exposures.isEmpty {
      report.say("Nobody is affected, as far as this graph knows.")
    }
  }

  private func table(_ exposures: [Exposure], title: String?) -> Table {
    let isDownstream = if case .providers = question { true } else { false }
    var table = Table(
      title: title,
      columns: [
        .init(isDownstream ? "target" : "provider", isDownstream ? "Who is hit" : "Provider"),
        .init("kind", "Kind"), .init("loss", "Loss", isNumeric: true),
        .init("loss_independent", "If at random", isNumeric: true), .init("loss_upper", "If apart", isNumeric: true),
        .init("unattributed", "Unattributed", isNumeric: true), .init("overlap", "Overlap"),
      ])
    for exposure in exposures {
      let entity = isDownstream ? exposure.target : exposure.providers[0]
      table.rows.append([
        .display(text.name(entity), raw: text.id(entity)), .text(graph[entity].kind.rawValue), .share(exposure.loss),
        .share(exposure.lossIndependent), .share(exposure.lossUpper), .share(exposure.unattributed),
        .display(exposure.isOverlapUnknown ? "unknown" : "", raw: exposure.isOverlapUnknown ? "unknown" : "narrow"),
      ])
    }
    if let drawn {
      let entities = exposures.map { isDownstream ? $0.target : $0.providers[0] }
      table.insert(RangeText.columns(.loss), after: "loss", cells: entities.map { drawn.cells($0) })
    }
    return table
  }

  private func addPaths(_ exposures: [Exposure], _ report: inout Report) {
    var cited: [String] = []
    for exposure in exposures where !exposure.paths.isEmpty {
      var table = Table(
        title: "Why \(text.name(exposure.target)) depends on \(text.names(exposure.providers))",
        columns: [
          .init("contribution", "Contribution", isNumeric: true), .init("path", "Path: who needs what, from whom"),
          .init("sources", "Sources"),
        ])
      for path in exposure.paths {
        let sources = text.sources(path)
        cited += sources
        table.rows.append([
          .share(path.contribution), .text(text.sentence(path, start: exposure.target)),
          .text(sources.joined(separator: " ")),
        ])
      }
      table.rows.append([
        .share(max(0, exposure.remainder)), .text("remainder: further paths and walks round cycles"), .text(""),
      ])
      table.rows.append([.share(exposure.loss), .text("loss"), .text("")])
      report.add(table)
    }
    if let sources = text.sourceTable(cited) { report.add(sources) }
  }

  private func json(_ exposure: Exposure) -> JSONValue {
    let subject = if case .target = question { exposure.providers.first } else { exposure.target }
    return .object(members(exposure) + (subject.flatMap { drawn?.members($0) } ?? []))
  }

  private func members(_ exposure: Exposure) -> [JSONValue.Member] {
    let provider: JSONValue =
      exposure.providers.count == 1
      ? .string(text.id(exposure.providers[0])) : .strings(exposure.providers.map { text.id($0) })
    return [
      .init("target", .string(text.id(exposure.target))), .init("provider", provider),
      .init("loss", .number(exposure.loss)), .init("loss_independent", .number(exposure.lossIndependent)),
      .init("loss_upper", .number(exposure.lossUpper)), .init("overlap_unknown", .bool(exposure.isOverlapUnknown)),
      .init("unattributed", .number(exposure.unattributed)), .init("trivial", .bool(exposure.isTrivial)),
      .init("error_bound", .number(exposure.errorBound)), .init("residual", .number(exposure.residual)),
      .init("paths", .array(exposure.paths.map { text.json($0) })), .init("remainder", .number(exposure.remainder)),
    ]
  }
}
