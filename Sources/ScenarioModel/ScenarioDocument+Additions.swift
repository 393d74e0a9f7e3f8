public import Diagnostics

/// One capacity addition as written: who supplies more of what from when, and whose share shrinks for it.
public struct AdditionRow: Sendable, Equatable {
  public var spot: SourceSpot
  /// The supplier that adds.
  public var entity: Located<String>?
  public var product: Located<String>?
  /// What it adds of each buyer's need after the ramp, 0…1.
  public var share: Located<Double>?
  public var takesFrom: TakesFromRow?
  /// The date of the first goods.
  public var start: Located<String>?
  public var rampDays: Located<Double>?
  /// Whose needs; everybody's who needs the product where nil.
  public var buyers: SelectorSource?
  public var source: Located<String>?
  public var status: Located<String>?
  public var method: Located<String>?
  public var confidence: Located<String>?
  public var note: Located<String>?

  public init(spot: SourceSpot) { self.spot = spot }

  public static func == (a: AdditionRow, b: AdditionRow) -> Bool {
    a.entity == b.entity && a.product == b.product && a.share == b.share && a.takesFrom == b.takesFrom
      && a.start == b.start && a.rampDays == b.rampDays && a.buyers == b.buyers && a.source == b.source
      && a.status == b.status && a.method == b.method && a.confidence == b.confidence && a.note == b.note
  }
}

/// Whose share an addition takes, as written: a word, or a map of suppliers to what is taken of the buyer's need.
public enum TakesFromRow: Sendable, Equatable {
  case word(Located<String>)
  case map([TakenRow])
}

/// What is taken from one supplier.
public struct TakenRow: Sendable, Equatable {
  public var supplier: Located<String>
  public var share: Located<Double>

  public init(supplier: Located<String>, share: Located<Double>) {
    self.supplier = supplier
    self.share = share
  }
}
