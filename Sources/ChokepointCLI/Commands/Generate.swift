import ArgumentParser
import TestNetworks

/// `chokepoint generate`.
struct Generate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "A made-up test network of any size: eight stages, power-law choice of suppliers, fifty countries.",
    discussion: """
      Examples:
        chokepoint generate --nodes 10000 -o test-network
        chokepoint generate --nodes 1000000 --seed 7 --cycles 0.02 -o large
        chokepoint generate --nodes 500 --volumes --stocks -o small
        chokepoint validate test-network

      The same options give the same bytes everywhere. No figure in it says anything about the real world.
      """)

  @Option(
    name: .long,
    help: ArgumentHelp(
      "How many entities, \(TestNetworkOptions.nodeRange.lowerBound) to \(TestNetworkOptions.nodeRange.upperBound).",
      valueName: "count"))
  var nodes: Int
  @Option(name: .long, help: ArgumentHelp("Decides everything that is left to chance.", valueName: "number"))
  var seed: UInt64 = 1
  @Option(
    name: .long,
    help: ArgumentHelp("Share of needs met from the buyer's own stage or a later one, 0 to 0.5.", valueName: "share"))
  var cycles: Double = 0
  @Option(name: .long, help: ArgumentHelp("Products that each stage makes, 1 to 1000.", valueName: "count"))
  var products: Int = 16
  @Flag(name: .long, help: "Give every need a volume in USD billion a year.")
  var volumes = false
  @Flag(name: .long, help: "Give every need a stock in days.")
  var stocks = false
  @Option(name: .shortAndLong, help: ArgumentHelp("Folder to make; it must be new or empty.", valueName: "folder"))
  var output: String
  @Flag(name: .long, help: "Say nothing but errors.")
  var quiet = false

  private func network() throws(TestNetworkError) -> TestNetwork {
    try TestNetwork(
      TestNetworkOptions(
        nodes: nodes, seed: seed, cycles: cycles, productsPerStage: products, hasVolumes: volumes, hasStocks: stocks))
  }

  func validate() throws {
    do throws(TestNetworkError) {
      _ = try network()
    } catch {
      throw ValidationError("\(error).")
    }
    if output == "-" { throw ValidationError("A folder of CSV tables needs a name: -o my-folder.") }
  }

  func run() throws {
    let written = try TestNetworkFolder(try network(), folder: output)
    if !quiet {
      StandardStreams.note([
        "wrote \(nodes) entities, \(written.needs) needs and \(written.supplies) supplies into \(output)"
      ])
    }
  }
}
