import Diagnostics
public import SupplyGraph

extension GraphDocument {
  /// The same document with a stock of so many days of a product at an entity.
  public func stocking(_ product: String, at id: String, days: Double) -> GraphDocument {
    var document = self
    for index in document.needs.indices
    where document.needs[index].entity.value == id && document.needs[index].product.value == product {
      document.needs[index].bufferDays = Located(days)
    }
    return document
  }
}
