import ArgumentParser
import Comparison
import GraphDrawing
import RiskAnalysis
import ScenarioModel
import SupplyDiagrams
import SupplyGraph

/// `chokepoint draw`.
struct Draw: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The picture: an SVG of the chain from where things come from to who uses them.",
    discussion: """
      Examples:
        chokepoint draw -o risk.svg
        chokepoint draw --focus nvidia --depth 2 -o nvidia.svg
        chokepoint draw --scenario taiwan-blockade-90d -o blockade.svg
        chokepoint draw --color-by country -o countries.svg
        chokepoint draw --at 2030 -o risk-2030.svg
        chokepoint draw --format dot -o chain.dot

      The default view keeps at most 80 cards and 160 edges and says what it left out.
      """)

  /// What colours the cards.
  enum ColorBy: String, ExpressibleByArgument, CaseIterable {
    case risk, kind, country, exposure
  }

  /// What is written.
  enum PictureFormat: String, ExpressibleByArgument, CaseIterable {
    case svg, dot
  }

  @Option(
    name: .long,
    help: ArgumentHelp(
      "risk: what stops with each entity. exposure: how much of --focus stops with it. kind, country.",
      valueName: "what"))
  var colorBy: ColorBy = .risk
  @Option(name: .long, help: ArgumentHelp("Shows this entity and its neighbourhood.", valueName: "entity"))
  var focus: String?
  @Option(name: .long, help: ArgumentHelp("Steps from the focus in both directions.", valueName: "steps"))
  var depth: Int = 2
  @Option(name: .long, help: ArgumentHelp("Colours by what this scenario costs, by id or path.", valueName: "scenario"))
  var scenario: String?
  @Option(name: .long, help: ArgumentHelp("Leaves out supplies below this share, 0 to 1.", valueName: "share"))
  var minShare: Double = 0
  @Option(
    name: .long,
    help: ArgumentHelp("Cards to show, with twice as many edges; 0 shows all that can be laid out.", valueName: "cards")
  )
  var top: Int?
  @Option(name: .long, help: ArgumentHelp("svg or dot.", valueName: "format"))
  var format: PictureFormat = .svg
  @Option(name: .shortAndLong, help: ArgumentHelp("Write to a file; - is standard output.", valueName: "file"))
  var output: String?
  @Flag(name: .long, help: "Say nothing but the result and errors.")
  var quiet = false
  @OptionGroup var targets: TargetOptions
  @OptionGroup var source: GraphOptions
  @OptionGroup var model: ModelOptions
  @OptionGroup var date: DateOptions

  func validate() throws {
    if !(0...1).contains(minShare) { throw ValidationError("--min-share takes a fraction from 0 to 1.") }
    if !(0...100).contains(depth) { throw ValidationError("--depth takes 0 to 100.") }
    if let top, top < 0 { throw ValidationError("--top cannot be negative.") }
    if colorBy == .exposure, focus == nil { throw ValidationError("--color-by exposure needs --focus.") }
    if scenario != nil, colorBy != .risk {
      throw ValidationError("--scenario has its own colours; leave --color-by out.")
    }
  }

  func run() throws {
    var input = try GraphInput.load(source, wantsDigest: false)
    let dating = try date.apply(to: &input)
    let picture = try Picture(
      input.graph, focus: try focus.map { try EntityLookup(input.graph).entity($0) },
      targets: try targets.entities(in: input.graph), options: try model.compilation())
    var view = DiagramOptions(focus: picture.focus, depth: depth, minimumShare: minShare, pinned: picture.targets)
    if let top {
      view.maximumCards = top == 0 ? Int.max : top
      view.maximumEdges = top == 0 ? Int.max : 2 * top
    }
    let diagram =
      try scenario.map { name in
        let own = try input.scenarioCase(name)
        if dating != nil, !own.scenario.additions.isEmpty {
          throw Failure(
            .usage, "'\(name)' puts its own capacity additions in place at its end, so it does not go with --at")
        }
        return try picture.diagram(of: own, view)
      } ?? picture.diagram(colorBy, view)
    var sink = OutputOptions()
    sink.output = output
    sink.quiet = quiet
    guard format == .svg else { return try sink.write(LaneDOTWriter.dot(diagram)) }
    let layout = try LaneLayoutEngine.layout(diagram.skeleton, metrics: DiagramView.metrics)
    try sink.write(LaneSVGWriter.svg(diagram, layout: layout))
  }
}
