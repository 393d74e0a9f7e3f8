import Testing

@testable import GraphDrawing

/// Spreading labels, thinning lines, choosing days for an axis.
struct ChartGeometryTests {
  private struct Stream {
    var state: UInt64
    mutating func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / 9_007_199_254_740_992
    }
  }

  @Test func labelsKeepOrderAndDistance() {
    var random = Stream(state: 7)
    for _ in 0..<500 {
      let count = Int(random.next() * 9) + 1
      let wishes = (0..<count).map { _ in (random.next() * 10).rounded() * 10 }
      let heights = (0..<count).map { _ in 5 + random.next() * 20 }
      let total = heights.reduce(0, +)
      let bounds = 0...max(100, total)
      let centres = LabelSpreading.centres(wishes: wishes, heights: heights, in: bounds)
      let order = (0..<count).sorted { centres[$0] < centres[$1] }
      for (a, b) in zip(order, order.dropFirst()) {
        #expect(centres[b] - centres[a] >= (heights[a] + heights[b]) / 2 - 1e-9)
        #expect(wishes[a] <= wishes[b])
      }
      for index in 0..<count {
        #expect(centres[index] - heights[index] / 2 >= -1e-9)
        #expect(centres[index] + heights[index] / 2 <= bounds.upperBound + 1e-9)
      }
    }
  }

  @Test func labelsThatDoNotMeetStayWhereTheyBelong() {
    #expect(LabelSpreading.centres(wishes: [80, 20], heights: [10, 10], in: 0...100) == [80, 20])
    // Two that want one place give way by half each; one at the edge moves inside.
    #expect(LabelSpreading.centres(wishes: [50, 50], heights: [10, 10], in: 0...100) == [45, 55])
    #expect(LabelSpreading.centres(wishes: [0], heights: [10], in: 0...100) == [5])
    // A third pushes both: least squares about the mean of 50, 50 and 56.
    let three = LabelSpreading.centres(wishes: [50, 50, 56], heights: [10, 10, 10], in: 0...100)
    #expect(three == [42, 52, 62])
  }

  @Test func noPlacementIsNearer() {
    var random = Stream(state: 11)
    for _ in 0..<20 {
      let wishes = (0..<3).map { _ in (random.next() * 30).rounded() }.sorted()
      let found = LabelSpreading.centres(wishes: wishes, heights: [6, 6, 6], in: -1000...1000)
      let cost = zip(found, wishes).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      var best = Double.infinity
      for a in stride(from: -10.0, through: 40, by: 1) {
        for b in stride(from: a + 6, through: 46, by: 1) {
          for c in stride(from: b + 6, through: 52, by: 1) {
            let gaps = (a - wishes[0], b - wishes[1], c - wishes[2])
            best = min(best, gaps.0 * gaps.0 + gaps.1 * gaps.1 + gaps.2 * gaps.2)
          }
        }
      }
      #expect(cost <= best + 1e-9)
    }
  }

  @Test func thinnedLinesMissNoValue() {
    var random = Stream(state: 3)
    for round in 0..<200 {
      var value = 0.0
      let values = (0..<(1 + round)).map { index -> Double in
        value += index % 17 < 9 ? 0.3 : (random.next() - 0.5) * (round % 2 == 0 ? 4 : 0.02)
        return value
      }
      let kept = LineThinning.kept(values, tolerance: 0.1)
      #expect(kept.first == 0 && kept.last == values.count - 1 && kept == kept.sorted())
      for (from, to) in zip(kept, kept.dropFirst()) {
        #expect(from < to)
        for index in from...to {
          let part = Double(index - from) / Double(to - from)
          #expect(abs(values[from] + (values[to] - values[from]) * part - values[index]) <= 0.1 + 1e-9)
        }
      }
    }
    #expect(LineThinning.kept((0..<1000).map { Double($0) / 7 }, tolerance: 0.1) == [0, 999])
    #expect(LineThinning.kept([], tolerance: 1).isEmpty)
  }

  @Test(arguments: [(10, 1), (45, 5), (100, 10), (360, 30), (730, 60), (3650, 360), (20000, 1800)])
  func daysHaveRoundDistances(_ lastDay: Int, _ step: Int) {
    let axis = DayAxis(box: Box(x: 0, y: 0, width: 650, height: 1), lastDay: lastDay)
    let ticks = axis.ticks(room: 48)
    #expect(ticks.first == 0 && ticks.dropFirst().first == step && (ticks.last ?? 0) <= lastDay)
    #expect(axis.x(Double(lastDay)) == 650 && axis.x(-5) == 0 && axis.x(1e12) == 650)
  }
}
