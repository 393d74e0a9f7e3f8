/// What a card shows.
public struct CardPaint: Sendable, Equatable {
  public var name: String
  public var subtitle: String
  /// The figure at the right, formatted.
  ///
  /// A stripe's colour always comes with its figure.
  public var value: String
  public var stripe: Stripe
  /// Whether the card has a strong border.
  public var isEmphasised: Bool
  public var bar: Bar?
  /// Lines shown when the pointer rests on the card, after its name and figure.
  public var tooltip: [String]

  public init(
    name: String,
    subtitle: String = "",
    value: String = "",
    stripe: Stripe = .none,
    isEmphasised: Bool = false,
    bar: Bar? = nil,
    tooltip: [String] = []
  ) {
    self.name = name
    self.subtitle = subtitle
    self.value = value
    self.stripe = stripe
    self.isEmphasised = isEmphasised
    self.bar = bar
    self.tooltip = tooltip
  }
}

/// The coloured stripe at the left of a card.
public enum Stripe: Sendable, Equatable {
  case none
  /// Step 0…4, from harmless to severe. Other steps count as the nearest.
  case risk(Int)
  /// Step 0…4, from no loss to nearly everything. Other steps count as the nearest.
  case loss(Int)
  /// One of several kinds, 0…. Kinds differ in colour and in the number of pieces of the stripe; from 8 on they repeat.
  case category(Int)
}

/// The bar at the foot of a card.
public struct Bar: Sendable, Equatable {
  public enum Kind: Sendable, Equatable {
    /// A share of a whole.
    case share
    /// What is left of a former volume.
    case left
  }

  public var kind: Kind
  /// Filled part, 0…1; other numbers count as the nearest, what is not a number as 0.
  public var fraction: Double

  public init(kind: Kind, fraction: Double) {
    self.kind = kind
    self.fraction = fraction
  }
}
