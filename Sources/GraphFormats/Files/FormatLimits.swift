/// How much a reader accepts before it says "too large" instead of filling the memory.
public struct FormatLimits: Sendable, Equatable {
  /// Bytes of one CSV table.
  public var tableBytes = 2_000_000_000
  /// Bytes of one YAML or JSON document.
  public var documentBytes = 64_000_000
  /// Bytes of one CSV cell.
  public var cellBytes = 1_000_000
  /// Bytes of one CSV row.
  public var rowBytes = 4_000_000
  /// Levels of lists and maps inside each other in YAML and JSON.
  public var depth = 64
  /// Characters of one key in YAML and JSON.
  public var keyBytes = 1_024

  public init() {}

  /// "64 MB", "500 bytes": for people.
  static func readable(_ bytes: Int) -> String {
    if bytes >= 1_000_000_000, bytes % 1_000_000_000 == 0 { return "\(bytes / 1_000_000_000) GB" }
    if bytes >= 1_000_000, bytes % 1_000_000 == 0 { return "\(bytes / 1_000_000) MB" }
    return "\(bytes) bytes"
  }
}
