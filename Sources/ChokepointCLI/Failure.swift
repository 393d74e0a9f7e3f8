import Comparison
import Diagnostics
import DisruptionSimulation
import GraphDrawing
import GraphFormats
import Propagation
import Reporting

/// Why a command ends without its result: a status and what to tell, rendered in one place (``Failure/render(_:)``).
struct Failure: Error {
  var status: ExitStatus
  var message: String
  var findings: [Finding]

  init(_ status: ExitStatus, _ message: String, findings: [Finding] = []) {
    self.status = status
    self.message = message
    self.findings = findings
  }

  /// Any error of the libraries as a failure.
  init(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let error as FindingsError: self.init(.dataInvalid, "", findings: error.findings)
    case let error as FormatError: self.init(Self.status(of: error), error.description)
    case let error as DrawingError: self.init(Self.status(of: error), error.description)
    case OutageRankingError.compilation(let error): self.init(error)
    case OutageRankingError.simulation(let error): self.init(error)
    case CompilationError.tooLarge(let entities, let supplies), SimulationError.tooLarge(let entities, let supplies):
      self.init(.dataInvalid, "the graph is too large: \(entities) entities and \(supplies) supplies")
    case let error as SimulationError: self.init(.dataInvalid, Self.text(of: error))
    default: self.init(.unexpected, "unexpected: \(error)")
    }
  }

  private static func text(of error: SimulationError) -> String {
    switch error {
    case .horizonOutOfRange(let days):
      "a simulation of \(days) days is not possible; it takes 1 to \(SimulationOptions.longestHorizonDays)"
    case .outageDaysOutOfRange(let days):
      "an outage of \(days) days is not possible; it takes 0 to \(SimulationOptions.longestHorizonDays)"
    case .tooLarge(let entities, let supplies):
      "the graph is too large: \(entities) entities and \(supplies) supplies"
    case .transitTooLong(_, let days):
      "goods that are \(days) days under way need more memory than a simulation may take; check transit_days"
    case .scheduleTooLarge(let shocks, let days):
      "\(shocks) shocks over \(days) days need more memory than a simulation may take; ask for a shorter --horizon"
    case .unknownEntity, .unknownSupply, .additionsDoNotFit:
      "the scenario was resolved for another graph"
    case .sizes(let error): "a change of demand needs the size of everybody: \(SizesText.reason(error))"
    }
  }

  private static func status(of error: FormatError) -> ExitStatus {
    switch error {
    case .missing: .inputMissing
    case .io: .inputOutput
    case .cannotCreate: .cannotCreate
    case .cannotExpress: .dataInvalid
    }
  }

  private static func status(of error: DrawingError) -> ExitStatus {
    switch error {
    case .layoutEngineMissing: .partMissing
    case .tooLarge: .usage
    default: .unexpected
    }
  }

  /// The lines for standard error: findings with their places, then what it comes to.
  var lines: [String] {
    var lines = findings.filter { $0.severity != .info }.map(\.line)
    let errors = findings.count { $0.severity == .error }
    if errors > 0, message.isEmpty { lines.append("chokepoint: \(errors) \(errors == 1 ? "error" : "errors")") }
    if !message.isEmpty { lines.append("chokepoint: \(message)") }
    return lines
  }
}
