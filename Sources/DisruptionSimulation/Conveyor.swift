/// Work in process of one entity: lots in a row, each as long as the working time in which it was started.
///
/// A lot of length l holds l − μ days of output (times demand), where μ is what is missing in it. A conveyor in which
/// nothing is missing is one lot of its whole length, whatever the plant does: it costs nothing and never rounds.
struct Conveyor {
  /// Working days from start to output.
  private let days: Double
  private var length: UnsafeMutableBufferPointer<Double>
  private var missing: UnsafeMutableBufferPointer<Double>
  private var trail: UnsafeMutableBufferPointer<Int32>
  private var head = 0
  private var count = 0
  /// Lots in which something is missing, or is too much.
  private var unevenCount = 0
  /// What is shorter than this is no lot.
  private static let sliver = 1e-12

  init(days: Double) {
    self.days = days
    length = .allocate(capacity: 8)
    missing = .allocate(capacity: 8)
    trail = .allocate(capacity: 8)
    reset(missing: 0)
  }

  func deallocate() {
    length.deallocate()
    missing.deallocate()
    trail.deallocate()
  }

  var isEven: Bool { unevenCount == 0 }

  /// Full of lots, with so much missing in all of them together.
  mutating func reset(missing total: Double) {
    head = 0
    count = 1
    length[0] = days
    missing[0] = total
    trail[0] = 0
    unevenCount = total == 0 ? 0 : 1
  }

  /// Takes out lots of the given length; returns what is missing in them.
  mutating func advance(by time: Double) -> (missing: Double, trail: Int32) {
    var rest = time
    var out = 0.0
    var worst = 0.0
    var reason: Int32 = 0
    while rest > 0, count > 0 {
      let part = missing[head]
      let isWhole = length[head] - rest < Self.sliver
      let taken = isWhole ? part : part * (rest / length[head])
      if taken > worst { (worst, reason) = (taken, trail[head]) }
      out += taken
      guard isWhole else {
        length[head] -= rest
        missing[head] -= taken
        break
      }
      rest -= length[head]
      if part != 0 { unevenCount -= 1 }
      head = head + 1 == length.count ? 0 : head + 1
      count -= 1
    }
    return (out, reason)
  }

  /// Puts in what was started in the given time. An even conveyor advances by itself.
  mutating func enter(_ time: Double, missing part: Double, trail reason: Int32) {
    if isEven {
      guard part != 0 else {
        reset(missing: 0)
        return
      }
      head = 0
      count = days - time < Self.sliver ? 0 : 1
      length[0] = days - time
      missing[0] = 0
    }
    let last = count == 0 ? head : (head + count - 1) % length.count
    if part == 0, count > 0, missing[last] == 0 {
      length[last] += time
    } else if time > 0 || part != 0 {
      if count == length.count { grow() }
      let place = (head + count) % length.count
      length[place] = time
      missing[place] = part
      trail[place] = reason
      count += 1
      if part != 0 { unevenCount += 1 }
    }
  }

  /// Scraps a part of every lot; returns what was lost.
  mutating func scrap(_ share: Double) -> Double {
    var lost = 0.0
    unevenCount = 0
    for offset in 0..<count {
      let place = (head + offset) % length.count
      lost += share * (length[place] - missing[place])
      missing[place] = share * length[place] + (1 - share) * missing[place]
      if missing[place] != 0 { unevenCount += 1 }
    }
    return lost
  }

  /// Days of output on the conveyor.
  var content: Double {
    var sum = 0.0
    for offset in 0..<count {
      let place = (head + offset) % length.count
      sum += length[place] - missing[place]
    }
    return sum
  }

  private mutating func grow() {
    let capacity = 2 * length.count
    func moved<Value>(_ old: UnsafeMutableBufferPointer<Value>) -> UnsafeMutableBufferPointer<Value> {
      let new = UnsafeMutableBufferPointer<Value>.allocate(capacity: capacity)
      for offset in 0..<count { new[offset] = old[(head + offset) % old.count] }
      old.deallocate()
      return new
    }
    length = moved(length)
    missing = moved(missing)
    trail = moved(trail)
    head = 0
  }
}
