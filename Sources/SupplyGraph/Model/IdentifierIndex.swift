/// Ids with their positions: an open hash table that looks a short id up without a detour through memory.
///
/// Reading a million entities and five million supplies asks it eleven million times. Two ids are the same where their
/// bytes are. The hash is seeded anew in every process, so that no file can be made to collide; nothing depends on it but
/// speed.
///
/// - Complexity: O(length of the id) a look-up and, on average, an insertion; about 32 bytes an id.
struct IdentifierIndex: Sendable {
  /// The ids by position.
  private(set) var ids: [String] = []
  /// Position + 1 in the lower half, bits of the hash in the upper one; 0 where free.
  private var slots: [UInt64] = []

  /// Makes room for this many ids.
  mutating func reserveCapacity(_ count: Int) {
    ids.reserveCapacity(count)
    if slots.count < 2 * count { rebuild(for: count) }
  }

  /// The position of an id.
  subscript(id: String) -> Int? {
    guard !slots.isEmpty else { return nil }
    let hash = TextHash.value(of: id)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 {
      if slots[slot] >> 32 == hash >> 32 {
        let position = Int(slots[slot] & 0xFFFF_FFFF) - 1
        if Self.isSame(ids[position], id) { return position }
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Gives an id that is not there yet the next position.
  mutating func append(_ id: String) {
    if slots.count < 2 * (ids.count + 1) { rebuild(for: 2 * (ids.count + 1)) }
    ids.append(id)
    enter(TextHash.value(of: id), ids.count - 1)
  }

  private mutating func rebuild(for count: Int) {
    var size = 16
    while size < 2 * count { size *= 2 }
    slots = [UInt64](repeating: 0, count: size)
    for position in ids.indices { enter(TextHash.value(of: ids[position]), position) }
  }

  private mutating func enter(_ hash: UInt64, _ position: Int) {
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = hash & 0xFFFF_FFFF_0000_0000 | UInt64(position + 1)
  }

  @inline(__always)
  private static func isSame(_ a: String, _ b: String) -> Bool { a.utf8.elementsEqual(b.utf8) }
}

/// Two tables are equal where they hold the same ids in the same order.
extension IdentifierIndex: Hashable {
  static func == (a: IdentifierIndex, b: IdentifierIndex) -> Bool { a.ids == b.ids }

  func hash(into hasher: inout Hasher) { hasher.combine(ids) }
}

/// Positions by pairs of numbers, likewise.
struct PairIndex {
  private var keys: [UInt64] = []
  /// Position + 1 by slot; 0 where free.
  private var slots: [UInt32] = []
  private var slotKeys: [UInt64] = []

  init(capacity: Int) {
    var size = 16
    while size < 2 * capacity { size *= 2 }
    slots = [UInt32](repeating: 0, count: size)
    slotKeys = [UInt64](repeating: 0, count: size)
  }

  /// The position of a pair, and whether it is new; a new one gets the next position.
  mutating func position(of first: Int32, _ second: Int32) -> (position: Int, isNew: Bool) {
    let key = UInt64(UInt32(bitPattern: first)) << 32 | UInt64(UInt32(bitPattern: second))
    if slots.count < 2 * (keys.count + 1) { grow() }
    var slot = Int(truncatingIfNeeded: TextHash.mixed(key, TextHash.seed)) & (slots.count - 1)
    while slots[slot] != 0 {
      if slotKeys[slot] == key { return (Int(slots[slot]) - 1, false) }
      slot = (slot + 1) & (slots.count - 1)
    }
    keys.append(key)
    slots[slot] = UInt32(truncatingIfNeeded: keys.count)
    slotKeys[slot] = key
    return (keys.count - 1, true)
  }

  private mutating func grow() {
    let size = max(16, slots.count * 2)
    slots = [UInt32](repeating: 0, count: size)
    slotKeys = [UInt64](repeating: 0, count: size)
    for (position, key) in keys.enumerated() {
      var slot = Int(truncatingIfNeeded: TextHash.mixed(key, TextHash.seed)) & (size - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = UInt32(truncatingIfNeeded: position + 1)
      slotKeys[slot] = key
    }
  }
}

/// A hash of short texts by multiplications of full width.
enum TextHash {
  /// Another one in every process.
  static let seed = UInt64.random(in: .min ... .max) | 1

  static func value(of text: String) -> UInt64 {
    var text = text
    return text.withUTF8 { bytes in
      var hash = seed ^ UInt64(bytes.count)
      let raw = UnsafeRawBufferPointer(bytes)
      var offset = 0
      while offset + 8 <= raw.count {
        hash = mixed(hash, raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        offset += 8
      }
      var rest: UInt64 = 0
      while offset < raw.count {
        rest = rest << 8 | UInt64(raw[offset])
        offset += 1
      }
      return mixed(hash, rest ^ 0xA076_1D64_78BD_642F)
    }
  }

  @inline(__always)
  static func mixed(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = (a ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: b ^ 0xE703_7ED1_A0B4_28DB)
    return product.high ^ product.low
  }
}
