import ArgumentParser
import Diagnostics
import GraphFormats
import Reporting
import SupplyGraph

/// `chokepoint validate`.
struct Validate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Is the graph sound: findings with codes and places, and a ledger of what was read.",
    discussion: """
      Examples:
        chokepoint validate --graph my-folder
        chokepoint validate --graph chain.yaml --strict --json

      Exit code 65 where there is an error; with --strict also where there is a warning.
      """)

  @OptionGroup var source: GraphOptions
  @Argument(help: ArgumentHelp("The graph, as with --graph.", valueName: "path"))
  var path: String?
  @Flag(name: .long, help: "Warnings count as errors.")
  var strict = false
  @OptionGroup var output: OutputOptions

  func run() throws {
    var source = source
    if let path { source.graph = path }
    let graphPath = try GraphInput.path(source)
    let read = try GraphReader().read(path: graphPath)
    let document = read.document
    // Where the text could not be taken apart, what is missing is no finding of its own.
    let outcome = document.entities.isEmpty && read.hasErrors ? nil : GraphResolver.resolve(document)
    let findings = read.findings + (outcome?.findings ?? [])
    let report = Report.validation(
      title: document.title?.value ?? document.id?.value ?? graphPath, findings: findings,
      ledger: outcome?.ledger ?? Ledger())
    let envelope = Envelope(
      graphID: document.id?.value ?? graphPath, graphDigest: read.digest,
      graphTitle: document.title?.value ?? graphPath, asOf: document.asOf?.value)
    try output.write(report, envelope)
    let limit: Severity = strict ? .warning : .error
    if findings.contains(where: { $0.severity >= limit }) { throw ExitStatus.dataInvalid.code }
  }
}
