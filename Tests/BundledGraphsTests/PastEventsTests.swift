import BundledGraphs
import Diagnostics
import DisruptionSimulation
import GraphFormats
import Replay
import ScenarioModel
import SupplyGraph
import Testing

/// The past disruptions that come with the program.
struct PastEventsTests {
  /// An event as read, with everything that was found on the way.
  struct Event: Sendable {
    var id: String
    var graph: SupplyGraph
    var scenario: Scenario?
    var figures: [ObservedFigure]
    var findings: [Finding]
  }

  /// Read once: every test looks at the same files.
  private static let loaded = Result { try read() }
  private let events: [Event]
  private let observed: ObservedReading

  init() throws { (events, observed) = try Self.loaded.get() }

  private static func read() throws -> ([Event], ObservedReading) {
    let folder = try #require(BundledGraphs.path(of: "history"))
    let observed = try ObservedReader().read(path: EventFolder.observed(in: folder))
    let events = try EventFolder.events(in: folder).map { entry in
      let reading = try GraphReader().read(path: entry.graph)
      let outcome = GraphResolver.resolve(reading.document)
      let graph = try #require(outcome.graph, "\(entry.id)")
      let written = try ScenarioReader().read(path: try #require(entry.scenario, "\(entry.id) has no scenario"))
      let resolved = ScenarioResolver.resolve(written.document, in: graph)
      let figures = ObservedResolver.resolve(
        observed.document, event: entry.id, in: graph, horizonDays: resolved.scenario?.horizonDays ?? 0)
      return Event(
        id: entry.id, graph: graph, scenario: resolved.scenario, figures: figures.figures,
        findings: reading.findings + outcome.findings + written.findings + resolved.findings + figures.findings)
    }
    return (events, observed)
  }

  @Test func everyGraphScenarioAndObservationIsSound() throws {
    #expect(events.count >= 12)
    #expect(observed.findings == [])
    #expect(ObservedResolver.strangers(observed.document, events: events.map(\.id)) == [])
    for event in events {
      #expect(event.findings.filter { $0.severity >= .warning } == [], "\(event.id)")
      #expect(event.graph.id == event.id && event.scenario?.id == event.id)
      #expect(!event.figures.isEmpty, "nothing is observed of \(event.id)")
      #expect((4...15).contains(event.graph.entities.count { $0.kind != .country }), "\(event.id)")
    }
    #expect(events.flatMap(\.figures).count == observed.document.rows.count)
  }

  @Test func everyNumberHasASource() throws {
    for event in events {
      for source in event.graph.sources {
        #expect(source.url?.isEmpty == false && !source.title.isEmpty, "\(event.id): \(source.id)")
      }
      for need in event.graph.needs where !need.isImplicit {
        #expect(need.bufferDays == 0 || need.source != nil, "\(event.id): stock of \(need.product)")
        for supply in event.graph.supplies[need.supplies] {
          #expect(supply.evidence.source != nil, "\(event.id): \(need.product)")
          #expect(supply.share == 0 || supply.low != nil, "\(event.id): \(need.product) has no range")
        }
      }
      #expect(event.figures.allSatisfy { $0.source != nil && $0.range != nil }, "\(event.id)")
      let sources = try #require(event.scenario).sources
      #expect(!sources.isEmpty)
      #expect(sources.allSatisfy { id in event.graph.sources.contains { $0.id == id } }, "\(event.id)")
    }
  }

  @Test func negativeControlsHold() throws {
    var count = 0
    for event in events where event.figures.contains(where: \.isControl) {
      let replay = try EventReplay(
        id: event.id, graph: event.graph, scenario: try #require(event.scenario), observed: event.figures)
      for score in replay.scores where score.observed.isControl {
        count += 1
        #expect(score.isHit, "\(event.id): \(event.graph[score.observed.target].id) loses \(score.predicted ?? -1)")
      }
    }
    #expect(count >= 5)
  }

  @Test func anEventIsFoundByItsBareName() {
    #expect(BundledGraphs.example("wuxi-2013")?.hasSuffix("history/wuxi-2013/graph.yaml") == true)
    #expect(BundledGraphs.example("wuxi-2014") == nil)
  }
}
