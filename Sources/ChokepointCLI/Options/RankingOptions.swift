import ArgumentParser
import Diagnostics
import Propagation
import Reporting
import RiskAnalysis
import SupplyGraph
import SystemicRisk

/// By what `chokepoints` ranks.
enum RankingMethod: String, ExpressibleByArgument, CaseIterable {
  case impact, esri
}

/// Where sales come from.
enum SizesChoice: String, ExpressibleByArgument, CaseIterable {
  case stated, derived
}

/// Ranking by the systemic risk of the whole network instead of the loss of targets.
struct RankingOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "impact (what targets lose) or esri (Economic Systemic Risk Index: what of all sales is lost).",
      valueName: "method"))
  var method: RankingMethod = .impact

  @Option(
    name: .long,
    help: ArgumentHelp(
      "With esri: a cascade ends when no entity changes by more than this. Default: 1e-9; the paper has 1e-2.",
      valueName: "number"))
  var epsilon: Double?

  @Flag(name: .long, help: "With esri: rivals replace a failed seller as far as their size allows.")
  var substitution = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "With esri: sales from stated volumes, or derived: missing ones worked back from what the targets buy.",
      valueName: "basis"))
  var sizes: SizesChoice?

  var isSystemic: Bool { method == .esri }

  func validate() throws {
    if let epsilon, !(epsilon >= 0 && epsilon < 1) {
      throw ValidationError("--epsilon takes a number from 0 to below 1.")
    }
    guard method == .impact else { return }
    if epsilon != nil || substitution || sizes != nil {
      throw ValidationError("--epsilon, --substitution and --sizes go with --method esri.")
    }
  }

  /// Every entity closed in turn.
  ///
  /// - Throws: ``Failure`` that lists the needs without a volume.
  func analysis(
    _ input: GraphInput, _ graph: SupplyGraph, targets: [EntityIndex], _ options: CompilationOptions
  ) throws -> SystemicRiskAnalysis {
    do {
      let volumes =
        sizes == .derived
        ? try ProductionSizes(graph, targets: targets, kinds: options.kinds).netVolume : nil
      let firms = try SupplyFirms(
        graph, kinds: options.kinds, isUnattributedSafe: options.unattributed == .safe, netVolumes: volumes)
      return try SystemicRiskAnalysis(
        firms, options: SystemicRiskOptions(epsilon: epsilon ?? 1e-9, hasSubstitution: substitution))
    } catch let error as MissingVolumes {
      throw Self.failure(error, graph, input)
    } catch let error as ProductionSizesError {
      throw Self.failure(error)
    }
  }

  private static func failure(_ error: MissingVolumes, _ graph: SupplyGraph, _ input: GraphInput) -> Failure {
    let places = NeedPlaces(input.document)
    let findings = error.needs.map { index in
      let need = graph.needs[index]
      return Finding(
        code: "missing-volume", position: places[graph[need.entity].id, need.product],
        text: "\(graph[need.entity].name) needs \(graph.productName(need.product)) without a volume",
        suggestion: "add `volume`, what \(graph[need.entity].id) spends on \(need.product) a year")
    }
    let count = error.needs.count
    return Failure(
      .dataInvalid,
      "systemic risk needs the volume of every need, and \(count) of \(count + error.present) have none (listed above). State them (`volume`), leave kinds of need out (--needs flow), or let them be worked back from what the targets buy (--sizes derived)",
      findings: findings)
  }

  private static func failure(_ error: ProductionSizesError) -> Failure {
    switch error {
    case .closedCycle(let ids):
      Failure(
        .dataInvalid,
        "sizes cannot be derived: \(ids.joined(separator: ", ")) buy everything from one another and add no value; state a volume or a value_added_share for one of them"
      )
    case .slowCycle:
      Failure(.dataInvalid, "sizes cannot be derived: a circle of many entities hardly adds value; state volumes in it")
    case .tooLarge: Failure(.dataInvalid, "sizes cannot be derived: they are too large for a number")
    case .compilation(let error): Failure(error)
    }
  }
}

/// Where needs are written, or else their first supplies.
private struct NeedPlaces {
  private struct Key: Hashable {
    var entity: String
    var product: String
  }

  private var spots: [Key: SourceSpot] = [:]
  private let files: [String]

  init(_ document: GraphDocument) {
    files = document.files
    for row in document.needs {
      let key = Key(entity: row.entity.value, product: row.product.value)
      if spots[key] == nil { spots[key] = row.product.spot }
    }
    for row in document.supplies {
      let key = Key(entity: row.entity.value, product: row.product.value)
      if spots[key] == nil { spots[key] = row.product.spot }
    }
  }

  subscript(entity: String, product: String) -> SourcePosition? {
    spots[Key(entity: entity, product: product)]?.position(in: files)
  }
}
