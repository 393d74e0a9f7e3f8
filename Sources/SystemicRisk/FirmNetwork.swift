/// What the lack of an input does to a buyer's output.
public enum Essentiality: Int8, Sendable, CaseIterable {
  /// Nothing.
  case negligible = 0
  /// It takes away its share of all inputs: linear.
  case nonEssential = 1
  /// Output falls to what is left of it: Leontief.
  case essential = 2
}

/// What one firm sells to another in a year.
public struct Sale: Hashable, Sendable {
  public var seller: Int
  public var buyer: Int
  /// Money a year, in any one unit; at least 0.
  public var volume: Double
  /// What this input is to the buyer; equal for all sellers of one industry to one buyer.
  public var essentiality: Essentiality

  public init(seller: Int, buyer: Int, volume: Double, essentiality: Essentiality) {
    self.seller = seller
    self.buyer = buyer
    self.volume = volume
    self.essentiality = essentiality
  }
}

/// What a firm buys of one industry from sellers that the network does not name.
///
/// They never fail: what comes from them is left whatever happens inside.
public struct OutsidePurchase: Hashable, Sendable {
  public var buyer: Int
  public var industry: Int
  /// In the unit of the sales; at least 0.
  public var volume: Double

  public init(buyer: Int, industry: Int, volume: Double) {
    self.buyer = buyer
    self.industry = industry
    self.volume = volume
  }
}

/// Firms, the industry of each, and what they sell to one another.
///
/// Firms are `0 ..< firmCount`, industries `0 ..< industryCount`.
///
///     let network = try FirmNetwork(
///       industries: [0, 1], industryCount: 2,
///       sales: [Sale(seller: 0, buyer: 1, volume: 10, essentiality: .essential)])
public struct FirmNetwork: Sendable {
  public let industryCount: Int
  /// The industry of each firm.
  public let industry: [Int32]
  public let sales: [Sale]
  public let outsidePurchases: [OutsidePurchase]

  public var firmCount: Int { industry.count }

  /// A network of firms.
  ///
  /// - Throws: ``FirmNetworkError`` where a number is out of range, or sellers of one industry are not alike to a buyer.
  /// - Complexity: O(firms + sales · log sales) time, O(firms + sales) space.
  public init(
    industries: [Int], industryCount: Int, sales: [Sale], outsidePurchases: [OutsidePurchase] = []
  ) throws(FirmNetworkError) {
    guard industries.count < Int(Int32.max), sales.count < Int(Int32.max) / 2 else {
      throw .tooLarge(firms: industries.count, sales: sales.count)
    }
    for (firm, industry) in industries.enumerated() where industry < 0 || industry >= industryCount {
      throw .industryOutOfRange(firm: firm, industry: industry)
    }
    for (index, sale) in sales.enumerated() {
      guard industries.indices.contains(sale.seller), industries.indices.contains(sale.buyer) else {
        throw .firmOutOfRange(sale: index)
      }
      guard sale.volume.isFinite, sale.volume >= 0 else { throw .volumeOutOfRange(sale: index, volume: sale.volume) }
    }
    for (index, purchase) in outsidePurchases.enumerated() {
      guard industries.indices.contains(purchase.buyer), purchase.industry >= 0, purchase.industry < industryCount,
        purchase.volume.isFinite, purchase.volume >= 0
      else { throw .outsidePurchaseOutOfRange(index) }
    }
    let total = sales.reduce(0) { $0 + $1.volume } + outsidePurchases.reduce(0) { $0 + $1.volume }
    guard total.isFinite else { throw .volumesOverflow }
    self.industryCount = industryCount
    industry = industries.map { Int32(truncatingIfNeeded: $0) }
    self.sales = sales
    self.outsidePurchases = outsidePurchases
  }

  /// A network whose inputs matter alike to all firms of an industry.
  ///
  /// - Parameter essentiality: row = supplying industry, column = buying industry.
  /// - Throws: ``FirmNetworkError``.
  public init(
    industries: [Int], sales: [(seller: Int, buyer: Int, volume: Double)], essentiality: [[Essentiality]]
  ) throws(FirmNetworkError) {
    for row in essentiality where row.count != essentiality.count {
      throw .essentialityNotSquare(rows: essentiality.count, columns: row.count)
    }
    var rows: [Sale] = []
    rows.reserveCapacity(sales.count)
    for (index, sale) in sales.enumerated() {
      guard industries.indices.contains(sale.seller), industries.indices.contains(sale.buyer) else {
        throw .firmOutOfRange(sale: index)
      }
      let (from, to) = (industries[sale.seller], industries[sale.buyer])
      guard essentiality.indices.contains(from) else { throw .industryOutOfRange(firm: sale.seller, industry: from) }
      guard essentiality.indices.contains(to) else { throw .industryOutOfRange(firm: sale.buyer, industry: to) }
      rows.append(
        Sale(seller: sale.seller, buyer: sale.buyer, volume: sale.volume, essentiality: essentiality[from][to]))
    }
    try self.init(industries: industries, industryCount: essentiality.count, sales: rows)
  }
}

/// Why firms and sales are no network.
public enum FirmNetworkError: Error, Equatable, Sendable {
  case tooLarge(firms: Int, sales: Int)
  case industryOutOfRange(firm: Int, industry: Int)
  /// An end of a sale (position in the input) is no firm.
  case firmOutOfRange(sale: Int)
  /// Negative, infinite or not a number.
  case volumeOutOfRange(sale: Int, volume: Double)
  case outsidePurchaseOutOfRange(Int)
  /// The volumes add up to infinity.
  case volumesOverflow
  case essentialityNotSquare(rows: Int, columns: Int)
  /// Two sales of one industry to one buyer say different things of what the input is to it.
  case mixedEssentiality(buyer: Int, industry: Int)
}
