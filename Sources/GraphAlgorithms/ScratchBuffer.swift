/// Working memory of one search: plain 32-bit integers, bounds-checked in debug builds.
///
/// The inner loops write through these buffers because an array would check its uniqueness at every write.
/// Whoever makes one frees it with `defer`.
typealias ScratchBuffer = UnsafeMutableBufferPointer<Int32>

extension ScratchBuffer {
  /// Allocates memory that the caller fills before it reads.
  init(count: Int) {
    self = .allocate(capacity: count)
  }

  init(count: Int, filledWith value: Int32) {
    self = .allocate(capacity: count)
    initialize(repeating: value)
  }
}

/// The rows of a graph as raw buffers, valid inside `CompactDigraph.withRows`.
struct RowBuffers {
  let start: UnsafeBufferPointer<Int32>
  let column: UnsafeBufferPointer<Int32>

  /// The positions of a node's edges.
  func range(_ node: Int) -> Range<Int> {
    Int(start[node])..<Int(start[node + 1])
  }
}

extension CompactDigraph {
  func withRows<Result>(_ body: (RowBuffers) -> Result) -> Result {
    rowStart.withUnsafeBufferPointer { start in
      column.withUnsafeBufferPointer { column in
        body(RowBuffers(start: start, column: column))
      }
    }
  }
}
