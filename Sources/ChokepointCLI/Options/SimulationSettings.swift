import ArgumentParser
import DisruptionSimulation
import Propagation

/// How scenarios are simulated.
struct SimulationSettings: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Who gets a short supplier's output. fixed: everybody keeps the usual part. orders: by what each can use today.",
      valueName: "rule"))
  var allocation: AllocationRule = .fixed
  @Option(
    name: .long,
    help: ArgumentHelp("Days to simulate. Default: the scenario's horizon_days.", valueName: "days"))
  var horizon: Int?

  func validate() throws {
    if let horizon, !(1...SimulationOptions.longestHorizonDays).contains(horizon) {
      throw ValidationError("--horizon takes 1 to \(SimulationOptions.longestHorizonDays) days.")
    }
  }

  func options(_ compilation: CompilationOptions) -> SimulationOptions {
    SimulationOptions(
      kinds: compilation.kinds, unattributed: compilation.unattributed, allocation: allocation, horizonDays: horizon)
  }
}
