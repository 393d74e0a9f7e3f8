/// Why a drawing could not be made.
public enum DrawingError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The picture has more of something than the layout engine finishes in acceptable time.
  case tooLarge(quantity: String, count: Int, limit: Int)
  /// The skeleton contradicts itself, for example an edge that names a card which is not there.
  case invalidSkeleton(String)
  /// The paint, or the layout, was made for another skeleton.
  case mismatch(String)
  /// libgvc is there, its `dot` layout plugin is not.
  case layoutEngineMissing(String)
  /// Graphviz refused the graph or answered with nonsense.
  case layoutFailed(String)

  public var description: String {
    switch self {
    case .tooLarge(let quantity, let count, let limit):
      "The picture would have \(count) \(quantity); the limit is \(limit). Draw a part of it instead: focus on one "
        + "card, keep the largest, or merge lanes."
    case .invalidSkeleton(let reason):
      "The picture contradicts itself: \(reason)."
    case .mismatch(let reason):
      "The parts of the picture do not belong together: \(reason)."
    case .layoutEngineMissing(let detail):
      "Graphviz has no \"dot\" layout engine here. Install the Graphviz libraries with their plugins (Debian: libgvc6; "
        + "Homebrew: graphviz).\(detail.isEmpty ? "" : " Graphviz said: \(detail)")"
    case .layoutFailed(let detail):
      "Graphviz could not lay out the picture\(detail.isEmpty ? "" : ": \(detail)")."
    }
  }
}
