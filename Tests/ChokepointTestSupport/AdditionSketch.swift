import Diagnostics
public import ScenarioModel
public import SupplyGraph

/// Says in few words what a capacity addition of a test scenario is.
public struct AdditionSketch: Sendable {
  public var entity: String
  public var product: String
  public var share: Double
  /// nil for in proportion.
  public var takes: [(supplier: String, share: Double)]?
  public var start: String
  public var rampDays: Double?
  public var buyers: String?

  public init(
    _ entity: String, _ product: String, _ share: Double, takes: [(supplier: String, share: Double)]? = nil,
    start: String = "2028", rampDays: Double? = nil, buyers: String? = nil
  ) {
    self.entity = entity
    self.product = product
    self.share = share
    self.takes = takes
    self.start = start
    self.rampDays = rampDays
    self.buyers = buyers
  }

  /// The row of this addition at a line; the columns are those of the keys in their order.
  public func row(line: Int32 = 1) -> AdditionRow {
    func at<Value>(_ value: Value, _ column: Int32) -> Located<Value> {
      Located(value, at: SourceSpot(file: 0, line: line, column: column))
    }
    var row = AdditionRow(spot: SourceSpot(file: 0, line: line, column: 1))
    row.entity = at(entity, 2)
    row.product = at(product, 3)
    row.share = at(share, 4)
    row.takesFrom = takes.map { list in
      .map(list.map { TakenRow(supplier: at($0.supplier, 5), share: at($0.share, 6)) })
    }
    row.start = at(start, 7)
    row.rampDays = rampDays.map { at($0, 8) }
    row.buyers = buyers.map { .text(at($0, 9)) }
    row.source = at("test", 10)
    return row
  }
}

extension ScenarioDocument {
  /// A document with these additions, one a line from line 1.
  public static func adding(_ additions: [AdditionSketch]) -> ScenarioDocument {
    var document = ScenarioDocument()
    document.files = ["test.yaml"]
    document.schema = Located(ScenarioResolver.schema)
    document.id = Located("test")
    document.title = Located("Test")
    document.additions = additions.enumerated().map { $0.element.row(line: Int32($0.offset + 1)) }
    return document
  }
}

extension SupplyGraph {
  /// Shares of a need by supplier, with the part of nobody under ``NaiveAdditions/nobody``.
  public func sharesByName(ofNeed need: Int) -> [String: Double] {
    var result = [NaiveAdditions.nobody: needs[need].unattributed]
    for supply in supplies[needs[need].supplies] { result[self[supply.supplier].id] = supply.share }
    return result
  }
}
