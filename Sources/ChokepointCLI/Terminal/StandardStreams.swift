#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Standard output for the result, standard error for the rest.
enum StandardStreams {
  /// Writes all of a text to a descriptor.
  ///
  /// - Returns: 0, or the error number.
  private static func write(_ text: String, to descriptor: Int32) -> Int32 {
    var text = text
    return text.withUTF8 { buffer in
      var offset = 0
      while offset < buffer.count {
        let count = systemWrite(descriptor, UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[offset...]))
        if count > 0 {
          offset += count
        } else if errno != EINTR {
          return errno
        }
      }
      return 0
    }
  }

  private static func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    #if canImport(Glibc)
      Glibc.write(descriptor, bytes.baseAddress, bytes.count)
    #elseif canImport(Musl)
      Musl.write(descriptor, bytes.baseAddress, bytes.count)
    #else
      Darwin.write(descriptor, bytes.baseAddress, bytes.count)
    #endif
  }

  /// Writes a result; a reader that has gone away (a broken pipe) is no failure.
  static func result(_ text: String) throws(Failure) {
    signal(SIGPIPE, SIG_IGN)
    let code = write(text, to: STDOUT_FILENO)
    if code != 0, code != EPIPE {
      throw Failure(.inputOutput, "cannot write the result: \(String(cString: strerror(code)))")
    }
  }

  /// Writes lines about the run.
  static func note(_ lines: [String]) {
    guard !lines.isEmpty else { return }
    signal(SIGPIPE, SIG_IGN)
    _ = write(lines.joined(separator: "\n") + "\n", to: STDERR_FILENO)
  }

  /// Columns of the terminal that takes the result; nil where it is no terminal.
  static var width: Int? {
    guard isatty(STDOUT_FILENO) == 1 else { return nil }
    var size = winsize()
    if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20 { return Int(size.ws_col) }
    return variable("COLUMNS").flatMap { Int($0) } ?? 100
  }

  /// Whether bold is welcome: a terminal, and neither NO_COLOR nor a dumb terminal.
  static var isStyled: Bool {
    isatty(STDOUT_FILENO) == 1 && (variable("NO_COLOR") ?? "").isEmpty && variable("TERM") != "dumb"
  }

  static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

}
