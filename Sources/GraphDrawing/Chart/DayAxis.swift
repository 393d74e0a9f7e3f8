/// Days on a horizontal axis.
struct DayAxis {
  let box: Box
  let lastDay: Int

  func x(_ day: Double) -> Double {
    box.x + box.width * min(1, max(0, day / Double(max(1, lastDay))))
  }

  /// Days with a label: a round distance, at most as many as there is room for.
  ///
  /// Up to half a month round in tens, from a month on in months of 30 and years of 360 days.
  func ticks(room: Double) -> [Int] {
    let most = max(1, Int(box.width / max(1, room)))
    let steps = [1, 2, 5, 10, 15, 30, 60, 90, 120, 180, 360, 720]
    let step = steps.first { lastDay / $0 <= most } ?? 1800
    return Array(stride(from: 0, through: max(0, min(lastDay, 1_000_000)), by: step))
  }
}
