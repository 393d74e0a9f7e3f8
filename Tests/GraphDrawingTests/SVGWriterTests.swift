import Foundation
import GraphDrawing
import GraphDrawingTestSupport
import Testing

@Suite("SVG")
struct SVGWriterTests {
  private func drawn(_ diagram: LaneDiagram, prefix: String = "") throws -> String {
    try LaneSVGWriter.svg(diagram, layout: LaneLayoutEngine.layout(diagram.skeleton), idPrefix: prefix)
  }

  @Test("The same picture has the same bytes")
  func repeatable() throws {
    let sample = try SampleNetwork()
    let first = try drawn(sample.baseline)
    #expect(try drawn(sample.baseline) == first)
    #expect(try drawn(SampleNetwork().baseline) == first)
  }

  @Test("Baseline and scenario over one layout share every coordinate of cards and edges")
  func sharedCoordinates() throws {
    let sample = try SampleNetwork()
    let layout = try LaneLayoutEngine.layout(sample.skeleton)
    let pictures = try [sample.baseline, sample.scenario].map {
      ParsedSVG(try LaneSVGWriter.svg($0, layout: layout))
    }
    let places = pictures.map { picture in
      var places: [String: String] = [:]
      for (index, element) in picture.elements.enumerated() {
        guard let id = element.attributes["id"], element.name == "g" else { continue }
        let shape = picture.children(of: index).first { $0.name == "rect" || $0.name == "path" }
        places[id] = ["x", "y", "width", "height", "d"].compactMap { shape?.attributes[$0] }.joined(separator: " ")
      }
      return places
    }
    #expect(places[0] == places[1])
    #expect(places[0].count == sample.skeleton.cards.count + sample.skeleton.edges.count + sample.skeleton.lanes.count)
    #expect(sample.baseline.paint != sample.scenario.paint)
  }

  @Test("Keeps its contract: no prolog, absolute rectangles, titles, classes, no transform")
  func contract() throws {
    let sample = try SampleNetwork()
    let layout = try LaneLayoutEngine.layout(sample.skeleton)
    let svg = try LaneSVGWriter.svg(sample.scenario, layout: layout)
    #expect(svg.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\""))
    for word in ["transform", "<?xml", "<!DOCTYPE", "<script", "xlink"] { #expect(!svg.contains(word)) }
    let parsed = ParsedSVG(svg)
    #expect(parsed.error == nil)
    let root = try #require(parsed.elements.first)
    #expect(root.attributes["viewBox"]?.split(separator: " ").count == 4)
    for id in (root.attributes["aria-labelledby"] ?? "").split(separator: " ") {
      #expect(parsed.ids.contains(String(id)))
    }
    for (index, card) in sample.skeleton.cards.enumerated() {
      let place = try #require(parsed.elements.firstIndex { $0.attributes["id"] == "n_" + card.id })
      #expect(parsed.elements[place].attributes["class"]?.hasPrefix("card ") == true)
      let children = parsed.children(of: place)
      #expect(children.first?.name == "title")
      let shape = try #require(children.first { $0.name != "title" })
      #expect(shape.name == "rect")
      let x = try #require(shape.attributes["x"].flatMap(Double.init))
      let y = try #require(shape.attributes["y"].flatMap(Double.init))
      #expect(abs(x - layout.cards[index].x) <= 0.005 && abs(y - layout.cards[index].y) <= 0.005)
      #expect(svg.contains("id=\"n_\(card.id)\""))
    }
    #expect(svg.components(separatedBy: "<rect x=\"").count == svg.components(separatedBy: "<rect").count)
    let edges = parsed.elements.filter { $0.attributes["class"]?.hasPrefix("edge ") == true }
    #expect(edges.count == sample.skeleton.edges.count)
    #expect(edges.allSatisfy { $0.attributes["id"]?.hasPrefix("e_") == true })
  }

  @Test("Well-formed and with unique ids whatever the texts are")
  func hostile() throws {
    let text = RandomDiagrams.hostileText
    let skeleton = try LaneSkeleton(
      lanes: (0..<3).map { .init(id: "\(text)\($0)") },
      cards: (0..<9).map { .init(id: "\(text)\($0)", lane: $0 % 3) },
      edges: (0..<20).map { .init(id: text, from: $0 % 9, to: ($0 * 2 + 1) % 9, share: 0.5, isMinor: $0 % 4 == 0) }
    )
    let paint = RandomDiagrams.paint(of: skeleton, text: text)
    let svg = try drawn(LaneDiagram(skeleton: skeleton, paint: paint), prefix: text)
    let parsed = ParsedSVG(svg)
    #expect(parsed.error == nil)
    #expect(Set(parsed.ids).count == parsed.ids.count)
    let names: Set = ["svg", "title", "desc", "style", "g", "rect", "path", "text", "tspan"]
    #expect(Set(parsed.elements.map(\.name)) == names)
    for scalar in svg.unicodeScalars {
      let isBad = [0x202E, 0x2066, 0, 0x1B, 0xFFFE, 0xFFFF, 0x85].contains(scalar.value)
      if isBad { Issue.record("U+\(String(scalar.value, radix: 16)) got through") }
    }
    // A parser gives back the cleaned text in full.
    let card = try #require(parsed.elements.first { $0.attributes["class"]?.hasPrefix("card ") == true })
    #expect(card.text.contains("</text><script>alert(1)</script>"))
  }

  @Test("Random diagrams are well-formed, their ids unique", arguments: 0..<30)
  func random(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed &+ 1000)
    let skeleton = try RandomDiagrams.skeleton(using: &generator)
    let parsed = ParsedSVG(
      try drawn(LaneDiagram(skeleton: skeleton, paint: RandomDiagrams.paint(of: skeleton, text: "x<y"))))
    #expect(parsed.error == nil)
    #expect(Set(parsed.ids).count == parsed.ids.count)
  }

  @Test("Every colour used has a dark edition in the style sheet")
  func darkEdition() throws {
    let svg = try drawn(SampleNetwork().baseline) + drawn(SampleNetwork().scenario)
    let classes = Set(
      ParsedSVG("<r>\(svg)</r>").elements.filter { $0.attributes["fill"] != nil }
        .flatMap { ($0.attributes["class"] ?? "").split(separator: " ").map(String.init) }
    )
    #expect(classes.count > 20)
    let dark = try #require(svg.components(separatedBy: "@media (prefers-color-scheme:dark)").dropFirst().first)
    for name in classes { #expect(dark.contains(".lane-drawing .\(name){"), "\(name)") }
    // Nothing of the sheet reaches the page around an inlined picture.
    let sheet = try #require(
      svg.components(separatedBy: "<style>\n").dropFirst().first?.components(separatedBy: "</style>").first)
    for rule in sheet.split(whereSeparator: \.isNewline) where !rule.hasPrefix("@media") && rule != "}" {
      for selector in rule.split(separator: "}") { #expect(selector.hasPrefix(".lane-drawing ")) }
    }
  }

  @Test("A prefix keeps the ids of two pictures on a page apart")
  func prefix() throws {
    let sample = try SampleNetwork()
    let one = Set(ParsedSVG(try drawn(sample.baseline, prefix: "a-")).ids)
    let two = Set(ParsedSVG(try drawn(sample.scenario, prefix: "b-")).ids)
    #expect(one.isDisjoint(with: two) && one.count == two.count)
  }

  @Test("Another skeleton's layout is refused")
  func mismatch() throws {
    let sample = try SampleNetwork()
    let other = try LaneLayoutEngine.layout(LaneSkeleton(lanes: [], cards: [], edges: []))
    #expect(throws: DrawingError.self) { try LaneSVGWriter.svg(sample.baseline, layout: other) }
  }

  @Test("Nothing to draw still makes a picture with its texts")
  func empty() throws {
    let skeleton = try LaneSkeleton(lanes: [], cards: [], edges: [])
    let paint = LanePaint(
      title: "Nothing", subtitle: "No card matches.", lanes: [], cards: [], edges: [], notes: [Note(text: "Try more.")])
    let parsed = ParsedSVG(try drawn(LaneDiagram(skeleton: skeleton, paint: paint)))
    #expect(parsed.error == nil)
    #expect(parsed.all("text").map(\.text) == ["Nothing", "No card matches.", "Try more."])
  }

  @Test("Title, subtitle, legend and notes stay within the picture, at nine points or more")
  func pageTexts() throws {
    let long = "word " + String(repeating: "several words ", count: 60)
    for lanes in [1, 3] {
      let skeleton = try LaneSkeleton(
        lanes: (0..<lanes).map { .init(id: "\($0)") }, cards: [.init(id: "x", lane: 0)], edges: [])
      let parsed = ParsedSVG(
        try drawn(LaneDiagram(skeleton: skeleton, paint: RandomDiagrams.paint(of: skeleton, text: long))))
      let box = try #require(parsed.elements.first?.attributes["viewBox"]).split(separator: " ").compactMap {
        Double($0)
      }
      var rows: [Double: Double] = [:]
      for text in parsed.all("text") where text.attributes["text-anchor"] == nil {
        let size = try #require(text.attributes["font-size"].flatMap(Double.init))
        let x = try #require(text.attributes["x"].flatMap(Double.init))
        let y = try #require(text.attributes["y"].flatMap(Double.init))
        #expect(size >= 9)
        // Helvetica's average is near half an em; the table errs to the wide side.
        let end = x + Double(text.text.count) * size * 0.4
        #expect(x >= box[0] && end <= box[0] + box[2] && y >= box[1] && y <= box[1] + box[3])
        if size == 10.5, let previous = rows[y] { #expect(x > previous, "texts of a row do not overlap") }
        rows[y] = end
      }
    }
  }
}
