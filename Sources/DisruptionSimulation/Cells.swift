/// Working memory of one simulator; an array would check its uniqueness at every write.
typealias Cells = UnsafeMutableBufferPointer

extension UnsafeMutableBufferPointer {
  /// Memory filled with one value; whoever makes it frees it.
  static func cells(_ count: Int, _ value: Element) -> Self {
    let cells = Self.allocate(capacity: count)
    cells.initialize(repeating: value)
    return cells
  }

  /// A copy of an array.
  static func cells(_ values: [Element]) -> Self {
    let cells = Self.allocate(capacity: values.count)
    _ = cells.initialize(fromContentsOf: values)
    return cells
  }
}
