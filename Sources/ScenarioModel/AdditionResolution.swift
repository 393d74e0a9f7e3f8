import Diagnostics
import SupplyGraph

/// Resolves the capacity additions of a scenario document; all findings at once.
struct AdditionResolution {
  private let document: ScenarioDocument
  private let graph: SupplyGraph
  private var parser: SelectorParser
  private(set) var findings: FindingCollector

  init(document: ScenarioDocument, graph: SupplyGraph) {
    self.document = document
    self.graph = graph
    findings = FindingCollector(files: document.files)
    parser = SelectorParser(files: document.files)
  }

  /// The additions in the order of the file; those with a fault are left out.
  mutating func resolve() -> [CapacityAddition] {
    var resolved: [(row: AdditionRow, addition: CapacityAddition)] = []
    for row in document.additions {
      if let addition = addition(row) { resolved.append((row, addition)) }
    }
    for finding in parser.allFindings { findings.add(finding) }
    checkShares(resolved)
    return resolved.map(\.addition)
  }

  private mutating func addition(_ row: AdditionRow) -> CapacityAddition? {
    let entity = row.entity.flatMap { knownEntity($0) }
    let product = row.product.flatMap { neededProduct($0) }
    let share = number(row.share, "share", in: 0...1)
    let ramp = row.rampDays == nil ? 0 : number(row.rampDays, "ramp_days", in: 0...ScenarioResolver.longestHorizonDays)
    let start = row.start.flatMap { date($0) }
    let origin = giver(row.takesFrom, of: entity, share: share)
    let evidence = basis(row)
    let buyers = selection(row, product: product, entity: entity)
    guard let entity, let product, let share, let ramp, let start, let origin, let evidence, let buyers else {
      return nil
    }
    return CapacityAddition(
      entity: entity, product: product, share: share, takesFrom: origin, start: start, rampDays: ramp,
      buyers: buyers.text, needs: buyers.needs, source: row.source?.value, evidence: evidence)
  }

  private mutating func knownEntity(_ id: Located<String>) -> EntityIndex? {
    if let index = graph.entity(id.value) { return index }
    findings.add(
      "unknown-entity", at: id.spot, "entity '\(id.value)' does not exist",
      suggestion: didYouMean(id.value, in: graph.entities.lazy.map(\.id)))
    return nil
  }

  private mutating func neededProduct(_ id: Located<String>) -> String? {
    let needed = graph.needs.lazy.filter { !$0.isImplicit }.map(\.product)
    if needed.contains(id.value) { return id.value }
    findings.add(
      "unknown-product", at: id.spot, "nobody needs a product '\(id.value)'",
      suggestion: didYouMean(id.value, in: graph.products.lazy.map(\.id)))
    return nil
  }

  private mutating func number(_ value: Located<Double>?, _ field: String, in range: ClosedRange<Double>) -> Double? {
    guard let value else { return nil }
    guard value.value.isFinite, range.contains(value.value) else {
      let isPercent = range == 0...1 && value.value > 1 && value.value <= 100
      findings.add(
        "out-of-range", at: value.spot,
        "\(field) \(value.value) is outside \(Int(range.lowerBound))…\(Int(range.upperBound))",
        suggestion: isPercent ? "write a fraction: \(value.value / 100) for \(value.value) %" : nil)
      return nil
    }
    return value.value
  }

  private mutating func date(_ text: Located<String>) -> Period? {
    guard let period = Period(text.value) else {
      findings.add(
        "bad-date", at: text.spot, "start '\(text.value)' is not a date",
        suggestion: "write a year, quarter, month or day: 2028, 2028-Q3, 2028-01, 2028-01-15")
      return nil
    }
    if let asOf = graph.asOf, period.firstDay <= asOf.lastDay {
      findings.add(
        "addition-before-as-of", .warning, at: text.spot,
        "the addition starts in \(text.value), and the graph describes \(asOf): its shares may hold it already")
    }
    return period
  }

  private mutating func giver(
    _ row: TakesFromRow?, of entity: EntityIndex?, share: Double?
  ) -> CapacityAddition.Origin? {
    switch row {
    case nil: return .proportional
    case .word(let word):
      if word.value == "proportional" { return .proportional }
      findings.add(
        "unknown-word", at: word.spot, "takes_from '\(word.value)' is not 'proportional'",
        suggestion: didYouMean(word.value, in: ["proportional"])
          ?? "write proportional, or a map of suppliers and shares: { \(word.value): 0.1 }")
      return nil
    case .map(let rows): return list(rows, of: entity, share: share)
    }
  }

  private mutating func list(
    _ rows: [TakenRow], of entity: EntityIndex?, share: Double?
  ) -> CapacityAddition.Origin? {
    var taken: [CapacityAddition.Taken] = []
    var isSound = true
    for row in rows {
      let isUnattributed = row.supplier.value == "unattributed" && graph.entity("unattributed") == nil
      let supplier = isUnattributed ? nil : knownEntity(row.supplier)
      guard let amount = number(row.share, "takes_from share", in: 0...1), isUnattributed || supplier != nil else {
        isSound = false
        continue
      }
      if supplier != nil, supplier == entity {
        findings.add(
          "takes-from-itself", at: row.supplier.spot, "'\(row.supplier.value)' cannot take the share from itself")
        isSound = false
      }
      taken.append(CapacityAddition.Taken(supplier: supplier, share: amount))
    }
    guard isSound, let share else { return nil }
    let sum = taken.reduce(0) { $0 + $1.share }
    guard abs(sum - share) <= 1e-9 else {
      findings.add(
        "takes-from-sum", at: rows.first?.supplier.spot ?? document.spot,
        "takes_from sums to \(rounded(sum)), the addition is \(rounded(share))",
        suggestion: "what is taken must be what is added; the part of nobody is called unattributed")
      return nil
    }
    return .suppliers(taken)
  }

  private mutating func basis(_ row: AdditionRow) -> Evidence? {
    let status = word(row.status, "status", of: EvidenceStatus.self, default: .plan)
    let method = word(row.method, "method", of: EvidenceMethod.self, default: Defaults.method)
    let confidence = word(row.confidence, "confidence", of: Confidence.self, default: Defaults.confidence)
    if let source = row.source, !graph.sources.contains(where: { $0.id == source.value }) {
      findings.add(
        "unknown-source", .warning, at: source.spot, "source '\(source.value)' is not in the graph's list of sources",
        suggestion: didYouMean(source.value, in: graph.sources.lazy.map(\.id)))
    }
    if row.source == nil {
      findings.add("no-source", .warning, at: row.spot, "the addition names no source", suggestion: "add a source")
    }
    guard let status, let method, let confidence else { return nil }
    return Evidence(status: status, method: method, confidence: confidence, note: row.note?.value)
  }

  private mutating func word<Word: CaseIterable & RawRepresentable>(
    _ text: Located<String>?, _ field: String, of type: Word.Type, default standard: Word
  ) -> Word? where Word.RawValue == String {
    guard let text else { return standard }
    if let word = Word(rawValue: text.value) { return word }
    let known = Word.allCases.map(\.rawValue)
    findings.add(
      "unknown-word", at: text.spot, "\(field) '\(text.value)' is none of \(known.joined(separator: ", "))",
      suggestion: didYouMean(text.value, in: known))
    return nil
  }

  /// The needs of the buyers; the supplier itself is never one of them.
  private mutating func selection(
    _ row: AdditionRow, product: String?, entity: EntityIndex?
  ) -> (text: String?, needs: [Int])? {
    var selector: Selector?
    if let source = row.buyers {
      guard let parsed = parser.parse(source) else { return nil }
      selector = parsed
    }
    guard let product, let entity else { return nil }
    let chosen = selector.map { Set($0.entities(in: graph)) }
    let needs = graph.needs.indices.filter { index in
      let need = graph.needs[index]
      return !need.isImplicit && need.product == product && need.entity != entity
        && chosen?.contains(need.entity) ?? true
    }
    guard needs.isEmpty else { return (selector?.description, needs) }
    let hints = selector?.unmatchedValues(in: graph).map { entry in
      "no \(entry.term.key.rawValue) is '\(entry.value.text)'"
        + (entry.suggestion.map { ", did you mean '\($0)'?" } ?? "")
    }
    findings.add(
      "empty-selection", at: selector?.alternatives.joined().first?.spot ?? row.spot,
      selector.map { "of the buyers '\($0)' none needs '\(product)'" }
        ?? "nobody but '\(graph[entity].id)' itself needs '\(product)'",
      suggestion: hints?.isEmpty ?? true ? nil : hints?.joined(separator: "; "))
    return nil
  }

  /// What is added must be there to take, for every buyer and with all additions together.
  private mutating func checkShares(_ resolved: [(row: AdditionRow, addition: CapacityAddition)]) {
    var byNeed: [Int: [Int]] = [:]
    for (index, entry) in resolved.enumerated() {
      for need in entry.addition.needs { byNeed[need, default: []].append(index) }
    }
    // One finding an addition: the same fault at forty buyers is one fault.
    var reported: Set<Int> = []
    for need in byNeed.keys.sorted() {
      let indices = byNeed[need] ?? []
      var mix = AdditionMix(graph, need: need)
      for index in indices { mix.add(resolved[index].addition, strength: 1) }
      guard let last = indices.last else { continue }
      let buyer = "'\(graph[graph.needs[need].entity].id)' needs '\(graph.needs[need].product)'"
      let sum = indices.reduce(0) { $0 + resolved[$1].addition.share }
      if sum > 1 + 1e-9 {
        guard reported.insert(last).inserted else { continue }
        findings.add(
          "share-sum", at: resolved[last].row.share?.spot ?? resolved[last].row.spot,
          "\(buyer), and the additions to it sum to \(rounded(sum)), more than 1")
      } else if let fault = mix.fault {
        report(fault, buyer, indices, resolved, &reported)
      }
    }
  }

  private mutating func report(
    _ fault: AdditionMix.Fault, _ buyer: String, _ indices: [Int],
    _ resolved: [(row: AdditionRow, addition: CapacityAddition)], _ reported: inout Set<Int>
  ) {
    switch fault {
    case .takesTooMuch(let supplier, let taken, let has):
      let name = supplier.map { graph[$0].id } ?? "unattributed"
      for index in indices.reversed() {
        guard case .map(let rows) = resolved[index].row.takesFrom,
          let row = rows.first(where: { $0.supplier.value == name })
        else { continue }
        guard reported.insert(index).inserted else { return }
        findings.add(
          "takes-too-much", at: row.share.spot,
          "\(buyer), of which '\(name)' has \(rounded(has)), but \(rounded(taken)) is taken from it",
          suggestion: "take less, or name the buyers with buyers")
        return
      }
    case .poolTooSmall(let wanted, let has):
      guard let index = indices.last, reported.insert(index).inserted else { return }
      findings.add(
        "takes-too-much", at: resolved[index].row.share?.spot ?? resolved[index].row.spot,
        "\(buyer), and \(rounded(wanted)) of it is to be taken from those that add nothing, which have \(rounded(has))",
        suggestion: "add less, or say in takes_from who gives")
    }
  }

  /// A number for a message: three decimals at most.
  private func rounded(_ value: Double) -> String { String((value * 1000).rounded() / 1000) }
}
