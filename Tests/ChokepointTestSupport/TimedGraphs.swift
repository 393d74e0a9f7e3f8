import Diagnostics
public import SupplyGraph

/// Adds stocks, days under way, work in process and spare capacity to the sketches of a test graph.
///
/// Keys: an entity's id; `entity/product` for a need; `entity/product/supplier` for a supply.
public struct Timing: Sendable {
  /// Days under way of every supply that is not named; stock of every need that is not named.
  public var transit: Double
  public var buffer: Double
  public var transits: [String: Double] = [:]
  public var buffers: [String: Double] = [:]
  public var cycles: [String: Double] = [:]
  public var spares: [String: Double] = [:]
  public var switchDays: [String: Double] = [:]

  public init(
    transit: Double = 0, buffer: Double = 0, transits: [String: Double] = [:], buffers: [String: Double] = [:],
    cycles: [String: Double] = [:], spares: [String: Double] = [:], switchDays: [String: Double] = [:]
  ) {
    self.transit = transit
    self.buffer = buffer
    self.transits = transits
    self.buffers = buffers
    self.cycles = cycles
    self.spares = spares
    self.switchDays = switchDays
  }

  /// The resolved graph of these sketches with these times.
  public func graph(_ entities: EntitySketch...) throws -> SupplyGraph { try graph(entities) }

  /// The resolved graph of these sketches with these times.
  public func graph(_ entities: [EntitySketch]) throws -> SupplyGraph {
    var document = GraphBuilder.document(entities)
    apply(to: &document)
    return try GraphResolver.graph(of: document)
  }

  public func apply(to document: inout GraphDocument) {
    for index in document.entities.indices {
      let id = document.entities[index].id
      document.entities[index].cycleDays = cycles[id.value].map { Located($0, at: id.spot) }
      document.entities[index].spare = spares[id.value].map { Located($0, at: id.spot) }
    }
    for index in document.needs.indices {
      let row = document.needs[index]
      let key = row.entity.value + "/" + row.product.value
      document.needs[index].bufferDays = Located(buffers[key] ?? buffer, at: row.product.spot)
      document.needs[index].switchDays = switchDays[key].map { Located($0, at: row.product.spot) }
    }
    for index in document.supplies.indices {
      let row = document.supplies[index]
      let key = [row.entity.value, row.product.value, row.from.value].joined(separator: "/")
      document.supplies[index].transitDays = Located(transits[key] ?? transit, at: row.from.spot)
    }
  }
}
