import ChokepointTestSupport
import GraphDrawing
import ScenarioModel
import SupplyDiagrams
import SupplyGraph
import Testing

/// Shocks as shapes of a chart.
struct TrajectoryHitTests {
  private func hit(_ shock: QuickShock) throws -> TrajectoryChart.Hit {
    let graph = try ExampleGraphs.diamond()
    return TrajectoryChart.Hit(try #require(quickScenario(in: graph, [shock]).shocks.first), name: "name")
  }

  /// Capacity of a course on a day, along its straight lines.
  private func capacity(_ hit: TrajectoryChart.Hit, _ day: Double) -> Double {
    guard let first = hit.course.first, day >= first.day else { return 1 }
    for (a, b) in zip(hit.course, hit.course.dropFirst()) where day < b.day {
      return a.capacity + (b.capacity - a.capacity) * (day - a.day) / (b.day - a.day)
    }
    return hit.isOpen ? hit.course.last?.capacity ?? 1 : 1
  }

  @Test func coursesFollowTheShock() throws {
    let shocks: [QuickShock] = [
      .hit("glass-works", capacity: 0.3, start: 4, duration: 10, recovery: ("linear", 20)),
      .hit("glass-works", duration: 10), .hit("glass-works", capacity: 0.5, start: 2),
      .hit("glass-works", duration: 10, recovery: ("piecewise", 0), points: [(5, 0.2), (9, 0.8)]),
    ]
    for shock in shocks {
      let hit = try hit(shock)
      for day in stride(from: 0.5, through: 60, by: 1) {
        #expect(abs(capacity(hit, day) - (1 - shock.lost(onDay: day))) < 1e-9, "\(day)")
      }
    }
  }

  @Test func exponentialCoursesAreNear() throws {
    let graph = try ExampleGraphs.diamond()
    let shock = try #require(
      quickScenario(in: graph, [.hit("glass-works", duration: 10, recovery: ("exponential", 24))]).shocks.first)
    let hit = TrajectoryChart.Hit(shock, name: "")
    for day in stride(from: 0.5, through: 57, by: 1) {
      #expect(abs(capacity(hit, day) - shock.capacity(onDay: day)) < 0.01, "\(day)")
    }
  }

  @Test func blocksAreWholeToTheirEnd() throws {
    let block = try hit(.block(from: "glass-works", to: "*", start: 3, licenceDays: 45))
    #expect(block.course == [.init(day: 3, capacity: 0), .init(day: 48, capacity: 0)] && !block.isOpen)
    #expect(try hit(.block(from: "glass-works", to: "*")).isOpen)
  }
}
