import ChokepointTestSupport
import Testing

@testable import SupplyGraph

/// The tables that find ids and pairs again: the same answers as dictionaries.
struct IdentifierIndexTests {
  private func text(_ generator: inout SplitMix64) -> String {
    let count = generator.below(24)
    return String(decoding: (0..<count).map { _ in UInt8(97 + generator.below(3)) }, as: UTF8.self)
  }

  @Test func idsAreFoundAgain() {
    var generator = SplitMix64(seed: 99)
    for round in 0..<40 {
      var index = IdentifierIndex()
      var dictionary: [String: Int] = [:]
      if round % 2 == 0 { index.reserveCapacity(generator.below(300)) }
      for _ in 0..<generator.below(600) {
        let id = text(&generator)
        #expect(index[id] == dictionary[id])
        guard dictionary[id] == nil else { continue }
        dictionary[id] = dictionary.count
        index.append(id)
      }
      for (id, position) in dictionary { #expect(index[id] == position && index.ids[position] == id) }
      #expect(index["nobody"] == nil && index.ids.count == dictionary.count)
    }
  }

  @Test func idsThatDifferInOneByteOrInLengthAreDifferent() {
    var index = IdentifierIndex()
    let ids = [
      "", "a", "aa", "aaaaaaaa", "aaaaaaaaa", "aaaaaaab", "aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaab", "é", "e\u{301}",
    ]
    for id in ids { index.append(id) }
    for (position, id) in ids.enumerated() { #expect(index[id] == position) }
  }

  @Test func equalityIsThatOfTheIds() {
    var (small, large) = (IdentifierIndex(), IdentifierIndex())
    large.reserveCapacity(1_000)
    for id in ["x", "y"] {
      small.append(id)
      large.append(id)
    }
    #expect(small == large && small.hashValue == large.hashValue)
    large.append("z")
    #expect(small != large)
  }

  @Test func pairsAreFoundAgain() {
    var generator = SplitMix64(seed: 7)
    for _ in 0..<20 {
      var index = PairIndex(capacity: generator.below(50))
      var dictionary: [[Int32]: Int] = [:]
      for _ in 0..<generator.below(900) {
        let pair = [Int32(generator.below(40)) - 3, Int32(generator.below(40))]
        let (position, isNew) = index.position(of: pair[0], pair[1])
        #expect(isNew == (dictionary[pair] == nil))
        if isNew { dictionary[pair] = dictionary.count }
        #expect(position == dictionary[pair])
      }
    }
  }
}
