/// The keys that a map has had so far: a list while there are few, a hashed set when there are many.
struct NameSet {
  private var few: [String] = []
  private var many: Set<String> = []

  /// Adds a name; false where it was there already.
  mutating func insert(_ name: String) -> Bool {
    if !many.isEmpty { return many.insert(name).inserted }
    if few.contains(name) { return false }
    few.append(name)
    if few.count > 16 { many = Set(few) }
    return true
  }
}
