#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The answer of a run as a file of little-endian doubles, so that it can be compared with the peer's.
enum Answer {
  static func write(_ values: [Double], to path: String) -> Bool {
    guard let file = fopen(path, "wb") else { return false }
    defer { fclose(file) }
    return values.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, file) == $0.count }
  }
}
