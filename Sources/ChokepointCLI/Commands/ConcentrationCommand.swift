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
  @OptionGroup var source: GraphOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let input = try GraphInput.load(source)
    let lookup = EntityLookup(input.graph)
    let analysis = ConcentrationAnalysis(input.graph)
    var wanted: [String] = []
    for product in products { wanted.append(try lookup.product(product)) }
    let results: [Concentration]
    if entity.isEmpty {
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
    let report = Report.concentration(results, in: input.graph, showsShares: !wanted.isEmpty && results.count <= 12)
    try output.write(report, input.envelope())
  }
}
