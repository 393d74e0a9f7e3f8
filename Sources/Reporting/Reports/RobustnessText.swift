public import RiskAnalysis

/// One figure with all evidence and with what is left of it.
public struct EvidenceEffect: Sendable {
  /// Words and id of what the figure is about, such as a provider.
  public var name: String
  public var id: String
  /// nil where there is none, such as the index of a product that nobody is named for.
  public var all: Double?
  public var remaining: Double?

  public init(name: String, id: String, all: Double?, remaining: Double?) {
    self.name = name
    self.id = id
    self.all = all
    self.remaining = remaining
  }

  /// Remaining − all; what is missing counts as 0 for the size of a change, and as no change where both are missing.
  var size: Double { abs((remaining ?? 0) - (all ?? 0)) }
}

/// What was taken out, and how that changes the figures of a report.
public struct EvidenceCheck: Sendable {
  /// Ids of the sources that results may not rest on.
  public var withoutSources: [String]
  public var minimumConfidence: String?
  public var removal: EvidenceRemoval
  /// What the figures are, such as "Loss of Microsoft", and its key in JSON, such as `loss`.
  public var figure: String
  public var key: String
  public var effects: [EvidenceEffect]
  /// Whether the figures are indices to show as points (HHI) and not parts to show as percent.
  public var areIndices: Bool

  public init(
    withoutSources: [String], minimumConfidence: String?, removal: EvidenceRemoval, figure: String, key: String,
    effects: [EvidenceEffect], areIndices: Bool = false
  ) {
    self.withoutSources = withoutSources
    self.minimumConfidence = minimumConfidence
    self.removal = removal
    self.figure = figure
    self.key = key
    self.effects = effects
    self.areIndices = areIndices
  }
}

extension Report {
  /// Changes that a table shows; JSON has all.
  static let effectRows = 15

  /// Says at the head of a report, and in its key `evidence_check`, what was taken out and what that changes.
  ///
  /// - Parameter showsAll: whether unchanged figures are listed too.
  public mutating func state(_ check: EvidenceCheck, showsAll: Bool) {
    let changed = check.effects.filter { $0.size > 0 }.enumerated().sorted { a, b in
      a.element.size != b.element.size ? a.element.size > b.element.size : a.offset < b.offset
    }.map(\.element)
    let listed = showsAll ? check.effects : Array(changed.prefix(Self.effectRows))
    var head: [Section] = [.sentence(check.sentence)]
    if check.effects.count == 1, let only = check.effects.first, !check.areIndices {
      head.append(
        .sentence(
          "\(check.figure), \(only.name): \(only.all.map(NumberText.percent) ?? "–") with all evidence, \(only.remaining.map(NumberText.percent) ?? "–") with what is left."
        ))
    }
    if listed.isEmpty {
      head.append(.sentence("\(check.figure): nothing changes."))
    } else {
      head.append(.table(check.table(listed)))
      if !showsAll, changed.count > listed.count {
        head.append(.sentence("\(changed.count - listed.count) smaller changes are not shown; JSON has all."))
      }
    }
    head.append(.sentence("What follows rests on the evidence that is left."))
    sections.insert(contentsOf: head, at: 0)
    set("evidence_check", check.json)
  }
}

extension EvidenceCheck {
  private var refused: String {
    let sources = withoutSources.isEmpty ? nil : "rests on \(withoutSources.joined(separator: ", "))"
    let confidence = minimumConfidence.map { "has less than \($0) confidence" }
    return [sources, confidence].compactMap { $0 }.joined(separator: " or ")
  }

  fileprivate var sentence: String {
    let places = removal.removedPlaces > 0 ? ", \(removal.removedPlaces) rows of split places and owners" : ""
    let markets = removal.removedMarkets > 0 ? ", \(removal.removedMarkets) of \(removal.markets) market rows" : ""
    return
      "Left out is what \(refused): \(removal.removedSupplies) of \(removal.supplies) supplies\(markets)\(places). Their share counts as attributed to nobody; of the mean need \(NumberText.percent(removal.attributedAfter)) is still attributed, \(NumberText.percent(removal.attributedBefore)) before, and \(removal.thinnedNeeds) of \(removal.needs) needs lost something."
  }

  fileprivate func table(_ effects: [EvidenceEffect]) -> Table {
    func cell(_ value: Double?) -> Table.Cell {
      guard let value else { return .missing }
      return areIndices
        ? .display(NumberText.decimal(value * 10_000, digits: 0), raw: NumberText.plain(value)) : .share(value)
    }
    return Table(
      title: "\(figure), with and without",
      columns: [
        .init("id", "Of"), .init("all", "All evidence", isNumeric: true),
        .init("remaining", "What is left", isNumeric: true), .init("change", "Change", isNumeric: true),
      ],
      rows: effects.map { effect in
        let change: Table.Cell =
          if let all = effect.all, let remaining = effect.remaining {
            .signed(remaining - all, areIndices: areIndices)
          } else {
            .missing
          }
        return [.display(effect.name, raw: effect.id), cell(effect.all), cell(effect.remaining), change]
      })
  }

  fileprivate var json: JSONValue {
    [
      "without_sources": .strings(withoutSources), "min_confidence": .optional(minimumConfidence),
      "removed": [
        "supplies": .integer(removal.removedSupplies), "supplies_before": .integer(removal.supplies),
        "places": .integer(removal.removedPlaces), "markets": .integer(removal.removedMarkets),
        "markets_before": .integer(removal.markets), "thinned_needs": .integer(removal.thinnedNeeds),
        "needs": .integer(removal.needs), "attributed_before": .number(removal.attributedBefore),
        "attributed_after": .number(removal.attributedAfter),
      ],
      "figure": .string(key),
      "effects": .array(
        effects.map { effect in
          [
            "id": .string(effect.id), "all_evidence": .optional(effect.all), "remaining": .optional(effect.remaining),
          ]
        }),
    ]
  }
}

extension Table.Cell {
  /// A difference with its sign, in percentage points or in points of an index.
  static func signed(_ value: Double, areIndices: Bool = false) -> Table.Cell {
    let digits = areIndices ? 0 : 1
    let text = NumberText.decimal(value * (areIndices ? 10_000 : 100), digits: digits)
    return .display((value > 0 ? "+" : "") + text, raw: NumberText.plain(value))
  }
}
