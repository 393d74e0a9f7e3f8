public import SupplyGraph

/// The systemic risk of every entity of a graph: how much of all sales is lost if it closes and stays closed.
public struct SystemicRiskAnalysis: Sendable {
  /// An entity with its index.
  public struct Entry: Sendable {
    public var entity: EntityIndex
    public var risk: SystemicRiskIndex
    /// Its part of all sales, 0…1: its own weight; 0 for who sells nothing to anybody named.
    public var salesShare: Double
    /// What it sells of each product; one row without product for who sells nothing.
    public var branches: [SupplyFirms.Branch]
    /// Whether it is a place, an owner or a hazard of others, which fail with it.
    public var carriesOthers: Bool
  }

  /// By falling index, then entity order.
  public let entries: [Entry]
  public let options: SystemicRiskOptions
  /// Sales between named entities, in the unit of the volumes.
  public let totalSales: Double
  public let firmCount: Int

  /// Closes every entity in turn.
  ///
  /// - Throws: ``FirmNetworkError`` where the graph is too large.
  /// - Complexity: a cascade an entity, on all cores; the result does not depend on their number.
  public init(
    _ firms: SupplyFirms, options: SystemicRiskOptions = SystemicRiskOptions()
  ) throws(FirmNetworkError) {
    let risk = try EconomicSystemicRisk(firms.network, options: options)
    let indices = risk.indices(of: firms.firms.indices.map { firms.failures(of: EntityIndex($0)) })
    let total = risk.totalSales
    entries = indices.enumerated().map { position, index in
      let entity = EntityIndex(position)
      return Entry(
        entity: entity, risk: index, salesShare: total > 0 ? firms.sales(of: entity) / total : 0,
        branches: firms.firms[position].map { firms.branches[$0] }, carriesOthers: firms.carriesOthers(entity))
    }.sorted { a, b in
      a.risk.value != b.risk.value ? a.risk.value > b.risk.value : a.entity < b.entity
    }
    self.options = options
    totalSales = total
    firmCount = firms.network.firmCount
  }
}
