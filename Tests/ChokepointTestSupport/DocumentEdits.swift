import Diagnostics
public import SupplyGraph

/// What sketches have no words for: ranges of shares, markets, names, dates and titles.
extension GraphDocument {
  /// Gives the share of a supply a range.
  ///
  /// - Precondition: the document has the supply.
  public mutating func setRange(
    of product: String, from supplier: String, to buyer: String, _ range: ClosedRange<Double>
  ) {
    let row = supplies.firstIndex {
      $0.product.value == product && $0.from.value == supplier && $0.entity.value == buyer
    }
    guard let row else { preconditionFailure("no supply of \(product) from \(supplier) to \(buyer)") }
    supplies[row].low = Located(range.lowerBound)
    supplies[row].high = Located(range.upperBound)
  }

  /// Adds a provider's share of the world market of a product.
  public mutating func addMarket(
    _ product: String, _ provider: String, _ share: Double, low: Double? = nil, high: Double? = nil
  ) {
    var row = MarketRow(product: Located(product), provider: Located(provider))
    row.share = Located(share)
    row.low = low.map { Located($0) }
    row.high = high.map { Located($0) }
    row.evidence.source = Located("test")
    markets.append(row)
  }

  /// Names an entity.
  ///
  /// - Precondition: the document has the entity.
  public mutating func setName(of entity: String, _ name: String) {
    guard let row = entities.firstIndex(where: { $0.id.value == entity }) else {
      preconditionFailure("no entity \(entity)")
    }
    entities[row].name = Located(name)
  }

  /// Declares a product with a name.
  public mutating func addProduct(_ id: String, name: String) {
    var row = ProductRow(id: Located(id))
    row.name = Located(name)
    products.append(row)
  }

  /// Lists a source with a title.
  public mutating func addSource(_ id: String, title: String) {
    var row = SourceRow(id: Located(id))
    row.title = Located(title)
    sources.append(row)
  }
}

extension SupplyGraph {
  /// The entity with this id, for tests that know it is there.
  public func named(_ id: String) -> EntityIndex {
    guard let index = entity(id) else { preconditionFailure("the test graph has no '\(id)'") }
    return index
  }

  /// The explicit need of a named entity.
  public func need(_ product: String, of id: String) -> Int {
    guard let index = need(of: named(id), for: product) else { preconditionFailure("'\(id)' needs no '\(product)'") }
    return index
  }

  /// The supply of a product between two named entities, as an index into ``supplies``.
  public func supply(_ product: String, from supplier: String, to buyer: String) -> Int {
    let found = needs[need(product, of: buyer)].supplies.first { supplies[$0].supplier == named(supplier) }
    guard let found else { preconditionFailure("no supply of '\(product)' from '\(supplier)' to '\(buyer)'") }
    return found
  }
}
