/// Amounts over time, stacked, with one index from 0 to 1 as a line below: plain values, nothing of trade.
public struct StackedAreaChart: Sendable {
  /// One layer.
  public struct Layer: Sendable {
    public var name: String
    /// One amount for each label, not negative.
    public var values: [Double]
    /// Whether it is what the other layers leave; drawn in grey.
    public var isRest: Bool

    public init(name: String, values: [Double], isRest: Bool = false) {
      self.name = name
      self.values = values
      self.isRest = isRest
    }
  }

  public var title: String
  public var subtitle: String
  /// For those who do not see the picture.
  public var summary: String
  /// Names of the points in time, evenly spaced.
  public var labels: [String]
  /// From the bottom up.
  public var layers: [Layer]
  /// Unit of the amounts.
  public var unit: String
  /// Name and values (0…1) of the line; nil where there is none at a point.
  public var lineName: String
  public var line: [Double?]
  public var note: String

  public init(
    title: String, subtitle: String, summary: String, labels: [String], layers: [Layer], unit: String,
    lineName: String, line: [Double?], note: String
  ) {
    self.title = title
    self.subtitle = subtitle
    self.summary = summary
    self.labels = labels
    self.layers = layers
    self.unit = unit
    self.lineName = lineName
    self.line = line
    self.note = note
  }
}
