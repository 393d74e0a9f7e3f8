import Diagnostics
public import SupplyGraph

/// Adds to a test document what look-through value asks for: value-added shares, head offices, weights, volumes and
/// goods that are embedded in others.
public enum ValueGraphs {
  /// A random graph with cycles, unattributed supply and all of the above.
  public static func random(using generator: inout SplitMix64) throws -> SupplyGraph {
    var document = RandomGraphs.rich.document(using: &generator)
    decorate(&document, using: &generator)
    return try GraphResolver.graph(of: document)
  }

  public static func decorate(_ document: inout GraphDocument, using generator: inout SplitMix64) {
    for row in document.entities.indices {
      let spot = document.entities[row].id.spot
      switch generator.below(4) {
      case 0: document.entities[row].valueAddedShare = Located(Double(generator.below(5)) / 4, at: spot)
      case 1: document.entities[row].valueAddedShare = Located(0, at: spot)
      default: break
      }
      if generator.below(2) == 0 { document.entities[row].hq = Located("NLD", at: spot) }
      let id = document.entities[row].id.value
      weigh(document.needs.indices.filter { document.needs[$0].entity.value == id }, &document, &generator)
    }
  }

  private static func weigh(_ needs: [Int], _ document: inout GraphDocument, _ generator: inout SplitMix64) {
    if generator.below(2) == 0 {
      for need in needs {
        document.needs[need].weight = Located(
          Double(1 + generator.below(4)), at: document.needs[need].product.spot)
      }
    }
    guard needs.count > 1, generator.below(2) == 0 else { return }
    let spot = document.needs[needs[0]].product.spot
    document.needs[needs[0]].volume = Located(Double(4 + generator.below(4)), at: spot)
    document.needs[needs[1]].volume = Located(Double(1 + generator.below(4)), at: spot)
    document.needs[needs[1]].embeddedIn = document.needs[needs[0]].product
  }
}
