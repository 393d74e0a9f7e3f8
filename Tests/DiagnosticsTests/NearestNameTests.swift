import ChokepointTestSupport
import Diagnostics
import Testing

@Suite struct NearestNameTests {
  /// A misspelling, the names to choose from, and the right one.
  static let cases: [(wrong: String, names: [String], right: String?)] = [
    ("foundy", ["packaging", "foundry", "memory"], "foundry"), ("TSMC", ["tsmc"], "tsmc"),
    ("tsmc_arizona", ["tsmc", "tsmc-arizona"], "tsmc-arizona"), ("sk hynix", ["sk-hynix"], "sk-hynix"),
    ("nvdiia", ["nvidia"], "nvidia"), ("hmb", ["hbm"], "hbm"), ("x", ["microsoft"], nil), ("", ["a"], nil),
    ("a", [], nil), ("a", [""], nil), ("abcdef", ["uvwxyz"], nil), ("kitten", ["sitting"], "sitting"),
    ("abcd", ["axyd"], "axyd"), ("abcd", ["axyz"], nil), ("abc", ["xbc", "abx"], "xbc"),
  ]

  @Test(arguments: cases) func examples(_ given: (wrong: String, names: [String], right: String?)) {
    #expect(nearestName(to: given.wrong, in: given.names) == given.right)
    #expect(didYouMean(given.wrong, in: given.names) == given.right.map { "did you mean '\($0)'?" })
  }

  private static func word(_ generator: inout SplitMix64) -> String {
    String((0..<(1 + generator.below(7))).map { _ in Array("abcd")[generator.below(4)] })
  }

  @Test func anExactNameIsAlwaysChosen() {
    var generator = SplitMix64(seed: 1)
    for _ in 0..<200 {
      let names = (0..<6).map { _ in Self.word(&generator) }
      let wanted = names[generator.below(6)]
      #expect(nearestName(to: wanted, in: names) == wanted)
      #expect(nearestName(to: wanted.uppercased(), in: names) == wanted)
    }
  }

  @Test func theChoiceIsTheFirstOfTheNearest() {
    var generator = SplitMix64(seed: 2)
    for _ in 0..<400 {
      let names = (0..<6).map { _ in Self.word(&generator) }
      let wrong = Self.word(&generator)
      let near = names.enumerated().filter {
        distance(wrong, $0.element) <= (max(wrong.count, $0.element.count) + 2) / 3
      }
      let best = near.min { (distance(wrong, $0.element), $0.offset) < (distance(wrong, $1.element), $1.offset) }
      #expect(nearestName(to: wrong, in: names) == best?.element, "\(wrong) in \(names)")
    }
  }

  @Test func nearnessIsMutual() {
    var generator = SplitMix64(seed: 3)
    for _ in 0..<400 {
      let (a, b) = (Self.word(&generator), Self.word(&generator))
      #expect((nearestName(to: a, in: [b]) == nil) == (nearestName(to: b, in: [a]) == nil), "\(a), \(b)")
    }
  }

  @Test func endlessNamesAreNotCompared() {
    let long = String(repeating: "a", count: 201)
    #expect(nearestName(to: long, in: [long]) == nil)
    #expect(nearestName(to: "a", in: [long, "a"]) == "a")
    let limit = String(repeating: "a", count: 200)
    #expect(nearestName(to: limit, in: [limit]) == limit)
  }

  /// The distance by its definition, trying every last step.
  private func distance(_ a: String, _ b: String) -> Int {
    var known: [[Int]: Int] = [:]
    return distance(Array(a)[...], Array(b)[...], &known)
  }

  private func distance(_ a: ArraySlice<Character>, _ b: ArraySlice<Character>, _ known: inout [[Int]: Int]) -> Int {
    guard let x = a.last, let y = b.last else { return a.count + b.count }
    if let found = known[[a.count, b.count]] { return found }
    var best = distance(a.dropLast(), b.dropLast(), &known) + (x == y ? 0 : 1)
    best = min(best, distance(a.dropLast(), b, &known) + 1, distance(a, b.dropLast(), &known) + 1)
    if a.count > 1, b.count > 1, a.dropLast().last == y, b.dropLast().last == x {
      best = min(best, distance(a.dropLast(2), b.dropLast(2), &known) + 1)
    }
    known[[a.count, b.count]] = best
    return best
  }
}
