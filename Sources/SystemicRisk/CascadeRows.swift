import GraphAlgorithms

/// A firm network ready for cascades: firms renumbered so that an industry stands side by side, compressed rows.
///
/// An input of a buyer adds up in a **slot**: one for each essential industry, one for all non-essential inputs. The
/// buyer's loss is the largest of its slots.
struct CascadeRows: Sendable {
  /// From a failing seller to a buyer.
  struct Supply {
    var buyer: Int32
    /// Where the buyer adds it up.
    var slot: Int32
    /// Part of the slot that this seller meets, 0…1: Ld.
    var weight: Double
  }

  /// From a failing buyer to a seller.
  struct Demand {
    var seller: Int32
    /// Part of the seller's sales that this buyer takes, 0…1: Lu.
    var weight: Double
  }

  let firmCount: Int
  /// The firm at each position.
  let firmAt: [Int32]
  /// The position of each firm.
  let positionOf: [Int32]
  /// The industry at each position.
  let industry: [Int32]
  /// Where each industry begins; `industryCount` + 1 values.
  let industryStart: [Int32]
  /// Sales of the firm at each position: s.
  let sales: [Double]
  let totalSales: Double
  let supplyStart: [Int32]
  let supplies: [Supply]
  let demandStart: [Int32]
  let demands: [Demand]
  /// Where the slots of each position begin; `firmCount` + 1 values.
  let slotStart: [Int32]

  init(_ network: FirmNetwork) throws(FirmNetworkError) {
    firmCount = network.firmCount
    let firms = Self.sorted(network.industry, industryCount: network.industryCount)
    firmAt = firms.firmAt
    industryStart = firms.start
    var positionOf = [Int32](repeating: 0, count: firmCount)
    for (position, firm) in firms.firmAt.enumerated() { positionOf[Int(firm)] = Int32(truncatingIfNeeded: position) }
    self.positionOf = positionOf
    industry = firms.firmAt.map { network.industry[Int($0)] }

    // Sales in the order of sellers, then within each buyer in that order, so that industries stand together.
    let kept = network.sales.filter { $0.volume > 0 }
    let bySeller: (graph: CompactDigraph, order: [Int32])
    do {
      bySeller = try CompactDigraph.withEdgeOrder(
        nodeCount: firmCount, sources: kept.map { positionOf[$0.seller] }, targets: kept.map { positionOf[$0.buyer] })
    } catch {
      throw .tooLarge(firms: firmCount, sales: kept.count)
    }
    let byBuyer = bySeller.graph.reversedWithEdgeOrder()
    let volume = bySeller.order.map { kept[Int($0)].volume }
    let essentiality = bySeller.order.map { kept[Int($0)].essentiality }

    var sales = [Double](repeating: 0, count: firmCount)
    for position in 0..<firmCount {
      for edge in bySeller.graph.edges(from: position) { sales[position] += volume[edge] }
    }
    self.sales = sales
    totalSales = sales.reduce(0, +)

    var slots = SlotBuilder(saleCount: kept.count)
    let outside = Outside(network, positionOf: positionOf)
    for buyer in 0..<firmCount {
      try slots.add(
        buyer, edges: byBuyer.graph.edges(from: buyer),
        sale: { byBuyer.order[$0] }, industry: { firms.industryAt[Int(byBuyer.graph.column[$0])] },
        volume: volume, essentiality: essentiality, outside: outside, firmAt: firms.firmAt)
    }
    slotStart = slots.start

    var supplyStart: [Int32] = [0]
    var supplies: [Supply] = []
    supplyStart.reserveCapacity(firmCount + 1)
    supplies.reserveCapacity(kept.count)
    for seller in 0..<firmCount {
      for edge in bySeller.graph.edges(from: seller) where slots.slot[edge] >= 0 {
        supplies.append(Supply(buyer: bySeller.graph.column[edge], slot: slots.slot[edge], weight: slots.weight[edge]))
      }
      supplyStart.append(Int32(truncatingIfNeeded: supplies.count))
    }
    self.supplyStart = supplyStart
    self.supplies = supplies
    demandStart = byBuyer.graph.rowStart
    demands = byBuyer.graph.column.indices.map { edge in
      let seller = byBuyer.graph.column[edge]
      return Demand(seller: seller, weight: volume[Int(byBuyer.order[edge])] / sales[Int(seller)])
    }
  }

  /// Firms by industry, then by number: a stable counting sort.
  private static func sorted(
    _ industry: [Int32], industryCount: Int
  ) -> (firmAt: [Int32], industryAt: [Int32], start: [Int32]) {
    var start = [Int32](repeating: 0, count: industryCount + 1)
    for value in industry { start[Int(value) + 1] += 1 }
    for index in 0..<industryCount { start[index + 1] += start[index] }
    var next = start
    var firmAt = [Int32](repeating: 0, count: industry.count)
    for (firm, value) in industry.enumerated() {
      firmAt[Int(next[Int(value)])] = Int32(truncatingIfNeeded: firm)
      next[Int(value)] += 1
    }
    return (firmAt, firmAt.map { industry[Int($0)] }, start)
  }
}

/// What each buyer takes from sellers outside the network, by industry.
private struct Outside {
  private var volume: [Int64: Double] = [:]
  private var total: [Int32: Double] = [:]

  init(_ network: FirmNetwork, positionOf: [Int32]) {
    for purchase in network.outsidePurchases {
      let buyer = positionOf[purchase.buyer]
      volume[Self.key(Int(buyer), Int32(truncatingIfNeeded: purchase.industry)), default: 0] += purchase.volume
      total[buyer, default: 0] += purchase.volume
    }
  }

  private static func key(_ buyer: Int, _ industry: Int32) -> Int64 { Int64(buyer) << 32 | Int64(industry) }

  func volume(_ buyer: Int, _ industry: Int32) -> Double {
    volume.isEmpty ? 0 : volume[Self.key(buyer, industry)] ?? 0
  }

  func total(_ buyer: Int) -> Double { total.isEmpty ? 0 : total[Int32(truncatingIfNeeded: buyer)] ?? 0 }
}

/// Gives every sale its slot and its weight there.
private struct SlotBuilder {
  var start: [Int32] = [0]
  /// By sale in the order of sellers; −1 where the input is negligible.
  var slot: [Int32]
  var weight: [Double]
  private var count: Int32 = 0

  init(saleCount: Int) {
    slot = Array(repeating: -1, count: saleCount)
    weight = Array(repeating: 0, count: saleCount)
  }

  mutating func add(
    _ buyer: Int, edges: Range<Int>, sale: (Int) -> Int32, industry: (Int) -> Int32, volume: [Double],
    essentiality: [Essentiality], outside: Outside, firmAt: [Int32]
  ) throws(FirmNetworkError) {
    var all = outside.total(buyer)
    for edge in edges { all += volume[Int(sale(edge))] }
    var linear: Int32 = -1
    var first = edges.lowerBound
    while first < edges.upperBound {
      let supplying = industry(first)
      var end = first
      var bought = outside.volume(buyer, supplying)
      let kind = essentiality[Int(sale(first))]
      while end < edges.upperBound, industry(end) == supplying {
        guard essentiality[Int(sale(end))] == kind else {
          throw .mixedEssentiality(buyer: Int(firmAt[buyer]), industry: Int(supplying))
        }
        bought += volume[Int(sale(end))]
        end += 1
      }
      if kind == .nonEssential, linear < 0 {
        linear = count
        count += 1
      }
      for edge in first..<end where kind != .negligible {
        let index = Int(sale(edge))
        slot[index] = kind == .essential ? count : linear
        weight[index] = volume[index] / (kind == .essential ? bought : all)
      }
      if kind == .essential { count += 1 }
      first = end
    }
    start.append(count)
  }
}
