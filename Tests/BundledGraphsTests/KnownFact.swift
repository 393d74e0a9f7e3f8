import Testing

/// Something that is known of the chain, and what the graph makes of it.
struct KnownFact: Sendable, CustomTestStringConvertible {
  enum Expectation: Sendable {
    /// A value and how far from it the computed one may be.
    case near(Double, Double)
    case atLeast(Double)
    case atMost(Double)

    func holds(_ value: Double) -> Bool {
      switch self {
      case .near(let expected, let tolerance): abs(value - expected) <= tolerance
      case .atLeast(let bound): value >= bound
      case .atMost(let bound): value <= bound
      }
    }
  }

  var name: String
  var expectation: Expectation
  /// A source of the graph that states the fact; nil where it is arithmetic on other facts.
  var source: String?
  var value: @Sendable (BundledGraph) throws -> Double

  init(
    _ name: String, _ expectation: Expectation, source: String? = nil,
    value: @escaping @Sendable (BundledGraph) throws -> Double
  ) {
    self.name = name
    self.expectation = expectation
    self.source = source
    self.value = value
  }

  var testDescription: String { name }
}

/// What is equal but for the rounding of sums.
let rounding = 1e-9
