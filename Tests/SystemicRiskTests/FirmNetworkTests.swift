import SystemicRisk
import Testing

@Suite struct FirmNetworkTests {
  private func network(_ sales: [Sale], industries: [Int] = [0, 1]) throws -> FirmNetwork {
    try FirmNetwork(industries: industries, industryCount: 2, sales: sales)
  }

  @Test func refusesWhatIsNoNetwork() throws {
    func sale(_ seller: Int, _ buyer: Int, _ volume: Double) -> Sale {
      Sale(seller: seller, buyer: buyer, volume: volume, essentiality: .essential)
    }
    #expect(throws: FirmNetworkError.firmOutOfRange(sale: 1)) { try network([sale(0, 1, 1), sale(0, 2, 1)]) }
    #expect(throws: FirmNetworkError.firmOutOfRange(sale: 0)) { try network([sale(-1, 1, 1)]) }
    #expect(throws: FirmNetworkError.volumeOutOfRange(sale: 0, volume: -1)) { try network([sale(0, 1, -1)]) }
    #expect(throws: FirmNetworkError.self) { try network([sale(0, 1, .nan)]) }
    #expect(throws: FirmNetworkError.volumesOverflow) {
      try network([sale(0, 1, .greatestFiniteMagnitude), sale(1, 0, .greatestFiniteMagnitude)])
    }
    #expect(throws: FirmNetworkError.industryOutOfRange(firm: 1, industry: 2)) {
      try network([], industries: [0, 2])
    }
    #expect(throws: FirmNetworkError.essentialityNotSquare(rows: 1, columns: 2)) {
      try FirmNetwork(industries: [0], sales: [], essentiality: [[.essential, .essential]])
    }
    #expect(throws: FirmNetworkError.outsidePurchaseOutOfRange(0)) {
      try FirmNetwork(
        industries: [0], industryCount: 1, sales: [],
        outsidePurchases: [OutsidePurchase(buyer: 1, industry: 0, volume: 1)])
    }
  }

  @Test func sellersOfOneIndustryAreAlikeToABuyer() throws {
    let mixed = try FirmNetwork(
      industries: [0, 0, 1], industryCount: 2,
      sales: [
        Sale(seller: 0, buyer: 2, volume: 1, essentiality: .essential),
        Sale(seller: 1, buyer: 2, volume: 1, essentiality: .nonEssential),
      ])
    #expect(throws: FirmNetworkError.mixedEssentiality(buyer: 2, industry: 0)) {
      try EconomicSystemicRisk(mixed)
    }
  }

  @Test func nobodyAndNothing() throws {
    let empty = try FirmNetwork(industries: [], industryCount: 0, sales: [])
    #expect(try EconomicSystemicRisk(empty).allFirms().isEmpty)
    let silent = try EconomicSystemicRisk(network([])).allFirms()
    #expect(silent.allSatisfy { $0.value == 0 && $0.remainder == 0 } && silent.count == 2)
  }
}
