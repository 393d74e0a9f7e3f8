public import Diagnostics

/// A table of observed figures as written, with the place of every value.
public struct ObservedDocument: Sendable, Equatable {
  public var files: [String] = []
  public var rows: [ObservedRow] = []

  public init() {}
}

/// One row: a figure that was observed of an event.
public struct ObservedRow: Sendable, Equatable {
  public var event: Located<String>
  public var target: Located<String>
  public var measure: Located<String>
  public var fromDay: Located<Double>?
  public var toDay: Located<Double>?
  public var value: Located<Double>?
  public var low: Located<Double>?
  public var high: Located<Double>?
  public var unit: Located<String>?
  public var isControl: Located<Bool>?
  public var asOf: Located<String>?
  public var source: Located<String>?
  public var note: Located<String>?

  public init(event: Located<String>, target: Located<String>, measure: Located<String>) {
    self.event = event
    self.target = target
    self.measure = measure
  }
}
