/// What can go wrong with files themselves, and what a format cannot hold.
///
/// Faults *in* a file are `Finding`s, all of them at once; this error is for the faults that leave nothing to read or
/// nowhere to write.
public enum FormatError: Error, Sendable, Equatable {
  /// There is no file or folder of this name.
  case missing(path: String)
  /// The file is there but cannot be read or written to the end.
  case io(path: String, reason: String)
  /// The output cannot be created.
  case cannotCreate(path: String, reason: String)
  /// The format cannot hold this value without changing it.
  case cannotExpress(place: String, reason: String)
}

extension FormatError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .missing(let path): "\(path): no such file or folder"
    case .io(let path, let reason): "\(path): \(reason)"
    case .cannotCreate(let path, let reason): "\(path): cannot create: \(reason)"
    case .cannotExpress(let place, let reason): "\(place): \(reason)"
    }
  }
}
