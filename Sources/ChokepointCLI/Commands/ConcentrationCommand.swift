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
    let input = try GraphInput.load(source)
    let lookup = EntityLookup(input.graph)
    let analysis = ConcentrationAnalysis(input.graph)
    var wanted: [String] = []
    for product in products { wanted.append(try lookup.product(product)) }
    let results: [Concentration]
    if let of {
      results = try stages(behind: lookup.entity(of), lookup, analysis, input.graph)
    } else if entity.isEmpty {
      results = (wanted.isEmpty ? analysis.products : wanted).compactMap {
        analysis.concentration(of: $0, by: by, scope: buyers ? .buyers : nil)
      }
    } else {
      results = try lookup.entities(entity, option: "--entity").flatMap { index in
        input.graph[index].needs.filter { need in
          !input.graph.needs[need].isImplicit && (wanted.isEmpty || wanted.contains(input.graph.needs[need].product))
        }.compactMap { analysis.concentration(ofNeed: $0, by: by) }
      }
    }
    guard !results.isEmpty else { throw Failure(.usage, "nothing to measure: nobody here needs what was asked for") }
    if let note = input.warningNote { output.note(note) }
    let report = Report.concentration(
      results, in: input.graph, showsShares: !(wanted + stage).isEmpty && results.count <= 12)
    try output.write(report, input.envelope())
  }

  private func stages(
    behind target: EntityIndex, _ lookup: EntityLookup, _ analysis: ConcentrationAnalysis, _ graph: SupplyGraph
  ) throws -> [Concentration] {
    try stage.map { product in
      let mix = try StageMix(graph, target: target, product: try lookup.product(product))
      guard let result = analysis.concentration(of: mix, by: by) else {
        throw Failure(.usage, "nothing behind '\(graph[target].id)' needs '\(product)', as far as this graph knows")
      }
      return result
    }
  }
}
