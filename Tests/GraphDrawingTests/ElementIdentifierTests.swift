import GraphDrawingTestSupport
import Testing

@testable import GraphDrawing

@Suite("Element ids")
struct ElementIdentifierTests {
  /// The inverse, written from the rule alone.
  private func decoded(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var rest = Substring(text)
    while let first = rest.first {
      guard rest.hasPrefix("_x") else {
        result.append(contentsOf: String(first).unicodeScalars)
        rest.removeFirst()
        continue
      }
      let digits = rest.dropFirst(2).prefix { $0 != "_" }
      guard let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value) else { return "undecodable" }
      result.append(scalar)
      rest = rest.dropFirst(3 + digits.count)
    }
    return String(result)
  }

  @Test("All strings up to five characters over the tricky alphabet can be read back")
  func roundTrip() {
    var texts = [""]
    var layer = [""]
    for _ in 0..<5 {
      layer = layer.flatMap { text in ["_", "x", "2", "0", " ", "é", "-"].map { text + $0 } }
      texts += layer
    }
    var seen: Set<String> = []
    for text in texts {
      let encoded = ElementIdentifiers.encoded(text)
      #expect(decoded(encoded) == text)
      #expect(
        encoded.utf8.allSatisfy { "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-".utf8.contains($0) }
      )
      #expect(seen.insert(encoded).inserted)
    }
  }

  @Test("Ids that need no change have none")
  func unchanged() {
    for id in ["tsmc", "sk-hynix", "us_east", "N3"] { #expect(ElementIdentifiers.encoded(id) == id) }
    #expect(ElementIdentifiers.encoded("a b") == "a_x20_b")
  }

  @Test("Edge ids are unique even where their parts run together")
  func edges() throws {
    let names = ["a", "b", "a_b", "b_2", "2", "a_b_2", "b_c", "c"]
    let pairs = names.indices.flatMap { from in names.indices.flatMap { to in [(from, to), (from, to)] } }
    let skeleton = try LaneSkeleton(
      lanes: [.init(id: "l")],
      cards: names.map { .init(id: $0, lane: 0) },
      edges: pairs.map { .init(id: "", from: $0, to: $1, share: 1) }
    )
    let ids = ElementIdentifiers(skeleton, prefix: "p")
    #expect(Set(ids.edges).count == pairs.count)
    #expect(ids.edges[0] == "pe_a_a" && ids.edges[1] == "pe_a_a_2")
    #expect(ids.cards == names.map { "pn_" + $0 })
  }
}
