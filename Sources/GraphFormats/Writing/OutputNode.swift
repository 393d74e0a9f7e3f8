/// A value on its way out: what both the YAML and the JSON writer print, in the order of its keys.
enum OutputNode {
  case text(String)
  case number(Double)
  case flag(Bool)
  case list([OutputNode])
  case map([(String, OutputNode)])

  /// Whether the value fits on one line as `[a, b]` or `{ k: v }`: a list or map of plain values.
  var isFlat: Bool {
    switch self {
    case .text, .number, .flag: true
    case .list(let items): items.allSatisfy(\.isScalar)
    case .map(let pairs): pairs.allSatisfy { $0.1.isScalar }
    }
  }

  private var isScalar: Bool {
    switch self {
    case .text, .number, .flag: true
    case .list, .map: false
    }
  }
}
