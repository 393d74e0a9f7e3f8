import Diagnostics
public import ScenarioModel
public import SupplyGraph

/// Says in few words what happens to a test graph over time, to the engine and to the reference alike.
public struct SimulationSketch: Sendable {
  public struct Hit: Sendable {
    public var entity: String
    public var capacity: Double
    public var start: Int
    /// nil to the horizon.
    public var duration: Int?
    /// Days of a linear recovery; 0 for a step.
    public var recovery: Int
    public var scrap: Double

    public init(
      _ entity: String, capacity: Double = 0, start: Int = 0, duration: Int? = nil, recovery: Int = 0,
      scrap: Double = 0
    ) {
      self.entity = entity
      self.capacity = capacity
      self.start = start
      self.duration = duration
      self.recovery = recovery
      self.scrap = scrap
    }

    /// Capacity left on a day.
    public func left(onDay day: Int) -> Double {
      guard day >= start else { return 1 }
      guard let duration, day >= start + duration else { return capacity }
      let since = day - start - duration
      return since >= recovery ? 1 : capacity + (1 - capacity) * Double(since) / Double(recovery)
    }
  }

  public struct Block: Sendable {
    public var from: String
    public var to: String
    public var start: Int
    public var days: Int

    public init(from: String, to: String, start: Int = 0, days: Int) {
      self.from = from
      self.to = to
      self.start = start
      self.days = days
    }
  }

  public var hits: [Hit] = []
  public var blocks: [Block] = []
  /// Factors by id.
  public var demand: [(entity: String, factor: Double)] = []
  public var horizon: Int

  public init(
    _ hits: [Hit] = [], blocks: [Block] = [], demand: [(entity: String, factor: Double)] = [], horizon: Int = 100
  ) {
    self.hits = hits
    self.blocks = blocks
    self.demand = demand
    self.horizon = horizon
  }

  /// The resolved scenario.
  public func scenario(in graph: SupplyGraph) throws -> Scenario {
    func text(_ value: String) -> SelectorSource { .text(Located(value)) }
    var document = ScenarioDocument()
    document.schema = Located(ScenarioResolver.schema)
    document.id = Located("test")
    document.title = Located("Test")
    document.horizonDays = Located(Double(horizon))
    for hit in hits {
      var row = ShockRow(spot: .none)
      row.select = text(hit.entity)
      row.capacity = Located(hit.capacity)
      row.start = Located(Double(hit.start))
      row.duration = hit.duration.map { Located(Double($0)) }
      row.scrap = Located(hit.scrap)
      if hit.recovery > 0 {
        var recovery = RecoveryRow()
        recovery.shape = Located("linear")
        recovery.days = Located(Double(hit.recovery))
        row.recovery = recovery
      }
      document.shocks.append(row)
    }
    for block in blocks {
      var row = ShockRow(spot: .none)
      var stopped = BlockRow(spot: .none)
      stopped.from = text(block.from)
      stopped.to = text(block.to)
      row.block = stopped
      row.start = Located(Double(block.start))
      row.licenceDays = Located(Double(block.days))
      document.shocks.append(row)
    }
    for change in demand {
      var row = DemandRow(spot: .none)
      row.select = text(change.entity)
      row.factor = Located(change.factor)
      document.trade.demand.append(row)
    }
    let outcome = ScenarioResolver.resolve(document, in: graph)
    guard let scenario = outcome.scenario else { throw FindingsError(outcome.findings) }
    return scenario
  }

  /// The reference with the same disruption; demand multipliers are for the caller to set.
  public func naive(_ graph: SupplyGraph) -> NaiveSimulation {
    var naive = NaiveSimulation(graph)
    var hitsOf: [Int: [Hit]] = [:]
    for hit in hits {
      guard let entity = graph.entity(hit.entity) else { continue }
      hitsOf[entity.position, default: []].append(hit)
      if hit.scrap > 0, hit.start < horizon {
        naive.scraps.append(.init(entity: entity.position, day: hit.start, share: hit.scrap))
      }
    }
    naive.capacity = { entity, day in (hitsOf[entity] ?? []).reduce(1) { min($0, $1.left(onDay: day)) } }
    for block in blocks where block.days > 0 {
      guard let from = graph.entity(block.from), let to = graph.entity(block.to) else { continue }
      for need in graph[to].needs where !graph.needs[need].isImplicit {
        for supply in graph.needs[need].supplies where graph.supplies[supply].supplier == from {
          naive.blocks.append(.init(supply: supply, days: block.start..<(block.start + block.days)))
        }
      }
    }
    return naive
  }
}
