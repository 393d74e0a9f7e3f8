public import SupplyGraph

/// Why a target loses on a day, traced back to what was hit.
///
/// From the target: the need that binds, since when its stock is empty, and the suppliers whose goods are missing; from
/// the supplier with the largest missing part on, on the day on which these goods would have left it; through work in
/// process to the day on which the lots would have been started; until an entity's own capacity, a block, scrap or
/// demand is reached. An entity that is reached on the same day twice ends the chain: a shortage that feeds on itself.
///
/// - Complexity: O(steps · (supplies of a need + days of its stock)); at most one step an entity and day.
public struct BindingExplanation: Sendable, Equatable {
  /// What holds an entity back.
  public enum Cause: Sendable, Equatable {
    /// A need, as an index into the graph's needs.
    case need(Int)
    /// Its own capacity is hit.
    case capacity
    /// Lots are missing on its conveyor that were scrapped.
    case scrap
    /// Demand is above what capacity, or what was under way at the beginning, allows.
    case demand
  }

  /// A supplier of the binding need.
  public struct Contribution: Sendable, Equatable {
    public internal(set) var supplier: EntityIndex
    /// Index into the graph's supplies.
    public internal(set) var supply: Int
    /// Part of the need that is missing because of this supplier, against its share in the model's graph; all parts
    /// less the help of alternates make up the shortage.
    public internal(set) var missing: Double
    /// Whether a block stopped the shipment.
    public internal(set) var isBlocked: Bool
    /// Day on which what is missing would have left the supplier.
    public internal(set) var shippedOn: Int
  }

  /// One link of the chain.
  public struct Step: Sendable, Equatable {
    public internal(set) var entity: EntityIndex
    /// Day on which its output is missing.
    public internal(set) var day: Int
    /// Day on which that output would have been started; earlier than `day` by the work in process.
    public internal(set) var startDay: Int
    /// Loss of output on `day`.
    public internal(set) var loss: Double
    public internal(set) var cause: Cause
    /// First day of the present spell on which the binding need's stock was empty in the evening; nil where it never
    /// held any, or the cause is no need.
    public internal(set) var stockRanOut: Int?
    /// Whether the need uses the default stock of 0.
    public internal(set) var usesDefaultStock: Bool
    /// Suppliers of the binding need, the largest missing part first; the chain goes on with the first.
    public internal(set) var contributions: [Contribution]
  }

  public let target: EntityIndex
  public let day: Int
  /// Target first; empty where it loses nothing on the day.
  public let steps: [Step]

  /// - Parameter record: of a run with ``RecordingLevel/everything``.
  /// - Parameter model: the model that was run.
  public init(_ record: DailyRecord, _ model: SimulationModel, target: EntityIndex, day: Int) {
    self.target = target
    self.day = day
    let trace = BindingTrace(record: record, model: model)
    var steps: [Step] = []
    var seen: Set<[Int]> = []
    var (entity, when) = (target, day)
    while (0..<record.dayCount).contains(when), record.loss[record.row(when, entity)] > 0,
      seen.insert([entity.position, when]).inserted
    {
      let step = trace.step(entity, when)
      steps.append(step)
      guard case .need = step.cause, let next = step.contributions.first, !next.isBlocked, next.missing > 0 else {
        break
      }
      (entity, when) = (next.supplier, next.shippedOn)
    }
    self.steps = steps
  }
}

/// Reads single links from a record.
private struct BindingTrace {
  let record: DailyRecord
  let model: SimulationModel

  func step(_ entity: EntityIndex, _ day: Int) -> BindingExplanation.Step {
    let cell = record.row(day, entity)
    var step = BindingExplanation.Step(
      entity: entity, day: day, startDay: day, loss: record.loss[cell], cause: .capacity, stockRanOut: nil,
      usesDefaultStock: false, contributions: [])
    let cycle = model.rows.cycleDays[model.position(entity)]
    if cycle > 0 {
      // Work in process stops with the plant: that is a cause of the same day.
      if 1 - record.capacity[cell] >= record.loss[cell] / 2 { return step }
      guard let started = startDay(entity, day, cycle) else {
        step.cause = wasScrapped(entity, through: day) ? .scrap : .demand
        return step
      }
      step.startDay = started
    }
    let binding = record.bindingNeed[record.row(step.startDay, entity)]
    guard binding >= 0 else {
      step.cause = cause(entity, step.startDay)
      return step
    }
    let need = Int(binding)
    step.cause = .need(need)
    step.usesDefaultStock = model.graph.needs[need].usesDefaultBuffer && model.graph.needs[need].bufferDays == 0
    step.stockRanOut = stockRanOut(need, step.startDay)
    step.contributions = contributions(need, step.startDay)
    return step
  }

  /// Why nothing but itself holds an entity back.
  private func cause(_ entity: EntityIndex, _ day: Int) -> BindingExplanation.Cause {
    if record.capacity[record.row(day, entity)] < 1 { return .capacity }
    return record.demand.isEmpty ? .scrap : .demand
  }

  /// The day of start with the largest loss among those whose lots leave on a day; nil where they were all started
  /// before day 0 or nothing was missing when they were started.
  private func startDay(_ entity: EntityIndex, _ day: Int, _ cycle: Double) -> Int? {
    // In working time back from this evening, today's output lies between `cycle` and `cycle` + today's capacity.
    let window = cycle + record.capacity[record.row(day, entity)]
    var worked = 0.0
    var best: (day: Int, loss: Double)?
    for started in stride(from: day, through: 0, by: -1) {
      let cell = record.row(started, entity)
      guard worked < window - 1e-9 else { break }
      let begun = worked + record.capacity[cell]
      let missing = record.startLoss[cell] - (1 - record.capacity[cell])
      if begun > cycle + 1e-9, missing > (best?.loss ?? 1e-12) { best = (started, missing) }
      worked = begun
    }
    return best?.day
  }

  private func wasScrapped(_ entity: EntityIndex, through day: Int) -> Bool {
    (0...day).contains { record.scrapped[record.row($0, entity)] > 0 }
  }

  private func stockRanOut(_ need: Int, _ day: Int) -> Int? {
    guard record.stock[record.row(day, need: need)] <= 1e-12 else { return nil }
    var first = day
    while first > 0, record.stock[record.row(first - 1, need: need)] <= 1e-12 { first -= 1 }
    return first == 0 && model.graph.needs[need].bufferDays == 0 ? nil : first
  }

  private func contributions(_ need: Int, _ day: Int) -> [BindingExplanation.Contribution] {
    let row = model.graph.needs[need]
    let demand = record.demand.isEmpty ? 1 : record.demand[row.entity.position]
    var result: [BindingExplanation.Contribution] = []
    for supply in model.graph.supplies.indices[row.supplies]
    where SimulationRows.takesPart(model.graph.supplies[supply]) {
      let transit = row.isImplicit ? 0 : SimulationModel.wholeDays(model.graph.supplies[supply].transitDays)
      let sent = day - transit
      let missing = model.share(of: supply) - record.arrived[record.row(day, supply: supply)] / max(demand, 1e-300)
      guard missing > 1e-12 else { continue }
      let supplier = model.graph.supplies[supply].supplier
      let delivered = sent >= 0 ? 1 - record.loss[record.row(sent, supplier)] : 1
      let isBlocked = sent >= 0 && record.shipped[record.row(sent, supply: supply)] == 0 && delivered > 0
      result.append(
        BindingExplanation.Contribution(
          supplier: supplier, supply: supply, missing: missing, isBlocked: isBlocked, shippedOn: sent))
    }
    return result.enumerated().sorted { ($1.element.missing, $0.offset) < ($0.element.missing, $1.offset) }
      .map(\.element)
  }
}

extension SimulationModel {
  /// Share of a supply with its part of unattributed supply.
  func share(of supply: Int) -> Double {
    rows.supplyIndex.firstIndex(of: Int32(truncatingIfNeeded: supply)).map { rows.weight[$0] } ?? 0
  }
}
