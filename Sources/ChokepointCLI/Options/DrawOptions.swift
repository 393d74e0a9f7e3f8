import ArgumentParser
import Propagation
import Reporting
import RiskAnalysis
import SupplyGraph

/// Whether shares are drawn from their ranges, and how often.
struct DrawOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Draws every share that often from its range and adds what 5 % and 95 % of draws stay below; 1 to 1000000.",
      valueName: "count"))
  var draws: Int?

  @Option(name: .long, help: ArgumentHelp("Which draws; the same seed gives the same ones.", valueName: "number"))
  var seed: UInt64 = 1

  func validate() throws {
    if let draws, !(1...LossSampler.drawLimit).contains(draws) {
      throw ValidationError("--draws takes 1 to \(LossSampler.drawLimit).")
    }
    // Larger numbers do not survive in the JSON of every program.
    if seed >= 1 << 53 { throw ValidationError("--seed takes 0 to \((1 << 53) - 1).") }
  }

  /// Ranges of losses; nil where no draws were asked for.
  ///
  /// - Throws: ``Failure`` of usage where so many draws do not fit.
  func ranges(
    _ graph: SupplyGraph, _ options: CompilationOptions,
    _ make: (LossSampler, _ draws: Int) throws -> LossRanges
  ) throws -> LossRanges? {
    guard let draws else { return nil }
    do {
      return try make(try LossSampler(graph, options, seed: seed), draws)
    } catch DrawError.tooManyLosses(_, let losses, let limit) {
      throw Failure(
        .usage,
        "\(draws) draws of \(losses) losses do not fit into memory; at most --draws \(limit) do")
    }
  }

  /// Ranges of concentration indices; nil where no draws were asked for.
  func indices(of results: [Concentration], in graph: SupplyGraph) throws -> DrawnIndices? {
    guard let draws else { return nil }
    let ranges = try ConcentrationDraws(graph, seed: seed, draws: draws)
    return DrawnIndices(count: draws, seed: seed, ranges: results.map { ranges.range(of: $0) })
  }
}
