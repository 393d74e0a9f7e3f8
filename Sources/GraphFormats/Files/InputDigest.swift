/// Names the input of a result.
enum InputDigest {
  /// SHA-256 of the lines `digest  name` of some files, sorted by name.
  ///
  /// Files are read piece by piece. A file that is not there has no line: that it is missing is the reader's finding.
  static func ofFiles(_ paths: [String]) throws(FormatError) -> String {
    var lines: [(name: String, digest: String)] = []
    for path in paths {
      guard let digest = try ofFile(path) else { continue }
      let name = path.split(separator: "/").last.map(String.init) ?? path
      lines.append((name, digest))
    }
    lines.sort { $0.name < $1.name }
    return SHA256.hexDigest(Array(lines.map { "\($0.digest)  \($0.name)\n" }.joined().utf8))
  }

  private static func ofFile(_ path: String) throws(FormatError) -> String? {
    let file: InputFile
    do throws(FormatError) {
      file = try InputFile(path: path)
    } catch {
      if case .missing = error { return nil }
      throw error
    }
    var hash = SHA256()
    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 1)
    defer { piece.deallocate() }
    while true {
      let count = try file.read(into: piece)
      guard count > 0 else { return hash.hexDigest() }
      hash.add(UnsafeRawBufferPointer(rebasing: piece[..<count]))
    }
  }
}
