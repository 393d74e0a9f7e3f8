/// How an edge looks.
public struct EdgePaint: Sendable, Equatable {
  public enum Style: Sendable, Equatable, CaseIterable {
    /// A supply.
    case normal
    /// Background, such as the country of a company.
    case minor
    /// A supply the customer can hardly replace: strong colour, never thin.
    case critical
    /// A supply of which half or more is gone: dashed.
    case lost
    /// A supply that lost less than half.
    case slightlyLost
    /// A supply the scenario does not touch.
    case pale
  }

  public var style: Style
  /// Lines shown when the pointer rests on the edge.
  public var tooltip: [String]

  public init(style: Style = .normal, tooltip: [String] = []) {
    self.style = style
    self.tooltip = tooltip
  }
}

/// An entry of the legend.
public struct LegendItem: Sendable, Equatable {
  public enum Swatch: Sendable, Equatable {
    case stripe(Stripe)
    case bar(Bar.Kind)
    case edge(EdgePaint.Style)
    /// The strong border of cards with this stripe.
    case emphasis(Stripe)
    /// A line of a chart, by its place in the order of names.
    case line(Int)
    /// What is taken away from outside, in a chart.
    case shade
    /// A point of a chart's line.
    case dot(isFilled: Bool)
  }

  public var swatch: Swatch
  public var text: String

  public init(_ swatch: Swatch, _ text: String) {
    self.swatch = swatch
    self.text = text
  }
}
