/// Values that few rows of a table have, kept beside the row: a row without them pays for one pointer.
///
/// Rows are values all the same: whoever writes takes a copy first where another row shares the storage
/// (``unshared(_:)``), so nothing is ever changed that two can see.
final class RareValues<Value: Sendable & Equatable>: @unchecked Sendable {
  var value: Value

  init(_ value: Value) { self.value = value }

  /// The storage to write into: the row's own, which comes into being with the first value.
  static func unshared(_ storage: inout RareValues?, orNew empty: @autoclosure () -> Value) -> RareValues {
    if isKnownUniquelyReferenced(&storage), let own = storage { return own }
    let copy = RareValues(storage?.value ?? empty())
    storage = copy
    return copy
  }
}
