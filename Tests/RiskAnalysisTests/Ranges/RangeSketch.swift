import ChokepointTestSupport
import Diagnostics
import SupplyGraph

/// Test graphs whose shares have ranges.
enum RangeSketch {
  /// A random graph with a range round three shares of four.
  static func graph(_ graphs: RandomGraphs, _ generator: inout SplitMix64) throws -> SupplyGraph {
    var document = GraphBuilder.document(graphs.sketch(using: &generator))
    for row in document.supplies.indices where generator.below(4) > 0 {
      let share = document.supplies[row].share?.value ?? 0
      document.supplies[row].low = Located(share * generator.unit())
      document.supplies[row].high = Located(share + (1 - share) * generator.unit())
    }
    return try GraphResolver.graph(of: document)
  }

  /// The example of the method page: three suppliers of one buyer.
  static func threeSuppliers() throws -> SupplyGraph {
    var document = GraphBuilder.document(
      entity("buyer", needs: [need("part", from: ["first": 0.5, "second": 0.3, "third": 0.2])]))
    document.setRange(of: "part", from: "first", to: "buyer", 0.4...0.6)
    document.setRange(of: "part", from: "second", to: "buyer", 0.2...0.4)
    return try GraphResolver.graph(of: document)
  }
}
