import ArgumentParser
import GraphFormats
import SupplyGraph

/// `chokepoint convert`.
struct Convert: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Between the two native forms, one file (YAML or JSON) and a folder of CSV tables, without loss.",
    discussion: """
      Examples:
        chokepoint convert --graph my-folder -o chain.yaml
        chokepoint convert --graph chain.yaml -o my-folder/
        chokepoint convert --graph chain.yaml --to json
      """)

  /// A native form.
  enum Form: String, ExpressibleByArgument, CaseIterable {
    case yaml, json, csv
  }

  @OptionGroup var source: GraphOptions
  @Option(
    name: .long,
    help: ArgumentHelp("yaml, json or csv (a folder). Default: by the name of the output.", valueName: "form"))
  var to: Form?
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("File, or folder for csv; - is standard output.", valueName: "path"))
  var output: String = "-"
  @Flag(name: .long, help: "Say nothing but the result and errors.")
  var quiet = false

  private var form: Form {
    if let to { return to }
    if output.hasSuffix(".json") { return .json }
    return output == "-" || output.hasSuffix(".yaml") || output.hasSuffix(".yml") ? .yaml : .csv
  }

  func validate() throws {
    if form == .csv, output == "-" { throw ValidationError("A folder of CSV tables needs a name: -o my-folder/.") }
  }

  func run() throws {
    let input = try GraphInput.load(source)
    var sink = OutputOptions()
    sink.output = output
    switch form {
    case .yaml: try sink.write(YAMLGraphWriter().text(input.document))
    case .json: try sink.write(JSONGraphWriter().text(input.document))
    case .csv:
      let tables = try CSVFolderWriter().files(input.document)
      try OutputFolder.create(output)
      for table in tables {
        try AtomicFile.write(OutputFolder.path(output, table.name), table.text)
      }
      if !quiet { StandardStreams.note(["wrote \(tables.count) files into \(output)"]) }
    }
  }
}
