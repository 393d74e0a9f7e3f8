import GraphAlgorithms
import Propagation
public import SupplyGraph

/// A supply graph ready for simulation; immutable, one for many scenarios and threads.
///
/// Entities are renumbered so that whoever delivers on the same day stands before its buyers: a supply is of the same
/// day where its days under way and its supplier's work in process are 0. All other deliveries are known from earlier
/// days. Days under way and days of work in process are rounded to whole days, halves up; stocks stay as they are.
///
///     needStart       entityCount + 1    first need of each position
///     supplyStart     needCount + 1      first supply of each need; alternates likewise
///     customerStart   entityCount + 1    first supply that each position ships, as a list of supplies
///
/// A place, an owner and a hazard are conditions and not goods: such needs hold no stock.
///
/// - Complexity: O(entities + needs + supplies) time and space to build.
public struct SimulationModel: Sendable {
  public let graph: SupplyGraph
  public let options: SimulationOptions
  /// Alternates that cannot help, because nothing limits what they could deliver.
  public let warnings: [SimulationWarning]
  let rows: SimulationRows
  /// Ranges of positions that depend on each other on the same day, in order.
  let sameDayLoops: [Range<Int>]
  /// Loops whose members make all that they need themselves, as positions.
  let closedLoops: [[Int32]]

  /// Values (of 8 bytes) that histories and schedules may hold at most.
  public static let memoryLimit = 1 << 27
  /// Entities of a same-day loop that is solved exactly; larger ones are iterated.
  static let exactLoopLimit = 400

  /// - Throws: ``SimulationError`` where a count does not fit 32 bits or the horizon is out of range.
  public init(_ graph: SupplyGraph, options: SimulationOptions = SimulationOptions()) throws(SimulationError) {
    if let days = options.horizonDays, !(1...SimulationOptions.longestHorizonDays).contains(days) {
      throw .horizonOutOfRange(days)
    }
    var options = options
    options.kinds.remove(.capital)
    self.graph = graph
    self.options = options
    let order = try Self.sameDayOrder(graph, options)
    let built = SimulationRows.build(graph, options, order)
    rows = built.rows
    warnings = built.warnings
    sameDayLoops = (0..<order.count).compactMap { component in
      let range = Int(order.memberStart[component])..<Int(order.memberStart[component + 1])
      return range.count > 1 ? range : nil
    }
    closedLoops = ClosedLoops.find(rows)
  }

  var entityCount: Int { graph.entities.count }
  func position(_ entity: EntityIndex) -> Int { Int(rows.positionOf[entity.position]) }
  func entity(at position: Int) -> EntityIndex { EntityIndex(rawValue: rows.entityAt[position]) }

  /// Days as whole days, halves up; what is longer than any horizon is cut, it makes no difference.
  static func wholeDays(_ days: Double) -> Int {
    let longest = Double(SimulationOptions.longestHorizonDays + 1)
    return Int(min(longest, max(0, (days + 0.5).rounded(.down))))
  }

  private static func sameDayOrder(
    _ graph: SupplyGraph, _ options: SimulationOptions
  ) throws(SimulationError) -> StronglyConnectedComponents {
    var sources: [Int32] = []
    var targets: [Int32] = []
    for need in graph.needs where options.kinds.contains(need.kind) && need.criticality > 0 {
      for supply in graph.supplies[need.supplies] where SimulationRows.takesPart(supply) {
        let days = need.isImplicit ? 0 : supply.transitDays
        guard wholeDays(days) == 0, wholeDays(graph[supply.supplier].cycleDays) == 0 else { continue }
        sources.append(supply.supplier.rawValue)
        targets.append(need.entity.rawValue)
      }
    }
    do {
      return try CompactDigraph(nodeCount: graph.entities.count, sources: sources, targets: targets)
        .stronglyConnectedComponents()
    } catch {
      throw .tooLarge(entities: graph.entities.count, supplies: graph.supplies.count)
    }
  }
}
