import SupplyGraph
import Testing

@Suite struct CountriesTests {
  @Test func thereAre249CodesInOrder() {
    #expect(Countries.all.count == 249)
    let codes = Countries.all.map(\.code)
    #expect(codes == codes.sorted())
    #expect(Set(codes).count == codes.count)
    #expect(Set(Countries.all.map(\.name)).count == codes.count)
    #expect(codes.allSatisfy(Countries.looksLikeCode))
    #expect(Countries.all.allSatisfy { !$0.name.isEmpty && $0.name.first != " " && $0.name.last != " " })
  }

  @Test func everyCodeHasItsName() {
    for country in Countries.all { #expect(Countries.name(country.code) == country.name) }
    #expect(Countries.name("TWN") == "Taiwan")
    #expect(Countries.name("KOR") == "South Korea")
    #expect(Countries.name("CIV") == "Côte d’Ivoire")
    #expect(Countries.name("XKX") == nil)
    #expect(Countries.name("twn") == nil)
    #expect(Countries.name("TW") == nil)
  }

  @Test func namesAndCodesInAnyCaseLeadToTheCode() {
    for country in Countries.all {
      #expect(Countries.suggestion(for: country.name.uppercased()) == country.code)
      #expect(Countries.suggestion(for: country.code.lowercased()) == country.code)
    }
    #expect(Countries.suggestion(for: "Atlantis") == nil)
    #expect(Countries.suggestion(for: "") == nil)
  }

  @Test func aCodeIsThreeCapitalLetters() {
    #expect(Countries.looksLikeCode("EUR"))
    for text in ["", "EU", "EU27", "eur", "EUr", "ÉUR", "E R", "EURO"] {
      #expect(!Countries.looksLikeCode(text), "\(text)")
    }
  }
}
