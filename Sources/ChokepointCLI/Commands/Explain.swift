import ArgumentParser
import Reporting
import SupplyGraph

/// `chokepoint explain`.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Where a number comes from: an entity's needs with supplies, ranges, stocks, claims and sources.",
    discussion: """
      Examples:
        chokepoint explain nvidia
        chokepoint explain nvidia hbm --format markdown
      """)

  @Argument(help: "The entity's id or name.") var entity: String
  @Argument(help: "One of the products it needs.") var product: String?
  @OptionGroup var source: GraphOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let input = try GraphInput.load(source)
    let lookup = EntityLookup(input.graph)
    let index = try lookup.entity(entity)
    if let product {
      let known = input.graph[index].needs.map { input.graph.needs[$0].product }
      if !known.contains(product) {
        _ = try lookup.product(product)
        throw Failure(
          .usage, "\(input.graph[index].name) needs no '\(product)'; it needs \(known.joined(separator: ", "))")
      }
    }
    try output.write(Report.explanation(of: index, product: product, in: input.graph), input.envelope())
  }
}
