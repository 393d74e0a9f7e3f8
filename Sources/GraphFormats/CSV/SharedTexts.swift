/// Texts of one column that were read before, so that a source id in a million rows is one text in memory and not a
/// million.
///
/// A direct-mapped cache: a text that falls on an occupied place replaces what stands there. Texts of up to 15 bytes
/// need no memory of their own and are not kept.
struct SharedTexts {
  private var texts: [String] = []
  private static let places = 512
  /// Up to this many bytes a text needs no memory of its own.
  static let freeBytes = 15

  /// The text of some bytes.
  ///
  /// - Complexity: O(n) time.
  mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    guard bytes.count > Self.freeBytes, bytes.count <= 256 else { return String(decoding: bytes, as: UTF8.self) }
    if texts.isEmpty { texts = [String](repeating: "", count: Self.places) }
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let place = Int(truncatingIfNeeded: (hash ^ hash >> 32) & UInt64(Self.places - 1))
    let isSame = texts[place].utf8.withContiguousStorageIfAvailable { $0.elementsEqual(bytes) } ?? false
    if !isSame { texts[place] = String(decoding: bytes, as: UTF8.self) }
    return texts[place]
  }
}
