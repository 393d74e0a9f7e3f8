public import ArgumentParser
import FaultTrees
import GraphFormats
import Propagation
import Reporting
public import RiskAnalysis
import SupplyGraph

extension CutSetStructure: ExpressibleByArgument {}
extension ProbabilityKind: ExpressibleByArgument {}

/// `chokepoint cutsets`.
struct CutSetsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cutsets",
    abstract: "Which failures together stop a target: all minimal sets of one, two, three.",
    discussion: """
      Examples:
        chokepoint cutsets microsoft --order 2 --candidates kind=country
                                                         which two countries together cost half the output
        chokepoint cutsets microsoft --candidates kind=company,foundry,packaging,memory
        chokepoint cutsets kind=hyperscaler --all        what stops all of them at once; --any for one of them
        chokepoint cutsets microsoft --threshold 1       what stops it wholly: shares do not matter
        chokepoint cutsets microsoft --probability year  how likely, and who matters for that
        chokepoint cutsets microsoft --mef tree.xml      the fault tree for other tools, such as scram

      Two meanings of "stop". weighted: the target loses at least the threshold. boolean (with --threshold 1,
      --probability or --mef): some essential need has no supplier left.
      """)

  @Argument(help: "The target's id or name, or a selector; several with --all or --any.") var target: [String]
  @Option(name: .long, help: ArgumentHelp("Largest size of a set.", valueName: "size"))
  var order: Int = CutSetQuestion.defaultOrder
  @Option(
    name: .long,
    help: ArgumentHelp("Loss from which a target is down, above 0 and at most 1. Default: 0.5.", valueName: "loss"))
  var threshold: Double?
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Who may fail, as a selector; repeat for a union. Default: everything upstream.", valueName: "selector"))
  var candidates: [String] = []
  @Flag(name: .long, help: "Several targets: all of them are down.") var all = false
  @Flag(name: .long, help: "Several targets: one of them at least is down.") var any = false
  @Option(
    name: .long,
    help: ArgumentHelp(
      "boolean or weighted. Default: boolean with --threshold 1, --probability or --mef, else weighted.",
      valueName: "structure"))
  var structure: CutSetStructure?
  @Flag(name: .long, help: "boolean: qualified alternates count as suppliers.") var withQualified = false
  @Option(
    name: .long,
    help: ArgumentHelp(
      "How likely that is, from the outages stated: year (at least once a year) or moment.", valueName: "kind"))
  var probability: ProbabilityKind?
  @Option(
    name: .long,
    help: ArgumentHelp("Also writes the fault tree in the Open-PSA format to this file.", valueName: "file"))
  var mef: String?
  @Option(name: .long, help: ArgumentHelp("Sets to find at most.", valueName: "sets"))
  var limit: Int = CutSetLimits.supplyChain.sets
  @OptionGroup var source: GraphOptions
  @OptionGroup var model: ModelOptions
  @OptionGroup var date: DateOptions
  @OptionGroup var evidence: EvidenceOptions
  @OptionGroup var top: TopOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if target.isEmpty { throw ValidationError("Name a target: chokepoint cutsets microsoft.") }
    if !(1...50).contains(order) { throw ValidationError("--order takes 1 to 50.") }
    if let threshold, !(threshold > 0 && threshold <= 1) {
      throw ValidationError("--threshold takes a loss above 0 and at most 1, such as 0.5 for half.")
    }
    if all, any { throw ValidationError("--all and --any contradict each other.") }
    if limit < 1 { throw ValidationError("--limit takes 1 or more.") }
    if withQualified, resolvedStructure == .weighted {
      throw ValidationError(
        "--with-qualified goes with --structure boolean: alternates deliver nothing today, so they lose nothing.")
    }
    if mef != nil, resolvedStructure == .weighted {
      throw ValidationError("--mef writes what is boolean: shares have no place in a fault tree.")
    }
  }

  private var resolvedStructure: CutSetStructure {
    structure ?? (threshold == 1 || probability != nil || mef != nil || withQualified ? .boolean : .weighted)
  }

  func run() throws {
    var input = try GraphInput.load(source)
    let asRead = input.graph
    let dating = try date.apply(to: &input)
    let evidence = try evidence.apply(to: &input)
    let question = try question(in: input.graph)
    let analysis = try CutSetAnalysis(input.graph, question)
    let likelihood = try probability.map { try CutSetProbability(input.graph, analysis, kind: $0) }
    if let mef { try writeTree(input.graph, question, to: mef) }
    var report = Report.cutSets(analysis, probability: likelihood, in: input.graph, top: top.limit(output))
    if let evidence { report.state(try check(evidence, analysis, question, input.graph), showsAll: false) }
    if let dating { report.state(dating, in: asRead) }
    if let note = input.warningNote { output.note(note) }
    try output.write(report, input.envelope(policy: model.unattributed.rawValue))
  }

  private func question(in graph: SupplyGraph) throws -> CutSetQuestion {
    let lookup = EntityLookup(graph)
    let targets = try targets(lookup, graph)
    var question = CutSetQuestion(targets: targets, combination: any ? .any : .all, structure: resolvedStructure)
    question.threshold = threshold ?? (resolvedStructure == .boolean ? 1 : CutSetQuestion.defaultThreshold)
    question.order = order
    question.includesQualified = withQualified
    question.options = try model.compilation()
    question.limits.sets = limit
    if !candidates.isEmpty {
      let chosen = try lookup.entities(candidates, option: "--candidates")
      guard chosen.contains(where: { !targets.contains($0) }) else {
        throw Failure(.usage, "--candidates names only the target, whose own failure stops it trivially")
      }
      question.candidates = chosen
    }
    return question
  }

  /// Targets in entity order, each once.
  private func targets(_ lookup: EntityLookup, _ graph: SupplyGraph) throws -> [EntityIndex] {
    var chosen: Set<EntityIndex> = []
    for text in target {
      let isSelector = text.contains("=") || text.contains("*") || text.contains("|") || text.hasPrefix("!")
      if isSelector {
        chosen.formUnion(try lookup.entities([text], option: "TARGET"))
      } else {
        chosen.insert(try lookup.entity(text))
      }
    }
    guard chosen.count == 1 || all || any else {
      throw Failure(
        .usage,
        "\(chosen.count) targets: say --all for what stops all of them at once, or --any for what stops one of them")
    }
    return chosen.sorted()
  }

  private func writeTree(_ graph: SupplyGraph, _ question: CutSetQuestion, to path: String) throws {
    let tree = try FaultTreeExport(graph, question, kind: probability ?? .year)
    let text: String
    do throws(OpenPSA.Refusal) {
      text = try tree.text(named: graph.title)
    } catch {
      guard case .tooManyGates(let cycle) = error else { throw error }
      throw Failure(
        .dataInvalid,
        "the fault tree would need more than \(OpenPSA.gateLimit) gates, because \(cycle.count) entities depend on each other in a cycle: \(cycle.prefix(5).joined(separator: ", "))…"
      )
    }
    try AtomicFile.write(path, text)
  }

  /// The loss of each set that is one under all evidence or under what is left of it.
  private func check(
    _ evidence: EvidenceOptions.Outcome, _ analysis: CutSetAnalysis, _ question: CutSetQuestion, _ graph: SupplyGraph
  ) throws -> EvidenceCheck {
    let before = try CutSetAnalysis(evidence.all, question).cutSets.map(\.entities)
    let sets =
      before + Set(analysis.cutSets.map(\.entities)).subtracting(before).sorted { $0.lexicographicallyPrecedes($1) }
    let all = try CutSetAnalysis.losses(of: sets, in: evidence.all, question)
    let remaining = try CutSetAnalysis.losses(of: sets, in: graph, question)
    let effects = sets.enumerated().map { index, set in
      EvidenceEffect(
        name: set.map { graph[$0].name }.joined(separator: " + "), id: set.map { graph[$0].id }.joined(separator: "|"),
        all: all[index], remaining: remaining[index])
    }
    return evidence.check("Loss", key: "loss", effects)
  }
}
