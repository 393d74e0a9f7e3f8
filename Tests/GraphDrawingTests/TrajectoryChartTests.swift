import Foundation
import Testing

@testable import GraphDrawing

/// The chart of daily trajectories.
struct TrajectoryChartTests {
  /// Down to `low` from one day to another, and back at once.
  private func line(_ low: Double, from first: Int, to last: Int, days: Int = 101) -> TrajectoryChart.Line {
    TrajectoryChart.Line(
      values: (0..<days).map { (first..<last).contains($0) ? low : 1 }, firstLossDay: first, recoveryDay: last,
      detail: "worst −\(Int(((1 - low) * 100).rounded())) %")
  }

  private func chart(names: [String] = ["Alpha", "Beta", "Gamma"], panels: Int = 1) -> TrajectoryChart {
    let hit = TrajectoryChart.Hit(
      name: "Plant at 40 %",
      course: [.init(day: 10, capacity: 0.4), .init(day: 30, capacity: 0.4), .init(day: 50, capacity: 1)])
    let lines = names.indices.map { $0 == 2 ? line(0.2, from: 20, to: 60) : line(0.5, from: 15, to: 40) }
    return TrajectoryChart(
      title: "Title", subtitle: "Subtitle", summary: "Summary", names: names,
      panels: (0..<panels).map { .init(title: "Panel \($0)", caption: "Caption \($0)", lines: lines, hits: [hit]) },
      lastDay: 100, notes: [Note(label: "What this cannot tell you", text: "Prices.")])
  }

  private func points(_ element: ParsedSVG.Element) -> [[Double]] {
    (element.attributes["points"] ?? "").split(separator: " ").map {
      $0.split(separator: ",").compactMap { Double($0) }
    }
  }

  @Test func everyTextOfALargeChart() throws {
    let parsed = ParsedSVG(try TrajectorySVGWriter.svg(chart()))
    #expect(parsed.error == nil)
    #expect(
      parsed.all("text").map(\.text) == [
        "Title", "Subtitle", "capacity taken from what is hit, and its way back", "first day of loss",
        "back to normal", "Output, % of what is wanted", "0 %", "25 %", "50 %", "75 %", "100 %", "0", "10", "20",
        "30", "40", "50", "60", "70", "80", "90", "100",
        "Day 15: first loss (Alpha and Beta)", "Day 60: all back", "Days since the scenario began",
        "Alpha, Beta", "worst −50 %", "Gamma", "worst −80 %", "What is hit, and how much of it is left",
        "Plant at 40 %", "What this cannot tell you Prices.",
      ])
    #expect(parsed.all("desc").map(\.text) == ["Summary"])
    #expect(parsed.elements[0].attributes["role"] == "img")
    // Equal lines are one, whose title names both.
    #expect(parsed.ids.filter { $0.hasPrefix("t_") } == ["t_0_2", "t_0_0"])
    #expect(parsed.all("title").contains { $0.text == "Panel 0\nAlpha: worst −50 %\nBeta: worst −50 %" })
    #expect(parsed.all("title").contains { $0.text == "Alpha, Beta: first loss on day 15" })
  }

  @Test func linesStandWhereTheirValuesAre() throws {
    let parsed = ParsedSVG(try TrajectorySVGWriter.svg(chart()))
    let lines = parsed.all("polyline").filter { element in
      element.ancestors.contains { parsed.elements[$0].attributes["class"] == "trajectory" }
    }.map(points)
    #expect(lines.count == 2)
    let gamma = try #require(lines.first)
    let top = gamma[0][1]
    let low = gamma.map { $0[1] }.max() ?? 0
    let alpha = lines[1].map { $0[1] }.max() ?? 0
    // 80 % lost is 1.6 times as deep as 50 %.
    #expect(abs((low - top) / (alpha - top) - 1.6) < 0.01)
    // A hundred days from end to end; the fall begins on day 19 of them.
    let left = gamma[0][0]
    let span = (gamma.last?[0] ?? 0) - left
    #expect(gamma.contains { abs($0[0] - left - span * 0.19) < 0.02 && $0[1] == top })
    #expect(gamma.contains { abs($0[0] - left - span * 0.20) < 0.02 && $0[1] == low })
    // The shade reaches from 100 % to 40 % on days 10 to 30 and closes on day 50.
    let shade = try #require(parsed.all("polygon").first.map(points))
    #expect(shade.count == 5)
    #expect(shade[0][1] == top && abs(shade[1][1] - top - 0.6 * (low - top) / 0.8) < 0.02)
    #expect(abs(shade[3][0] - left - span * 0.5) < 0.02 && shade[3][1] == top)
  }

  @Test func panelsShareTheirAxes() throws {
    for count in [2, 4, 5, 24] {
      let parsed = ParsedSVG(try TrajectorySVGWriter.svg(chart(panels: count)))
      #expect(parsed.error == nil)
      let lines = parsed.all("polyline").filter { element in
        element.ancestors.contains { parsed.elements[$0].attributes["class"] == "trajectory" }
      }.map(points)
      #expect(lines.count == 2 * count)
      let sizes = Set(
        lines.map { line in
          let (x, y) = (line.map { $0[0] }, line.map { $0[1] })
          return "\(((x.max() ?? 0) - (x.min() ?? 0)).rounded()) \(y.count)"
        })
      #expect(sizes.count == 1)
      let texts = parsed.all("text").map(\.text)
      for number in 0..<count { #expect(texts.contains("Panel \(number)") && texts.contains("Caption \(number)")) }
      #expect(Set(parsed.ids).count == parsed.ids.count)
    }
  }

  @Test func labelsDoNotOverlapAndNothingLeavesThePage() throws {
    let names = (0..<14).map { "Subject with a rather long name, number \($0)" }
    var sample = chart(names: names)
    for index in names.indices { sample.panels[0].lines[index] = line(Double(index) / 20, from: index, to: 30 + index) }
    let parsed = ParsedSVG(try TrajectorySVGWriter.svg(sample))
    let box = (parsed.elements[0].attributes["viewBox"] ?? "").split(separator: " ").compactMap { Double($0) }
    let labels = parsed.elements.firstIndex { $0.attributes["class"] == "labels" }
    let texts = parsed.children(of: try #require(labels)).filter { $0.name == "text" }
    let ys = texts.compactMap { Double($0.attributes["y"] ?? "") }
    #expect(ys.count == texts.count && zip(ys, ys.dropFirst()).allSatisfy { $1 - $0 >= 12.9 })
    for text in parsed.all("text") {
      let y = Double(text.attributes["y"] ?? "") ?? .nan
      let x = Double(text.attributes["x"] ?? "") ?? .nan
      let size = Double(text.attributes["font-size"] ?? "") ?? .nan
      let style = TextStyle(size: size, isBold: text.attributes["font-weight"] == "bold")
      let end = text.attributes["text-anchor"] == "end" ? x : x + style.width(of: text.text)
      #expect(y > box[1] && y < box[1] + box[3] && end < box[0] + box[2], "\(text.text)")
    }
  }

  @Test(arguments: [
    "plain", "<script>alert(1)</script>", "a & b \"quoted\"", "control\u{1}\u{202E}reversed", "名前",
    String(repeating: "long ", count: 200),
  ]) func anyTextIsWellFormed(_ name: String) throws {
    for panels in [1, 3] {
      var sample = chart(names: [name, name + "2"], panels: panels)
      sample.title = name
      sample.panels[0].title = name
      sample.panels[0].caption = name
      sample.panels[0].hits[0].name = name
      let svg = try TrajectorySVGWriter.svg(sample)
      #expect(ParsedSVG(svg).error == nil)
      #expect(!svg.contains("<script") && !svg.contains("\u{202E}"))
      #expect(svg == (try TrajectorySVGWriter.svg(sample)))
    }
  }

  @Test func oddValuesStayInsideThePicture() throws {
    var sample = chart(names: ["A"])
    sample.panels[0].lines = [.init(values: [.nan, .infinity, -3, 7, 0.5], firstLossDay: 900, recoveryDay: -4)]
    sample.panels[0].hits = [
      .init(name: "open", course: [.init(day: 3, capacity: -2)], isOpen: true), .init(name: "empty", course: []),
      .init(name: "late", course: [.init(day: 1e9, capacity: 0)]),
    ]
    sample.lastDay = 4
    let parsed = ParsedSVG(try TrajectorySVGWriter.svg(sample))
    #expect(parsed.error == nil && parsed.all("circle").filter { $0.attributes["r"] == "3.8" }.isEmpty)
    for shape in parsed.all("polyline") + parsed.all("polygon") {
      #expect(points(shape).allSatisfy { $0.count == 2 && (0...1000).contains($0[0]) && (0...500).contains($0[1]) })
    }
  }

  @Test func aChartNeedsALineForEachName() {
    var short = chart()
    short.panels[0].lines.removeLast()
    var empty = chart()
    empty.panels = []
    var timeless = chart()
    timeless.lastDay = 0
    for wrong in [short, empty, timeless, chart(panels: 25), chart(names: (0..<15).map { "\($0)" })] {
      #expect(throws: DrawingError.self) { try TrajectorySVGWriter.svg(wrong) }
    }
  }
}
