public import Propagation

/// Why the sizes of a graph's entities cannot be computed, in a sentence without a full stop.
public enum SizesText {
  public static func reason(_ error: ProductionSizesError) -> String {
    switch error {
    case .closedCycle(let ids):
      let shown = ids.prefix(6).joined(separator: ", ") + (ids.count > 6 ? " and \(ids.count - 6) more" : "")
      return
        "\(shown) buy everything from each other and add no value, so they have no size; give one of them a volume or a value_added_share"
    case .slowCycle:
      return "entities that supply each other in a circle let hardly anything out, so they have no size"
    case .tooLarge: return "sizes come out larger than numbers go; check volumes and value_added_share"
    case .compilation(.tooLarge(let entities, let supplies)):
      return "the graph is too large: \(entities) entities and \(supplies) supplies"
    }
  }
}
