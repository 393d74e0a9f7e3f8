/// A small seeded generator, so that every failure can be repeated.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }

  mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
}

/// Every text of up to `length` characters over an alphabet, behind a prefix.
func allTexts(over alphabet: String, upTo length: Int, after prefix: String = "", _ body: (String) -> Void) {
  func extend(_ text: String, _ left: Int) {
    body(text)
    guard left > 0 else { return }
    for scalar in alphabet.unicodeScalars {
      var longer = text
      longer.unicodeScalars.append(scalar)
      extend(longer, left - 1)
    }
  }
  extend(prefix, length)
}

/// A text with one to three bytes changed, added or removed.
func mutated(_ bytes: [UInt8], using random: inout SplitMix, alphabet: [UInt8]) -> [UInt8] {
  var bytes = bytes
  for _ in 0..<Int.random(in: 1...3, using: &random) {
    let byte = alphabet.randomElement(using: &random) ?? 0x20
    let place = Int.random(in: 0...bytes.count, using: &random)
    switch Int.random(in: 0..<4, using: &random) {
    case 0 where place < bytes.count: bytes[place] = byte
    case 1: bytes.insert(byte, at: place)
    case 2 where place < bytes.count: bytes.remove(at: place)
    default:
      guard let other = bytes.indices.randomElement(using: &random) else { continue }
      let length = min(Int.random(in: 1...12, using: &random), bytes.count - other)
      bytes.insert(contentsOf: Array(bytes[other..<(other + length)]), at: place)
    }
  }
  return bytes
}
