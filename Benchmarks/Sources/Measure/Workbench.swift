import GraphAlgorithms
import GraphFormats
import Propagation
import SupplyGraph

/// What is measured of one graph, each kernel by its name; inputs that a kernel takes as given are made outside of the
/// measurement.
final class Workbench {
  enum Fault: Error { case unreadable(String), unknownKernel(String), badArgument(String) }

  let folder: String
  let graph: SupplyGraph
  let loading: (read: Reading, resolve: Reading)
  private lazy var compiled = try? CompiledGraph(graph)
  private lazy var engine = compiled.map { AvailabilityEngine($0) }
  private lazy var lookThrough = try? LookThrough(graph)
  private lazy var digraph = try? graph.dependencyDigraph { !$0.isImplicit }

  init(folder: String) throws {
    self.folder = folder
    var document: GraphDocument?
    var graph: SupplyGraph?
    let read = try Meter.measure {
      document = try GraphReader().read(path: folder, wantsDigest: false).document
    }
    let resolve = Meter.measure { graph = document.flatMap { GraphResolver.resolve($0).graph } }
    guard let graph else { throw Fault.unreadable(folder) }
    self.graph = graph
    loading = (read, resolve)
  }

  /// Runs a kernel once.
  ///
  /// - Returns: what it took, and its answer where it has one.
  func run(_ kernel: String, _ arguments: [Substring]) throws -> (reading: Reading, answer: [Double]) {
    switch kernel {
    case "read": return (try readAll(), [])
    case "read-tables": return (try readTables(), [])
    case "bandwidth-sequence": return (Bandwidth.sequence(), [])
    case "bandwidth-lines": return (Bandwidth.lines(), [])
    case "compile":
      return (try Meter.measure { keep(try CompiledGraph(graph)) }, [])
    case "look-through": return try lookThroughAll()
    case "look-through-country": return try lookThroughCountry(arguments)
    case "availability": return try availability(arguments)
    case "target-failures": return try targetFailures(arguments)
    case "simulate": return try simulate(arguments)
    case "systemic-risk": return try systemicRisk()
    case "draw-own": return try drawing(isLayout: false)
    case "draw-layout": return try drawing(isLayout: true)
    case "structure": return try structure()
    case "dominators": return try dominators()
    default: throw Fault.unknownKernel(kernel)
    }
  }

  private func readTables() throws -> Reading {
    var document: GraphDocument?
    let reading = try Meter.measure { document = try GraphReader().read(path: folder, wantsDigest: false).document }
    keep(document)
    return reading
  }

  private func readAll() throws -> Reading {
    try Meter.measure {
      let document = try GraphReader().read(path: folder, wantsDigest: false).document
      guard let graph = GraphResolver.resolve(document).graph else { throw Fault.unreadable(folder) }
      keep(try CompiledGraph(graph))
    }
  }

  private func lookThroughAll() throws -> (Reading, [Double]) {
    guard let lookThrough else { throw Fault.unreadable(folder) }
    var matrix: ValueMatrix?
    let reading = Meter.measure { matrix = lookThrough.matrix() }
    guard let matrix else { return (reading, []) }
    let columns = matrix.countries.count + 2
    // A row in every thousand is enough to compare, and fits into a file.
    let step = max(1, graph.entities.count / 2_000)
    var answer: [Double] = []
    for entity in stride(from: 0, to: graph.entities.count, by: step) {
      for column in 0..<columns { answer.append(matrix.share(of: EntityIndex(entity), column: column)) }
    }
    return (reading, answer)
  }

  private func lookThroughCountry(_ arguments: [Substring]) throws -> (Reading, [Double]) {
    guard let lookThrough, let country = arguments.first else { throw Fault.badArgument("a country is needed") }
    var column: ValueColumn?
    let reading = Meter.measure { column = lookThrough.column(of: String(country)) }
    guard let column else { throw Fault.badArgument("no part of \(country)") }
    return (reading, graph.entityIndices.map { column.share(of: $0) })
  }

  private func availability(_ arguments: [Substring]) throws -> (Reading, [Double]) {
    let hits = arguments.compactMap { graph.entity(String($0)) }.map { Hit($0) }
    guard let engine, !hits.isEmpty else { throw Fault.badArgument("availability takes entities") }
    let reading = Meter.measure { engine.evaluate(hits) }
    return (reading, engine.lossesByEntity())
  }

  /// Loss of one target to each entity alone, the preparation included.
  private func targetFailures(_ arguments: [Substring]) throws -> (Reading, [Double]) {
    guard let compiled, let target = arguments.first.flatMap({ graph.entity(String($0)) }) else {
      throw Fault.badArgument("target-failures takes an entity")
    }
    var losses: [Double] = []
    let reading = Meter.measure {
      losses = FailureCascade(compiled, towards: [target]).losses(of: target, toEachOf: graph.entityIndices)
    }
    return (reading, losses)
  }

  private func structure() throws -> (Reading, [Double]) {
    guard let digraph else { throw Fault.unreadable(folder) }
    var cuts: UndirectedCuts?
    let reading = Meter.measure { cuts = digraph.undirectedCuts() }
    guard let cuts else { return (reading, []) }
    return (
      reading,
      cuts.articulationPoints.map { Double($0) } + cuts.bridges.flatMap { [Double($0.lower), Double($0.upper)] }
    )
  }

  private func dominators() throws -> (Reading, [Double]) {
    guard let digraph else { throw Fault.unreadable(folder) }
    let reversed = digraph.reversed()
    let roots = (0..<digraph.nodeCount).filter { reversed.edges(from: $0).isEmpty }
    var tree: DominatorTree?
    let reading = try Meter.measure { tree = try digraph.dominatorTree(from: roots) }
    return (reading, tree?.immediateDominator.map { Double($0) } ?? [])
  }
}
