/// A binary heap of values by rising key; among equal keys the one pushed first comes first.
struct MinimumHeap<Value> {
  private var entries: [(key: Double, order: Int, value: Value)] = []
  private var pushed = 0

  mutating func removeAll() {
    entries.removeAll(keepingCapacity: true)
    pushed = 0
  }

  mutating func push(_ key: Double, _ value: Value) {
    entries.append((key, pushed, value))
    pushed += 1
    var child = entries.count - 1
    while child > 0, isBefore(child, (child - 1) / 2) {
      entries.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func pop() -> Value? { popWithKey()?.value }

  mutating func popWithKey() -> (key: Double, value: Value)? {
    guard let first = entries.first else { return nil }
    let last = entries.removeLast()
    guard !entries.isEmpty else { return (first.key, first.value) }
    entries[0] = last
    var parent = 0
    while true {
      var best = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < entries.count && isBefore(child, best) {
        best = child
      }
      guard best != parent else { return (first.key, first.value) }
      entries.swapAt(parent, best)
      parent = best
    }
  }

  private func isBefore(_ a: Int, _ b: Int) -> Bool {
    entries[a].key != entries[b].key ? entries[a].key < entries[b].key : entries[a].order < entries[b].order
  }
}
