import Foundation
import GraphDrawing
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The chart of amounts over time.
struct StackedAreaChartTests {
  private func chart(
    labels: [String] = ["2025-01", "2025-02", "2025-03"], layers: [[Double]] = [[1, 2, 3], [3, 2, 1]],
    line: [Double?] = [0.5, nil, 1], name: String = "Layer"
  ) -> StackedAreaChart {
    StackedAreaChart(
      title: "Title", subtitle: "Subtitle", summary: "Summary", labels: labels,
      layers: layers.enumerated().map { .init(name: "\(name) \($0)", values: $1, isRest: $0 == 1) }, unit: "unit",
      lineName: "Index", line: line, note: "Note")
  }

  /// The points of every polygon, in order.
  private func polygons(_ svg: String) -> [[(x: Double, y: Double)]] {
    svg.matches(of: /<polygon[^>]*points="([^"]*)"/).map { match in
      match.output.1.split(separator: " ").map { point in
        let parts = point.split(separator: ",").map { Double($0) ?? .nan }
        return (parts[0], parts[1])
      }
    }
  }

  @Test func layersLieOnEachOther() throws {
    let shapes = polygons(try ChartSVGWriter.svg(chart()))
    #expect(shapes.count == 2 && shapes.allSatisfy { $0.count == 6 })
    // The upper edge of the first, read backwards, is the lower edge of the second.
    let edge = shapes[0][3...].reversed().map { "\($0.x) \($0.y)" }
    #expect(edge == shapes[1][..<3].map { "\($0.x) \($0.y)" })
    // Every month sums to 4, so the top is level; the first layer's heights are 1 : 2 : 3.
    #expect(Set(shapes[1][3...].map(\.y)).count == 1)
    let floor = shapes[0][0].y
    let heights = shapes[0][3...].reversed().map { floor - $0.y }
    #expect(abs(heights[1] / heights[0] - 2) < 1e-3 && abs(heights[2] / heights[0] - 3) < 1e-3)
  }

  @Test(arguments: [
    "plain", "<script>alert(1)</script>", "a & b \"quoted\"", "control\u{1}\u{202E}reversed", "名前",
  ]) func anyTextIsWellFormed(_ name: String) throws {
    let svg = try ChartSVGWriter.svg(chart(name: name))
    #expect(XMLParser(data: Data(svg.utf8)).parse())
    #expect(!svg.contains("<script") && !svg.contains("\u{202E}"))
    #expect(svg == (try ChartSVGWriter.svg(chart(name: name))))
  }

  @Test func oddAmountsStayInsideThePicture() throws {
    for layers in [[[0.0, 0, 0]], [[-1, .nan, .infinity]], [[1e15, 1, 1]], [[1e-12, 0, 0]], []] {
      let svg = try ChartSVGWriter.svg(chart(layers: layers, line: [2, -1, nil]))
      #expect(XMLParser(data: Data(svg.utf8)).parse())
      for shape in polygons(svg) { #expect(shape.allSatisfy { (0...860).contains($0.x) && (0...700).contains($0.y) }) }
    }
    #expect(polygons(try ChartSVGWriter.svg(chart(labels: ["2025"], layers: [[1]], line: [nil])))[0].count == 4)
  }

  @Test func eachLabelNeedsItsValues() {
    #expect(throws: DrawingError.self) { try ChartSVGWriter.svg(chart(layers: [[1, 2]])) }
    #expect(throws: DrawingError.self) { try ChartSVGWriter.svg(chart(line: [1])) }
    #expect(throws: DrawingError.self) { try ChartSVGWriter.svg(chart(labels: [], layers: [], line: [])) }
  }
}
