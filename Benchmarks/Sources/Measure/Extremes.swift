import Diagnostics
import GraphAlgorithms
import Propagation
import SupplyGraph

/// Graphs at the edge of what there can be, at full size, against answers in closed form.
enum Extremes {
  /// What was tried, whether it came out right, and what it took.
  struct Outcome {
    var what: String
    var isRight: Bool
    var reading: Reading
  }

  static func run(count: Int) throws -> [Outcome] {
    [
      try ring(count, isReversed: false), try ring(count, isReversed: true),
      try bipartite(suppliers: max(10, count / 10)),
    ]
  }

  /// One strongly connected component of everybody: each lives for 90 % on the one before, in the order of the rows or
  /// against it. e0 fails: ℓ_k = 0.9^k; its part in everybody's value falls by (1 − v)·0.9 a step.
  private static func ring(_ count: Int, isReversed: Bool) throws -> Outcome {
    var document = GraphDocument()
    for number in 0..<count {
      var row = EntityRow(id: Located("e\(number)"))
      row.hq = Located(number == 0 ? "TWN" : "USA")
      document.entities.append(row)
      let supplier = (number + (isReversed ? 1 : count - 1)) % count
      var supply = SupplyRow(entity: Located("e\(number)"), product: Located("p"), from: Located("e\(supplier)"))
      supply.share = Located(0.9)
      document.supplies.append(supply)
    }
    let graph = try GraphResolver.graph(of: document)
    var isRight = true
    let reading = try Meter.measure {
      let compiled = try CompiledGraph(graph)
      let engine = AvailabilityEngine(compiled)
      engine.evaluate([Hit(EntityIndex(0))])
      let column = try LookThrough(graph).column(of: "TWN")
      let cuts = try graph.dependencyDigraph().undirectedCuts()
      isRight = compiled.cyclicComponents == [0..<count] && engine.errorBound <= 1e-10
      isRight = isRight && cuts.articulationPoints.isEmpty && cuts.bridges.isEmpty
      var (loss, part) = (1.0, 0.4)
      for step in 0..<count {
        let entity = EntityIndex(isReversed ? (count - step) % count : step)
        if abs(engine.loss(of: entity) - loss) > engine.errorBound + 1e-11 { isRight = false }
        if abs((column?.share(of: entity) ?? -1) - part) > 1e-11 { isRight = false }
        loss *= 0.9
        part *= 0.6 * 0.9
      }
    }
    let order = isReversed ? "against the order of the rows" : "in the order of the rows"
    return Outcome(what: "one circle of \(count) entities, \(order)", isRight: isRight, reading: reading)
  }

  /// Ten needs, each met in equal parts by the same suppliers: shares sum to 1 only within rounding.
  private static func bipartite(suppliers: Int) throws -> Outcome {
    let buyers = 10
    var document = GraphDocument()
    for number in 0..<suppliers { document.entities.append(EntityRow(id: Located("s\(number)"))) }
    for buyer in 0..<buyers {
      document.entities.append(EntityRow(id: Located("b\(buyer)")))
      for number in 0..<suppliers {
        var row = SupplyRow(entity: Located("b\(buyer)"), product: Located("p"), from: Located("s\(number)"))
        row.share = Located(1 / Double(suppliers))
        document.supplies.append(row)
      }
    }
    let graph = try GraphResolver.graph(of: document)
    var isRight = graph.needs.allSatisfy { $0.unattributed == 0 }
    let reading = try Meter.measure {
      let engine = AvailabilityEngine(try CompiledGraph(graph))
      engine.evaluate([Hit(EntityIndex(suppliers / 2))])
      let one = engine.loss(of: EntityIndex(suppliers))
      engine.evaluate((0..<suppliers).map { Hit(EntityIndex($0)) })
      let all = engine.loss(of: EntityIndex(suppliers + buyers - 1))
      isRight = isRight && abs(one * Double(suppliers) - 1) <= 1e-10 && abs(all - 1) <= 1e-10 && all <= 1
    }
    return Outcome(
      what: "\(buyers) needs with \(suppliers) suppliers each", isRight: isRight, reading: reading)
  }
}
