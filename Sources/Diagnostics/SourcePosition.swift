/// A place in a file that somebody wrote: 1-based line and column, the column counted in Unicode scalars.
public struct SourcePosition: Hashable, Sendable, Comparable {
  public var file: String
  public var line: Int
  public var column: Int

  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  public static func < (a: SourcePosition, b: SourcePosition) -> Bool {
    (a.file, a.line, a.column) < (b.file, b.line, b.column)
  }
}

/// A place in one of a document's files, small enough to stand beside every value that was read.
public struct SourceSpot: Hashable, Sendable {
  /// Index into the document's list of files; negative where a value was not read from a file.
  public var file: Int32
  public var line: Int32
  public var column: Int32

  public init(file: Int32, line: Int32, column: Int32) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// The spot of a value that stands in no file.
  public static let none = SourceSpot(file: -1, line: 0, column: 0)

  /// The position, given the document's files; nil for ``none``.
  public func position(in files: [String]) -> SourcePosition? {
    guard files.indices.contains(Int(file)) else { return nil }
    return SourcePosition(file: files[Int(file)], line: Int(line), column: Int(column))
  }
}

/// A value together with the place where it was written.
public struct Located<Value: Sendable>: Sendable {
  public var value: Value
  public var spot: SourceSpot

  public init(_ value: Value, at spot: SourceSpot = .none) {
    self.value = value
    self.spot = spot
  }
}

/// Two located values are equal when their values are: where a value stood is no part of what it says.
extension Located: Equatable where Value: Equatable {
  public static func == (a: Located, b: Located) -> Bool { a.value == b.value }
}
