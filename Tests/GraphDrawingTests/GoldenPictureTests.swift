import GraphDrawing
import Testing

@Suite("A small picture, text by text")
struct GoldenPictureTests {
  private static func picture() throws -> LaneDiagram {
    let skeleton = try LaneSkeleton(
      lanes: [.init(id: "eqm"), .init(id: "fab")],
      cards: [.init(id: "asml", lane: 0), .init(id: "tsmc", lane: 1), .init(id: "intel", lane: 1)],
      edges: [
        .init(id: "s1", from: 0, to: 1, share: 1), .init(id: "s2", from: 0, to: 2, share: 0.05),
        .init(id: "s3", from: 1, to: 2, share: 0.2),
      ]
    )
    return try LaneDiagram(
      skeleton: skeleton,
      paint: LanePaint(
        title: "Scanners & fabs",
        subtitle: "Risk",
        summary: "One maker of scanners serves two fabs.",
        lanes: [LaneHeading(title: "Equipment", subtitle: "tools"), LaneHeading(title: "Fabrication")],
        cards: [
          CardPaint(name: "ASML", subtitle: "EUV scanners", value: "90", stripe: .risk(4), isEmphasised: true),
          CardPaint(name: "Taiwan Semiconductor Manufacturing", subtitle: "logic", value: "93", stripe: .risk(4)),
          CardPaint(name: "Intel", value: "30", stripe: .risk(1), tooltip: ["source: annual report"]),
        ],
        edges: [EdgePaint(style: .critical, tooltip: ["100 % of the need"]), EdgePaint(), EdgePaint(style: .pale)],
        legend: [LegendItem(.stripe(.risk(4)), "80–100"), LegendItem(.edge(.critical), "hard to replace")],
        notes: [Note(label: "Data as of", text: "2025-07-01")]
      )
    )
  }

  @Test("Texts")
  func texts() throws {
    let diagram = try Self.picture()
    let parsed = ParsedSVG(try LaneSVGWriter.svg(diagram, layout: LaneLayoutEngine.layout(diagram.skeleton)))
    #expect(
      parsed.all("text").map(\.text) == [
        "Scanners & fabs", "Risk", "80–100", "hard to replace",
        "Equipment", "tools", "Fabrication",
        "ASML", "EUV scanners", "90",
        "Taiwan Semiconduct…", "logic", "93",
        "Intel", "30",
        "Data as of 2025-07-01",
      ])
    #expect(
      parsed.all("title").map(\.text) == [
        "Scanners & fabs", "Equipment\ntools", "Fabrication",
        "Taiwan Semiconductor Manufacturing → Intel", "ASML → Intel",
        "ASML → Taiwan Semiconductor Manufacturing\n100 % of the need",
        "ASML (EUV scanners): 90", "Taiwan Semiconductor Manufacturing (logic): 93",
        "Intel: 30\nsource: annual report",
      ])
    #expect(parsed.all("desc").map(\.text) == ["One maker of scanners serves two fabs."])
  }

  @Test("Ids and classes")
  func idsAndClasses() throws {
    let diagram = try Self.picture()
    let parsed = ParsedSVG(try LaneSVGWriter.svg(diagram, layout: LaneLayoutEngine.layout(diagram.skeleton)))
    let groups = parsed.all("g").compactMap { group in
      group.attributes["id"].map { "\($0): \(group.attributes["class"] ?? "")" }
    }
    #expect(
      groups == [
        "l_eqm: lane", "l_fab: lane",
        "e_tsmc_intel: edge calm", "e_asml_intel: edge normal", "e_asml_tsmc: edge critical",
        "n_asml: card lane_eqm risk_4 emphasised", "n_tsmc: card lane_fab risk_4", "n_intel: card lane_fab risk_1",
      ])
    #expect(parsed.all("g").compactMap { $0.attributes["data-id"] } == ["s3", "s2", "s1"])
  }
}
