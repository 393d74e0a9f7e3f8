#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Files that appear whole or not at all.
public enum AtomicFile {
  /// Writes bytes under a temporary name in the same folder, then renames.
  ///
  /// An existing file keeps its permissions, a symbolic link keeps pointing where it did. What is no regular file
  /// (`/dev/stdout`, a named pipe) is written to directly, because it cannot be replaced.
  ///
  /// - Throws: ``FormatError/cannotCreate(path:reason:)`` when no file can be made there,
  ///   ``FormatError/io(path:reason:)`` when writing fails; the old file is then untouched.
  /// - Complexity: O(n) time, O(1) space.
  public static func write(_ path: String, _ bytes: [UInt8]) throws(FormatError) {
    var status = stat()
    var mode: mode_t?
    var target = path
    if stat(path, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFREG else { return try writeDirectly(path, bytes) }
      mode = status.st_mode & 0o7777
      if let resolved = realpath(path, nil) {
        target = String(cString: resolved)
        free(resolved)
      }
    }
    let (temporary, descriptor) = try createBeside(target, shownAs: path)
    do throws(FormatError) {
      defer { _ = close(descriptor) }
      if let mode { _ = fchmod(descriptor, mode) }
      try writeAll(bytes, to: descriptor, path: path)
    } catch {
      _ = unlink(temporary)
      throw error
    }
    guard rename(temporary, target) == 0 else {
      let reason = String(cString: strerror(errno))
      _ = unlink(temporary)
      throw .cannotCreate(path: path, reason: reason)
    }
  }

  /// Writes a text as UTF-8.
  public static func write(_ path: String, _ text: String) throws(FormatError) {
    try write(path, Array(text.utf8))
  }

  private static func createBeside(_ target: String, shownAs path: String) throws(FormatError) -> (String, Int32) {
    let slash = target.utf8.lastIndex(of: UInt8(ascii: "/"))
    let folder = slash.map { String(target[...$0]) } ?? ""
    let name = slash.map { String(target[target.index(after: $0)...]) } ?? target
    guard !name.isEmpty else { throw .cannotCreate(path: path, reason: "this is a folder") }
    // A long name leaves no room for a prefix and a suffix within the usual 255 bytes.
    let stem = name.utf8.count <= 200 ? name : "output"
    for attempt in 0..<100 {
      let temporary = "\(folder).\(stem).\(getpid()).\(attempt).tmp"
      let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if descriptor >= 0 { return (temporary, descriptor) }
      if errno != EEXIST { throw .cannotCreate(path: path, reason: String(cString: strerror(errno))) }
    }
    throw .cannotCreate(path: path, reason: "temporary names beside it are all taken")
  }

  private static func writeDirectly(_ path: String, _ bytes: [UInt8]) throws(FormatError) {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .cannotCreate(path: path, reason: String(cString: strerror(errno))) }
    defer { _ = close(descriptor) }
    try writeAll(bytes, to: descriptor, path: path)
  }

  static func writeAll(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(FormatError) {
    var code: Int32 = 0
    bytes.withUnsafeBytes { buffer in
      var written = 0
      while written < buffer.count {
        let count = systemWrite(descriptor, UnsafeRawBufferPointer(rebasing: buffer[written...]))
        if count > 0 {
          written += count
        } else if count == 0 || errno != EINTR {
          code = count == 0 ? EIO : errno
          return
        }
      }
    }
    if code != 0 { throw .io(path: path, reason: String(cString: strerror(code))) }
  }

  private static func systemWrite(_ descriptor: Int32, _ buffer: UnsafeRawBufferPointer) -> Int {
    #if canImport(Glibc)
      Glibc.write(descriptor, buffer.baseAddress, buffer.count)
    #elseif canImport(Musl)
      Musl.write(descriptor, buffer.baseAddress, buffer.count)
    #else
      Darwin.write(descriptor, buffer.baseAddress, buffer.count)
    #endif
  }
}
