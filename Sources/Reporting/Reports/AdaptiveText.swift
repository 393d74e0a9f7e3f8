import AdaptiveResponse
import Comparison
import LinearProgramming
import Propagation
import SupplyGraph

/// The adaptive answer in sentences: why there is none, and what one more of something would save.
struct AdaptiveText {
  private let graph: SupplyGraph
  private let text: GraphText

  init(_ graph: SupplyGraph) {
    self.graph = graph
    text = GraphText(graph)
  }

  /// Why there is no answer.
  func reason(_ error: AdaptiveAnswerError) -> String {
    switch error {
    case .mismatchedTargets: "the targets are named twice."
    case .badWeights: "the weights of the targets make no sense."
    case .sizes(let error): SizesText.reason(error) + "."
    case .program(.libraryMissing(let detail)):
      "the linear-programming library Clp is missing (Debian: coinor-libclp1; Homebrew: clp)\(detail.isEmpty ? "" : ": \(detail)")."
    case .program(.infeasible): "no reallocation keeps every target at its rigid loss."
    case .program(.iterationLimit): "the linear program did not end in time."
    case .program: "the linear program could not be solved with enough accuracy."
    }
  }

  /// `capacity of TSMC CoWoS AP6`: what one could have more of.
  func phrase(_ limit: BindingLimit) -> String {
    let product = limit.product.map { graph.productName($0) }
    switch limit.kind {
    case .capacity: return "capacity of \(text.name(limit.entity))"
    case .availability: return "of \(text.name(limit.entity)) left standing"
    case .dependence: return "independence of \(text.name(limit.entity))" + (product.map { " from \($0)" } ?? "")
    case .supply: return "\(product ?? "supply") that \(text.name(limit.entity)) may deliver"
    }
  }

  func json(_ limit: BindingLimit) -> JSONValue {
    let kind =
      switch limit.kind {
      case .capacity: "capacity"
      case .availability: "availability"
      case .dependence: "dependence"
      case .supply: "supply"
      }
    return [
      "kind": .string(kind), "entity": .string(text.id(limit.entity)), "product": .optional(limit.product),
      "saving": .number(limit.saving), "price": .number(limit.price),
    ]
  }
}
