import Propagation
public import SupplyGraph

/// A supply graph as a network of firms.
///
/// Every entity is one firm for each product that it sells; its industry is that product. What an entity with several
/// products buys is split by the sales of each. Sales are `volume × share`, volumes net of what is embedded in them. An
/// input with criticality 1 is essential, with 0 negligible, between them non-essential. Places, owners and hazards sell
/// nothing; if one fails, so does what it carries (``failures(of:)``).
///
/// The part of a need that is attributed to nobody is bought outside and never fails, or, proportionally, is left out
/// of the network, as in the paper.
public struct SupplyFirms: Sendable {
  /// What an entity sells of one product.
  public struct Branch: Hashable, Sendable {
    /// Product id; nil for what an entity without sales is.
    public var product: String?
    /// Sales to named buyers, in the unit of the volumes.
    public var sales: Double
  }

  public let network: FirmNetwork
  /// The firms of each entity as a range.
  public let firms: [Range<Int>]
  /// What each firm sells.
  public let branches: [Branch]
  /// Needs whose supplies are in the network.
  public let needCount: Int
  private let graph: SupplyGraph
  /// Needs by the place, owner or hazard that they are for.
  private let carried: [[Int]]

  /// Sales of an entity to named buyers over all of its products.
  public func sales(of entity: EntityIndex) -> Double {
    firms[entity.position].reduce(0) { $0 + branches[$1].sales }
  }

  /// Whether an entity is a place, an owner or a hazard of others, which fail with it.
  public func carriesOthers(_ entity: EntityIndex) -> Bool { !carried[entity.position].isEmpty }

  /// A network from the volumes of a graph.
  ///
  /// - Parameter kinds: needs that count; capital never does.
  /// - Parameter netVolumes: the volume of every need of the graph, net of what is embedded in it; nil for those stated.
  /// - Parameter isUnattributedSafe: whether supply attributed to nobody comes from outside and never fails.
  /// - Throws: ``MissingVolumes`` with all needs that lack one, or ``FirmNetworkError``.
  /// - Complexity: O(entities + supplies · products of an entity).
  public init(
    _ graph: SupplyGraph, kinds: Set<NeedKind> = [.flow, .upkeep, .licence], isUnattributedSafe: Bool = true,
    netVolumes: [Double]? = nil
  ) throws {
    let needs = graph.needs.indices.filter { index in
      let need = graph.needs[index]
      return !need.isImplicit && need.kind != .capital && kinds.contains(need.kind)
        && graph.supplies[need.supplies].contains { $0.share > 0 }
    }
    let missing = needs.filter { netVolumes == nil && graph.needs[$0].volume == nil }
    guard missing.isEmpty else { throw MissingVolumes(needs: missing, present: needs.count - missing.count) }
    let volumes =
      netVolumes.map { given in needs.map { given.indices.contains($0) ? given[$0] : 0 } }
      ?? needs.map { graph.netVolume(ofNeed: $0) ?? 0 }

    // Industries in the order of products; entities without sales share the last one.
    var industryOf: [String: Int] = [:]
    for product in graph.products where industryOf[product.id] == nil { industryOf[product.id] = industryOf.count }
    let none = industryOf.count
    var sold: [[Int: Double]] = Array(repeating: [:], count: graph.entities.count)
    for (need, volume) in zip(needs, volumes) {
      guard let industry = industryOf[graph.needs[need].product] else { continue }
      for supply in graph.supplies[graph.needs[need].supplies] where supply.share * volume > 0 {
        sold[supply.supplier.position][industry, default: 0] += supply.share * volume
      }
    }
    var firms: [Range<Int>] = []
    var branches: [Branch] = []
    var industries: [Int] = []
    var firmOf: [[Int: Int]] = []
    for sales in sold {
      let first = industries.count
      var own: [Int: Int] = [:]
      for (industry, amount) in sales.sorted(by: { $0.key < $1.key }) {
        own[industry] = industries.count
        industries.append(industry)
        branches.append(Branch(product: graph.products[industry].id, sales: amount))
      }
      if sales.isEmpty {
        industries.append(none)
        branches.append(Branch(product: nil, sales: 0))
      }
      firms.append(first..<industries.count)
      firmOf.append(own)
    }

    var edges: [Sale] = []
    var outside: [OutsidePurchase] = []
    for (index, volume) in zip(needs, volumes) where volume > 0 {
      let need = graph.needs[index]
      guard let industry = industryOf[need.product] else { continue }
      let kind: Essentiality = need.criticality >= 1 ? .essential : need.criticality > 0 ? .nonEssential : .negligible
      let buyers = firms[need.entity.position]
      let total = buyers.reduce(0) { $0 + branches[$1].sales }
      for buyer in buyers {
        let part = total > 0 ? branches[buyer].sales / total : 1
        for supply in graph.supplies[need.supplies] where supply.share * volume > 0 {
          guard let seller = firmOf[supply.supplier.position][industry] else { continue }
          edges.append(
            Sale(seller: seller, buyer: buyer, volume: volume * supply.share * part, essentiality: kind))
        }
        if isUnattributedSafe, need.unattributed > 0 {
          outside.append(
            OutsidePurchase(buyer: buyer, industry: industry, volume: volume * need.unattributed * part))
        }
      }
    }
    network = try FirmNetwork(
      industries: industries, industryCount: none + 1, sales: edges, outsidePurchases: outside)
    self.firms = firms
    self.branches = branches
    needCount = needs.count
    self.graph = graph
    var carried = [[Int]](repeating: [], count: graph.entities.count)
    for (index, need) in graph.needs.enumerated() where need.isImplicit {
      for supply in graph.supplies[need.supplies] { carried[supply.supplier.position].append(index) }
    }
    self.carried = carried
  }

  /// What fails if an entity closes: its firms, and what stands in it, belongs to it or is exposed to it, as far as that
  /// goes.
  ///
  /// - Complexity: O(what it carries, through all levels of places and owners).
  public func failures(of entity: EntityIndex) -> [FirmFailure] {
    var loss: [EntityIndex: Double] = [entity: 1]
    var waiting = [entity]
    while let carrier = waiting.popLast() {
      for index in carried[carrier.position] {
        let need = graph.needs[index]
        var lost = 0.0
        for supply in graph.supplies[need.supplies] { lost += supply.share * (loss[supply.supplier] ?? 0) }
        lost = min(1, lost * need.criticality)
        guard lost > loss[need.entity] ?? 0 else { continue }
        loss[need.entity] = lost
        waiting.append(need.entity)
      }
    }
    return loss.keys.sorted().flatMap { index in
      firms[index.position].map { FirmFailure(firm: $0, loss: loss[index] ?? 0) }
    }
  }
}

/// Needs without a volume, so that no sales follow from them.
public struct MissingVolumes: Error, Equatable, Sendable {
  /// Indices into ``SupplyGraph/SupplyGraph/needs``, in file order.
  public var needs: [Int]
  /// How many needs have one.
  public var present: Int
}
