import FaultTrees
import Foundation
import Testing

/// What SCRAM said of a synthetic network: a node is lost if its own event or its country's event happens, or if all
/// suppliers of one category are lost; the top if all of `tops` are.
struct ToolNetwork: Decodable {
  static let names = ["one12", "one25", "one50", "one50_nocountry", "all3_50"]

  struct Network: Decodable {
    let country: [String: Int]
    let probability: [String: Double]
    let suppliers: [String: [String: [Int]]]
    let tops: [Int]
  }

  struct Importance: Decodable {
    let MIF: Double
    let CIF: Double
    let RAW: Double
    let RRW: Double
  }

  let limitOrder: Int
  let network: Network
  let minimalCutSets: [[String]]
  let importance: [String: Importance]
  let topProbability: Double

  enum CodingKeys: String, CodingKey {
    case limitOrder = "limit_order"
    case network
    case minimalCutSets = "minimal_cut_sets"
    case importance
    case topProbability = "top_probability"
  }

  static func load(_ name: String) throws -> ToolNetwork {
    let url = try #require(Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Fixtures"))
    return try JSONDecoder().decode(ToolNetwork.self, from: Data(contentsOf: url))
  }

  /// The events in order of their names; the node of an event is its place, the top comes last.
  var events: [String] { network.probability.keys.sorted() }

  func graph() throws -> FaultGraph {
    let place = Dictionary(uniqueKeysWithValues: events.enumerated().map { ($0.element, $0.offset) })
    var builder = FaultGraph.Builder()
    for event in events {
      _ = builder.addNode()
      guard event.hasPrefix("n") else { continue }
      let number = String(event.dropFirst())
      if let country = network.country[number] { builder.addCondition([try #require(place["c\(country)"])]) }
      for (_, suppliers) in (network.suppliers[number] ?? [:]).sorted(by: { $0.key < $1.key }) {
        builder.addCondition(try suppliers.map { try #require(place["n\($0)"]) })
      }
    }
    _ = builder.addNode()
    builder.addCondition(try network.tops.map { try #require(place["n\($0)"]) })
    return try builder.build()
  }
}
