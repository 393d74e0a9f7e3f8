import ArgumentParser
import Propagation
import Reporting
import RiskAnalysis
import SupplyGraph

/// What is inside a target's output: whose value, and who made a product behind it.
struct ContentOptions: ParsableArguments {
  @Flag(name: .long, help: "Whose value is inside the target's output, by country of origin, through all stages.")
  var value = false
  @Option(
    name: .long,
    help: ArgumentHelp("Who provides this product behind the target, through all stages.", valueName: "product"))
  var mix: String?
  @Option(
    name: .long,
    help: ArgumentHelp("Groups of --mix: provider, owner, country or hq. Default: provider.", valueName: "grouping"))
  var by: ConcentrationGrouping?

  var isAsked: Bool { value || mix != nil }

  func validate(hasTarget: Bool, hasOtherQuestion: Bool, _ model: ModelOptions) throws {
    if by != nil, mix == nil { throw ValidationError("--by goes with --mix.") }
    if by == .hazard { throw ValidationError("--by hazard: hazards overlap, so they are no parts of a mix.") }
    guard isAsked else { return }
    if value, mix != nil { throw ValidationError("--value and --mix are two questions: ask one at a time.") }
    let option = value ? "--value" : "--mix"
    guard hasTarget else { throw ValidationError("\(option) goes with a target, not with --from.") }
    if hasOtherQuestion {
      throw ValidationError("\(option) is a question of its own: leave out --to and --paths.")
    }
    if model.unattributed != .safe {
      throw ValidationError("\(option) lists unattributed supply apart: leave out --unattributed.")
    }
  }

  func report(_ target: String, _ graph: SupplyGraph, kinds: Set<NeedKind>, top: Int?) throws -> Report {
    let lookup = EntityLookup(graph)
    let index = try lookup.entity(target)
    if let mix {
      let product = try lookup.product(mix)
      return .mix(
        try StageMix(graph, target: index, product: product, kinds: kinds), by: by ?? .provider, top: top)
    }
    let lookThrough = try LookThrough(graph, kinds: kinds)
    let standard = Defaults.valueAddedShare
    return .value(
      lookThrough.origin(of: index),
      atLowDefault: lookThrough.origin(of: index, defaultShare: standard.low),
      atHighDefault: lookThrough.origin(of: index, defaultShare: standard.high), in: graph, top: top)
  }
}
