public import Diagnostics

/// A scenario as it was written: every value with its place, nothing resolved.
///
/// ``ScenarioResolver`` turns it into a ``Scenario`` for one graph.
public struct ScenarioDocument: Sendable, Equatable {
  public var files: [String] = []
  /// Where the document begins; errors about missing keys point here.
  public var spot = SourceSpot.none

  public var schema: Located<String>?
  public var id: Located<String>?
  public var title: Located<String>?
  public var rationale: Located<String>?
  public var sources: [Located<String>] = []
  public var horizonDays: Located<Double>?
  public var shocks: [ShockRow] = []
  public var additions: [AdditionRow] = []
  public var trade = TradeRows()

  public init() {}

  /// Where the files were read from is no part of what a document says.
  public static func == (a: ScenarioDocument, b: ScenarioDocument) -> Bool {
    a.schema == b.schema && a.id == b.id && a.title == b.title && a.rationale == b.rationale
      && a.sources == b.sources && a.horizonDays == b.horizonDays && a.shocks == b.shocks
      && a.additions == b.additions
      && a.trade == b.trade
  }
}

/// One shock as written: on entities (`select`) or on supplies (`block`).
public struct ShockRow: Sendable, Equatable {
  public var spot: SourceSpot
  public var select: SelectorSource?
  public var block: BlockRow?
  /// Capacity left, 0…1.
  public var capacity: Located<Double>?
  /// First day, counted from the scenario's day 0.
  public var start: Located<Double>?
  /// Days at `capacity`; without it the shock lasts to the horizon.
  public var duration: Located<Double>?
  public var recovery: RecoveryRow?
  /// Share of work in process that is lost.
  public var scrap: Located<Double>?
  /// Days until licences are granted again, for a block.
  public var licenceDays: Located<Double>?

  public init(spot: SourceSpot) { self.spot = spot }

  public static func == (a: ShockRow, b: ShockRow) -> Bool {
    a.select == b.select && a.block == b.block && a.capacity == b.capacity && a.start == b.start
      && a.duration == b.duration && a.recovery == b.recovery && a.scrap == b.scrap && a.licenceDays == b.licenceDays
  }
}

/// Which supplies a block stops: those of `product` (any where empty) from `from` to `to` (any where nil).
public struct BlockRow: Sendable, Equatable {
  public var spot: SourceSpot
  public var from: SelectorSource?
  public var to: SelectorSource?
  public var products: [Located<String>] = []

  public init(spot: SourceSpot) { self.spot = spot }

  public static func == (a: BlockRow, b: BlockRow) -> Bool {
    a.from == b.from && a.to == b.to && a.products == b.products
  }
}

/// How capacity comes back after a shock.
public struct RecoveryRow: Sendable, Equatable {
  public var shape: Located<String>?
  public var days: Located<Double>?
  /// Points of a piecewise curve: days after the shock's end, and the capacity reached.
  public var points: [RecoveryPointRow] = []

  public init() {}
}

/// A point of a piecewise recovery.
public struct RecoveryPointRow: Sendable, Equatable {
  public var day: Located<Double>
  public var capacity: Located<Double>

  public init(day: Located<Double>, capacity: Located<Double>) {
    self.day = day
    self.capacity = capacity
  }
}

/// A selector as written: one text (`country=TWN kind=foundry`) or a map of the same terms.
public enum SelectorSource: Sendable, Equatable {
  case text(Located<String>)
  case map([SelectorTermRow])
}

/// One key of a selector map with its values.
public struct SelectorTermRow: Sendable, Equatable {
  public var key: Located<String>
  public var values: [Located<String>]

  public init(key: Located<String>, values: [Located<String>]) {
    self.key = key
    self.values = values
  }
}
