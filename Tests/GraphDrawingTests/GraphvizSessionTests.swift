import CGraphviz
import Foundation
import GraphDrawingTestSupport
import Testing

@testable import GraphDrawing

@Suite("Graphviz")
struct GraphvizSessionTests {
  @Test("Every plugin set gives the same layout")
  func plugins() throws {
    let skeleton = try SampleNetwork().skeleton
    let fast = try LaneLayoutEngine.layout(skeleton)
    let full = try LaneLayoutEngine.layout(
      skeleton, metrics: LayoutMetrics(), limits: LayoutLimits(), plugins: .installed)
    #expect(fast == full)
  }

  @Test("No name and no attribute holds a word of the caller's")
  func noCallersText() throws {
    let marker = "CALLER"
    let skeleton = try LaneSkeleton(
      lanes: (0..<3).map { .init(id: "\(marker)\($0)") },
      cards: (0..<6).map { .init(id: "\(marker)\($0)", lane: $0 % 3) },
      edges: (0..<6).map { .init(id: marker, from: $0, to: ($0 + 2) % 6, share: 0.3) }
    )
    let texts = try GraphvizSession.run(plugins: .dotOnly) { _ throws(DrawingError) -> [String] in
      let graph = try GraphvizGraph(
        skeleton: skeleton,
        bundles: EdgeBundles(skeleton),
        metrics: LayoutMetrics()
      )
      defer { graph.close() }
      return Self.texts(of: graph.root)
    }
    #expect(texts.count > 20 && texts.contains("same"))
    #expect(texts.filter { $0.contains(marker) }.isEmpty)
  }

  @Test("A reported error fails the layout, although Graphviz answers success")
  func reportedError() throws {
    let skeleton = try SampleNetwork().skeleton
    let error = #expect(throws: DrawingError.self) {
      try GraphvizSession.run(plugins: .dotOnly) { session throws(DrawingError) in
        let graph = try GraphvizGraph(
          skeleton: skeleton,
          bundles: EdgeBundles(skeleton),
          metrics: LayoutMetrics()
        )
        defer { graph.close() }
        if let parsed = agmemread("digraph {") { agclose(parsed) }
        try session.layout(graph.root)
        session.freeLayout(graph.root)
      }
    }
    guard case .layoutFailed(let text) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(text.contains("syntax error") && !text.contains("\n"))
    // The next session starts with a clean report.
    #expect(throws: Never.self) { try LaneLayoutEngine.layout(skeleton) }
  }

  @Test("Without plugins the error says what to install")
  func missingPlugins() async {
    await #expect(processExitsWith: .success) {
      let folder = FileManager.default.temporaryDirectory.appendingPathComponent("no-plugins-\(getpid())")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      setenv("GVBINDIR", folder.path, 1)
      let skeleton = try LaneSkeleton(lanes: [.init(id: "a")], cards: [.init(id: "x", lane: 0)], edges: [])
      let error = #expect(throws: DrawingError.self) {
        try LaneLayoutEngine.layout(
          skeleton, metrics: LayoutMetrics(), limits: LayoutLimits(), plugins: .installed)
      }
      guard case .layoutEngineMissing = error else { exit(1) }
      if !"\(DrawingError.layoutEngineMissing(""))".contains("libgvc6") { exit(2) }
    }
  }

  @Test("Pictures are the same on a machine without fonts")
  func withoutFonts() async throws {
    let sample = try SampleNetwork()
    let svg = try LaneSVGWriter.svg(sample.baseline, layout: LaneLayoutEngine.layout(sample.skeleton))
    let expected = checksum(of: svg)
    await #expect(processExitsWith: .success) { [expected = expected as UInt64] in
      let file = FileManager.default.temporaryDirectory.appendingPathComponent("no-fonts-\(getpid()).conf")
      try Data("<fontconfig></fontconfig>".utf8).write(to: file)
      defer { try? FileManager.default.removeItem(at: file) }
      setenv("FONTCONFIG_FILE", file.path, 1)
      let sample = try SampleNetwork()
      let layout = try LaneLayoutEngine.layout(
        sample.skeleton, metrics: LayoutMetrics(), limits: LayoutLimits(), plugins: .installed)
      if try checksum(of: LaneSVGWriter.svg(sample.baseline, layout: layout)) != expected { exit(1) }
    }
  }

  #if os(Linux)
    @Test("500 pictures leave less than 2 MB behind")
    func memory() async {
      await #expect(processExitsWith: .success) {
        func residentBytes() throws -> Int {
          let fields = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
          guard fields.count > 1, let pages = Int(fields[1]) else { exit(2) }
          return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
        }
        func draw(_ count: Int, _ sample: SampleNetwork) throws {
          for _ in 0..<count {
            _ = try LaneSVGWriter.svg(sample.baseline, layout: LaneLayoutEngine.layout(sample.skeleton))
          }
        }
        let sample = try SampleNetwork()
        try draw(100, sample)
        let before = try residentBytes()
        try draw(500, sample)
        let growth = try residentBytes() - before
        print("grown by \(growth / 1024) KiB")
        if growth >= 2 << 20 { exit(1) }
      }
    }
  #endif

  /// Names and attribute values of a graph, its nodes and edges.
  private static func texts(of root: UnsafeMutablePointer<Agraph_t>) -> [String] {
    var texts: [String] = []
    func add(_ text: UnsafeMutablePointer<CChar>?) {
      if let text { texts.append(String(cString: text)) }
    }
    func addAttributes(of object: UnsafeMutableRawPointer, kind: Int32) {
      var key = agnxtattr(root, kind, nil)
      while let current = key {
        add(agxget(object, current))
        key = agnxtattr(root, kind, current)
      }
    }
    add(agnameof(root))
    addAttributes(of: root, kind: AGRAPH)
    var group = agfstsubg(root)
    while let current = group {
      add(agnameof(current))
      addAttributes(of: current, kind: AGRAPH)
      group = agnxtsubg(current)
    }
    var node = agfstnode(root)
    while let current = node {
      add(agnameof(current))
      addAttributes(of: current, kind: AGNODE)
      var edge = agfstout(root, current)
      while let out = edge {
        add(agnameof(out))
        addAttributes(of: out, kind: AGEDGE)
        edge = agnxtout(root, out)
      }
      node = agnxtnode(root, current)
    }
    return texts
  }
}

/// FNV-1a: small enough to hand to another process, which then need not be handed the picture.
private func checksum(of text: String) -> UInt64 {
  text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
}
