public import ArgumentParser
import Reporting
public import RiskAnalysis
import SupplyGraph

extension ConcentrationGrouping: ExpressibleByArgument {}

/// `chokepoint concentration`.
struct ConcentrationCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "concentration",
    abstract: "How few provide a product, to a market, to all buyers or to one of them.",
    discussion: """
      Examples:
        chokepoint concentration                         every product, by provider
        chokepoint concentration hbm --by country        one product, with the shares
        chokepoint concentration hbm --entity nvidia     one buyer's need
        chokepoint concentration --entity kind=hyperscaler
        chokepoint concentration --of meta --stage advanced-logic-wafer --by country
                                                         one product behind one buyer, through all stages
        chokepoint concentration --buyers --at 2030      with what is announced
        chokepoint concentration --min-confidence high   without weak evidence
        chokepoint concentration hbm --draws 10000       with what is likely under the shares' ranges

      --at changes buyers' shares, never the recorded world markets, so it goes with --buyers or --entity.
      """)

  @Argument(help: "Products to look at; all where none is named.") var products: [String] = []
  @Option(name: .long, help: ArgumentHelp("provider, owner, country, hq or hazard.", valueName: "grouping"))
  var by: ConcentrationGrouping = .provider
  @Option(
    name: .long,
    help: ArgumentHelp("Looks at the needs of these buyers one by one, as a selector.", valueName: "selector"))
  var entity: [String] = []
  @Flag(name: .long, help: "Looks at the graph's buyers even where the world market is known.")
  var buyers = false
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Looks at what is behind this entity, through all stages; goes with --stage.", valueName: "target"))
  var of: String?
  @Option(name: .long, help: ArgumentHelp("The product behind --of to look at; repeat for more.", valueName: "product"))
  var stage: [String] = []
  @OptionGroup var source: GraphOptions
  @OptionGroup var date: DateOptions
  @OptionGroup var evidence: EvidenceOptions
  @OptionGroup var drawing: DrawOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if (of == nil) != stage.isEmpty {
      throw ValidationError("--of and --stage go together: --of meta --stage advanced-logic-wafer.")
    }
    if of != nil, !products.isEmpty || !entity.isEmpty || buyers {
      throw ValidationError("--of with --stage is a question of its own: leave out products, --entity and --buyers.")
    }
  }

  func run() throws {
    var input = try GraphInput.load(source)
    let asRead = input.graph
    let dating = try date.apply(to: &input)
    let evidence = try evidence.apply(to: &input)
    let lookup = EntityLookup(input.graph)
    var wanted: [String] = []
    for product in products { wanted.append(try lookup.product(product)) }
    let buyersLookedAt = entity.isEmpty ? nil : try lookup.entities(entity, option: "--entity")
    let results =
      try of.map { try stages(behind: lookup.entity($0), lookup, input.graph) }
      ?? results(in: input.graph, wanted, buyersLookedAt)
    guard !results.isEmpty else { throw Failure(.usage, "nothing to measure: nobody here needs what was asked for") }
    if let note = input.warningNote { output.note(note) }
    if of != nil, drawing.draws != nil {
      throw Failure(.usage, "--draws does not go with --of: a stage mix rests on all needs on the way to it")
    }
    var report = Report.concentration(
      results, in: input.graph, showsShares: !(wanted + stage).isEmpty && results.count <= 12,
      draws: try drawing.indices(of: results, in: input.graph))
    if let evidence {
      let all =
        try of.map { try stages(behind: lookup.entity($0), lookup, evidence.all) }
        ?? self.results(in: evidence.all, wanted, buyersLookedAt)
      report.state(
        evidence.check("HHI", key: "hhi", effects(all, results, input.graph), areIndices: true),
        showsAll: !wanted.isEmpty)
    }
    if let dating {
      report.state(dating, in: asRead)
      if results.contains(where: { $0.scope == .market }) {
        report.say("World markets are as recorded, whatever the date; --buyers shows what additions change.")
      }
    }
    try output.write(report, input.envelope())
  }

  private func stages(
    behind target: EntityIndex, _ lookup: EntityLookup, _ graph: SupplyGraph
  ) throws -> [Concentration] {
    try stage.map { product in
      let mix = try StageMix(graph, target: target, product: try lookup.product(product))
      guard let result = ConcentrationAnalysis(graph).concentration(of: mix, by: by) else {
        throw Failure(.usage, "nothing behind '\(graph[target].id)' needs '\(product)', as far as this graph knows")
      }
      return result
    }
  }

  private func results(
    in graph: SupplyGraph, _ wanted: [String], _ entities: [EntityIndex]?
  ) -> [Concentration] {
    let analysis = ConcentrationAnalysis(graph)
    guard let entities else {
      return (wanted.isEmpty ? analysis.products : wanted).compactMap {
        analysis.concentration(of: $0, by: by, scope: buyers ? .buyers : nil)
      }
    }
    return entities.flatMap { index in
      graph[index].needs.filter { need in
        !graph.needs[need].isImplicit && (wanted.isEmpty || wanted.contains(graph.needs[need].product))
      }.compactMap { analysis.concentration(ofNeed: $0, by: by) }
    }
  }

  /// The index of each product or need with all evidence and with what is left of it.
  private func effects(
    _ all: [Concentration], _ remaining: [Concentration], _ graph: SupplyGraph
  ) -> [EvidenceEffect] {
    all.map { result in
      let rest = remaining.first { $0.product == result.product && $0.entity == result.entity }
      let product = graph.productName(result.product)
      return EvidenceEffect(
        name: result.entity.map { "\(graph[$0].name): \(product)" } ?? product,
        id: result.entity.map { "\(graph[$0].id)/\(result.product)" } ?? result.product,
        all: result.indices?.hhi, remaining: rest?.indices?.hhi)
    }
  }
}
