import CGraphviz
import Foundation
import GraphDrawingTestSupport
import Testing

@testable import GraphDrawing

@Suite("DOT")
struct DOTWriterTests {
  /// Nodes with their labels, and the number of edges, as Graphviz's own parser reads them.
  private struct Parsed: Sendable {
    var labels: [String: String] = [:]
    var edges = 0
    var groups: [String] = []
  }

  private func parsed(_ dot: String) throws -> Parsed {
    try GraphvizSession.run(plugins: .dotOnly) { _ throws(DrawingError) -> Parsed in
      guard let graph = agmemread(dot) else { throw .layoutFailed("not DOT") }
      defer { agclose(graph) }
      var result = Parsed()
      var node = agfstnode(graph)
      while let current = node {
        if let name = agnameof(current) {
          result.labels[String(cString: name)] = Self.attribute("label", of: current)
        }
        var edge = agfstout(graph, current)
        while let out = edge {
          if Self.attribute("style", of: out) != "invis" { result.edges += 1 }
          edge = agnxtout(graph, out)
        }
        node = agnxtnode(graph, current)
      }
      var group = agfstsubg(graph)
      while let current = group {
        if let name = agnameof(current) { result.groups.append(String(cString: name)) }
        group = agnxtsubg(current)
      }
      return result
    }
  }

  private static func attribute(_ key: String, of object: UnsafeMutableRawPointer) -> String? {
    var key = Array(key.utf8CString)
    return agget(object, &key).map { String(cString: $0) }
  }

  @Test("The sample comes back with its cards, edges and lanes")
  func sample() throws {
    let sample = try SampleNetwork()
    let parsed = try parsed(LaneDOTWriter.dot(sample.scenario))
    #expect(parsed.labels.count == sample.skeleton.cards.count)
    #expect(parsed.edges == sample.skeleton.edges.count)
    #expect(parsed.groups.sorted() == sample.skeleton.lanes.map { "lane_" + $0.id }.sorted())
    #expect(parsed.labels["n_asml"] == "ASML\\nEUV scanners · −3 %")
  }

  @Test("Hostile texts stay inside their quotes")
  func hostile() throws {
    let text = RandomDiagrams.hostileText
    let skeleton = try LaneSkeleton(
      lanes: [.init(id: text), .init(id: "b")],
      cards: (0..<4).map { .init(id: "\(text)\($0)", lane: $0 % 2) },
      edges: (0..<6).map { .init(id: text, from: $0 % 4, to: ($0 + 1) % 4, share: 0.5) }
    )
    let dot = LaneDOTWriter.dot(
      try LaneDiagram(skeleton: skeleton, paint: RandomDiagrams.paint(of: skeleton, text: text)))
    let parsed = try parsed(dot)
    #expect(parsed.labels.count == 4 && parsed.edges == 6 && parsed.groups.count == 2)
    let label = try #require(parsed.labels.values.first)
    // Graphviz's label rules: entities decoded, `\\` a backslash, `\n` a new line.
    let shown = label.components(separatedBy: "\\n")[0]
      .replacing("&amp;", with: "&").replacing("\\\\", with: "\\")
    #expect(shown == CleanText.line(text))
  }

  @Test("A tooltip never ends in a backslash")
  func tooltips() throws {
    let skeleton = try LaneSkeleton(lanes: [.init(id: "a")], cards: [.init(id: "x", lane: 0)], edges: [])
    let paint = RandomDiagrams.paint(of: skeleton, text: "back\\")
    let dot = LaneDOTWriter.dot(try LaneDiagram(skeleton: skeleton, paint: paint))
    #expect(dot.contains("tooltip=\"back∖; back∖; back∖\""))
  }
}
