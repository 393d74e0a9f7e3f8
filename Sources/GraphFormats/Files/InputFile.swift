#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What stands at a path.
enum PathKind: Equatable {
  case file(bytes: Int)
  case folder
  /// A pipe, a terminal, a device: readable once, of unknown length.
  case stream
}

/// A file that is open for reading, through plain POSIX calls.
final class InputFile {
  let path: String
  private let descriptor: Int32
  private let closesAtEnd: Bool

  /// Opens a file.
  ///
  /// - Throws: ``FormatError/missing(path:)`` where nothing stands, ``FormatError/io(path:reason:)`` otherwise.
  init(path: String) throws(FormatError) {
    self.path = path
    let opened = open(path, O_RDONLY | O_CLOEXEC)
    guard opened >= 0 else { throw InputFile.failure(path, errno) }
    descriptor = opened
    closesAtEnd = true
  }

  /// Wraps a descriptor that somebody else opened, such as standard input.
  init(descriptor: Int32, name: String) {
    path = name
    self.descriptor = descriptor
    closesAtEnd = false
  }

  deinit {
    if closesAtEnd { _ = close(descriptor) }
  }

  /// Reads some bytes; 0 at the end of the file.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FormatError) -> Int {
    while true {
      #if canImport(Glibc)
        let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      #elseif canImport(Musl)
        let count = Musl.read(descriptor, buffer.baseAddress, buffer.count)
      #else
        let count = Darwin.read(descriptor, buffer.baseAddress, buffer.count)
      #endif
      if count >= 0 { return count }
      if errno != EINTR { throw InputFile.failure(path, errno) }
    }
  }

  /// All bytes, or nil where there are more than `limit`.
  func readAll(limit: Int) throws(FormatError) -> [UInt8]? {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      var failure: FormatError?
      let count = chunk.withUnsafeMutableBytes { buffer in
        do throws(FormatError) {
          return try read(into: buffer)
        } catch {
          failure = error
          return 0
        }
      }
      if let failure { throw failure }
      guard count > 0 else { return bytes }
      guard bytes.count <= limit - count else { return nil }
      bytes.append(contentsOf: chunk[0..<count])
    }
  }

  /// What stands at a path.
  static func kind(of path: String) throws(FormatError) -> PathKind {
    var status = stat()
    guard stat(path, &status) == 0 else { throw failure(path, errno) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file(bytes: Int(status.st_size))
    case S_IFDIR: return .folder
    default: return .stream
    }
  }

  /// The names in a folder without `.` and `..`, in the order of their bytes.
  static func names(in folder: String) throws(FormatError) -> [String] {
    guard let directory = opendir(folder) else { throw failure(folder, errno) }
    defer { _ = closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: pointer.pointee)) {
          String(cString: $0)
        }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func failure(_ path: String, _ code: Int32) -> FormatError {
    code == ENOENT || code == ENOTDIR
      ? .missing(path: path) : .io(path: path, reason: String(cString: strerror(code)))
  }
}
