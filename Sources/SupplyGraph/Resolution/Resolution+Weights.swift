import Diagnostics

/// Weights of needs, and goods that travel inside others.
extension Resolution {
  /// All needs of an entity have a weight or none has; capital never counts.
  mutating func normaliseWeights(_ range: Range<Int>, of position: Int) {
    var (counted, weighted, sum) = (0, 0, 0.0)
    for index in range {
      if needs[index].kind == .capital {
        needs[index].weight = 0
        continue
      }
      counted += 1
      guard needs[index].weight >= 0 else { continue }
      weighted += 1
      sum += needs[index].weight
    }
    guard counted > 0 else { return }
    if weighted == 0 {
      for index in range where needs[index].kind != .capital {
        needs[index].weight = 1 / Double(counted)
        needs[index].usesDefaultWeight = true
      }
      return
    }
    guard weighted == counted else {
      for index in range where needs[index].kind != .capital && needs[index].weight < 0 {
        findings.add(
          "mixed-weights", at: needSpots[index],
          "'\(entities[position].id)' gives a weight to some needs but not to '\(needs[index].product)'",
          suggestion: "give every need a weight, or none")
        needs[index].weight = 0
      }
      return
    }
    guard sum > 0 else {
      let first = range.first { needs[$0].kind != .capital } ?? range.lowerBound
      findings.add("mixed-weights", at: needSpots[first], "the weights of '\(entities[position].id)' are all 0")
      return
    }
    if abs(sum - 1) > 1e-9 { Ledger.count("entities whose weights were divided by their sum", in: &ledger.merged) }
    for index in range where needs[index].kind != .capital { needs[index].weight /= sum }
  }

  mutating func checkCarriers(_ range: Range<Int>) {
    for index in range {
      guard let carrier = needs[index].embeddedIn else { continue }
      let names = range.map { needs[$0].product }.filter { $0 != needs[index].product }
      guard !names.contains(carrier) else { continue }
      findings.add(
        "unknown-product", at: carrierSpots[index] ?? needSpots[index],
        "'\(needs[index].product)' is embedded in '\(carrier)', which '\(entities[needs[index].entity.position].id)' does not need",
        suggestion: didYouMean(carrier, in: names))
    }
    checkCarrierCycles(range)
  }

  /// Goods inside goods that are inside the first ones have no value that could be told.
  private mutating func checkCarrierCycles(_ range: Range<Int>) {
    guard range.contains(where: { needs[$0].embeddedIn != nil }) else { return }
    var carrierOf: [String: String] = [:]
    for index in range { carrierOf[needs[index].product] = needs[index].embeddedIn }
    var reported: Set<String> = []
    for index in range where needs[index].embeddedIn != nil && !reported.contains(needs[index].product) {
      let first = needs[index].product
      var chain = [first]
      while let next = carrierOf[chain[chain.count - 1]], next != first, chain.count <= range.count {
        chain.append(next)
      }
      // A need that does not reach itself again only hangs on a cycle that another need reports.
      guard chain.count > 1, carrierOf[chain[chain.count - 1]] == first else { continue }
      reported.formUnion(chain)
      findings.add(
        "embedded-cycle", at: carrierSpots[index] ?? needSpots[index],
        "'\(entities[needs[index].entity.position].id)' has goods inside each other in a circle: \((chain + [first]).joined(separator: " in "))",
        suggestion: "name the outermost goods and leave out their embedded_in")
    }
  }

  /// Embedded goods cannot be worth more than what carries them.
  mutating func checkEmbeddedVolumes() {
    guard !carrierSpots.isEmpty else { return }
    for entity in entities {
      for carrier in entity.needs {
        guard let volume = needs[carrier].volume else { continue }
        let embedded = entity.needs.filter { needs[$0].embeddedIn == needs[carrier].product }
        let sum = embedded.reduce(0) { $0 + (needs[$1].volume ?? 0) }
        guard sum > volume * (1 + 1e-9), let first = embedded.first else { continue }
        findings.add(
          "embedded-volume", at: needSpots[first],
          "\(rounded(sum)) bn are embedded in '\(needs[carrier].product)' of '\(entity.id)', which is worth \(rounded(volume)) bn"
        )
      }
    }
  }
}
