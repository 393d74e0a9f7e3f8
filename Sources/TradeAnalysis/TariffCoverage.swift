import ScenarioModel
import SupplyGraph

/// Which parts of a need's goods which tariff rules cover.
///
/// A need splits into cells by variant and final use, which are taken as independent. A rule covers a cell where the
/// variant lies in one of its windows (all variants where it has none) and the use is not exempt. For one rule the
/// covered part is
///
///     h = (Σ shares of variants inside the windows) · (1 − Σ shares of exempt uses)
///
/// Goods without variants of their own take those of what is embedded in them, by volume: the window of a server is
/// that of its accelerators. Goods with neither lie in no window.
struct TariffCoverage {
  /// A part of a need's goods with the rules that cover it.
  struct Cell {
    /// Indices into the rules, rising; empty for the part that no rule covers.
    var rules: [Int]
    /// Fraction of the goods.
    var share: Double
  }

  let rules: [TariffRule]
  /// Versions of the goods with their shares; the rest has no version.
  let variants: [(variant: Variant, share: Double)]
  let endUse: [EndUseShare]

  init(of need: Int, in graph: SupplyGraph, rules: [TariffRule]) {
    self.rules = rules
    variants = Self.variants(of: need, in: graph)
    var uses = graph.needs[need].endUse
    if uses.isEmpty, let carrier = graph.carrier(of: need) { uses = graph.needs[carrier].endUse }
    endUse = Self.normalised(uses)
  }

  /// The part of the goods that lies inside a rule's windows.
  func insideWindow(_ rule: Int) -> Double {
    guard !rules[rule].windows.isEmpty else { return 1 }
    return min(1, variants.reduce(0) { $0 + (isInside($1.variant, rule) ? $1.share : 0) })
  }

  /// The part of the goods whose final use a rule exempts.
  func exempt(_ rule: Int) -> Double {
    min(1, endUse.reduce(0) { $0 + (rules[rule].exemptEndUse.contains($1.use) ? $1.share : 0) })
  }

  /// The covered cells among the rules asked for; cells of the same rules are one. What is left is covered by none.
  func cells(_ asked: [Int]) -> [Cell] {
    var result: [Cell] = []
    let variantRest = max(0, 1 - variants.reduce(0) { $0 + $1.share })
    let useRest = max(0, 1 - endUse.reduce(0) { $0 + $1.share })
    for (variant, part) in variants.map({ (Optional($0.variant), $0.share) }) + [(nil, variantRest)] where part > 0 {
      for (use, share) in endUse.map({ (Optional($0.use), $0.share) }) + [(nil, useRest)] where share > 0 {
        let covering = asked.filter { rule in
          (rules[rule].windows.isEmpty || variant.map { isInside($0, rule) } ?? false)
            && !(use.map { rules[rule].exemptEndUse.contains($0) } ?? false)
        }
        guard !covering.isEmpty else { continue }
        if let index = result.firstIndex(where: { $0.rules == covering }) {
          result[index].share += part * share
        } else {
          result.append(Cell(rules: covering, share: part * share))
        }
      }
    }
    return result
  }

  private func isInside(_ variant: Variant, _ rule: Int) -> Bool {
    rules[rule].windows.contains { $0.contains(variant) }
  }

  // MARK: Variants and uses

  private static func variants(of need: Int, in graph: SupplyGraph) -> [(variant: Variant, share: Double)] {
    let product = graph.needs[need].product
    let own = shares(of: graph.product(product)?.variants ?? [])
    guard own.isEmpty else { return own }
    let embedded = graph[graph.needs[need].entity].needs.filter { graph.needs[$0].embeddedIn == product }
    let carriers: [(variants: [(variant: Variant, share: Double)], volume: Double)] = embedded.compactMap { index in
      let inside = shares(of: graph.product(graph.needs[index].product)?.variants ?? [])
      return inside.isEmpty ? nil : (inside, graph.needs[index].volume ?? 0)
    }
    let total = carriers.reduce(0) { $0 + $1.volume }
    return carriers.flatMap { carrier in
      let weight = total > 0 ? carrier.volume / total : 1 / Double(carriers.count)
      return carrier.variants.map { ($0.variant, $0.share * weight) }
    }
  }

  /// Variants with shares; those without one share evenly what the others leave.
  private static func shares(of variants: [Variant]) -> [(variant: Variant, share: Double)] {
    let stated = variants.reduce(0) { $0 + ($1.share ?? 0) }
    let open = variants.count { $0.share == nil }
    let each = open > 0 ? max(0, 1 - stated) / Double(open) : 0
    let scale = stated > 1 ? 1 / stated : 1
    return variants.map { (variant: $0, share: ($0.share ?? each) * scale) }
  }

  private static func normalised(_ uses: [EndUseShare]) -> [EndUseShare] {
    let sum = uses.reduce(0) { $0 + $1.share }
    guard sum > 1 - 1e-9 else { return uses }
    return uses.map { EndUseShare(use: $0.use, share: $0.share / sum) }
  }
}
