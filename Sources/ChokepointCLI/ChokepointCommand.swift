public import ArgumentParser
import Reporting

/// The command `chokepoint`.
public struct ChokepointCommand: ParsableCommand {
  public static let configuration = CommandConfiguration(
    commandName: "chokepoint",
    abstract: "Finds where a supply chain breaks.",
    discussion: """
      Examples:
        chokepoint exposure microsoft --to TWN --paths 5     how exposed is Microsoft to Taiwan, and why
        chokepoint exposure --from TWN                       who is hit if Taiwan stops
        chokepoint chokepoints --top 15                      single points of failure, ranked
        chokepoint cutsets microsoft --order 2               which two failures together halve its output
        chokepoint paths microsoft TWN                       by which ways, step by step
        chokepoint draw -o risk.svg                          the risk picture
        chokepoint simulate taiwan-blockade-90d              when it hurts, how badly, for how long
        chokepoint compare taiwan-blockade-90d hbm-leader-outage --svg out/
        chokepoint trade --scenario section-232-narrow       who pays a tariff, and why so little
        chokepoint validate --graph my-folder                is my own graph sound

      Without --graph every command works on the bundled AI-accelerator supply chain.

      Exit codes: 0 done, 1 unexpected, 2 a --fail-on gate was crossed, 64 usage, 65 data invalid, 66 input missing,
      69 a needed run-time part is missing, 73 cannot create output, 74 input or output error.
      """,
    version: "chokepoint \(Envelope.toolVersion)",
    subcommands: [
      Validate.self, Describe.self, Draw.self, ExposureCommand.self, Explain.self, ConcentrationCommand.self,
      Chokepoints.self, Paths.self, CutSetsCommand.self, Simulate.self, Compare.self, ReplayCommand.self, Trade.self,
      Generate.self, Convert.self, SchemaCommand.self,
    ])

  public init() {}

  /// Runs the command and ends the process with its exit code.
  public static func execute(_ arguments: [String]? = nil) -> Never {
    do {
      var command = try parseAsRoot(arguments)
      try command.run()
      exit(withError: nil)
    } catch {
      end(error)
    }
  }

  /// The single place where an error becomes text and exit code.
  private static func end(_ error: any Error) -> Never {
    let code = exitCode(for: error)
    // Help, version, usage and an exit that a command asked for are the parser's own.
    if error is ExitCode || error is CleanExit || error is ValidationError || code == .validationFailure
      || code == .success
    {
      exit(withError: error)
    }
    let failure = Failure(error)
    StandardStreams.note(failure.lines)
    exit(withError: failure.status.code)
  }
}
