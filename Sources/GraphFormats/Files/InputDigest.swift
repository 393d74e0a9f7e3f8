/// Names the input of a result.
enum InputDigest {
  /// SHA-256 of the lines `digest  name` of some files, sorted by name.
  static func ofFiles(_ paths: [String]) throws(FormatError) -> String {
    var lines: [(name: String, digest: String)] = []
    for path in paths {
      guard let bytes = try InputFile(path: path).readAll(limit: Int.max) else { continue }
      let name = path.split(separator: "/").last.map(String.init) ?? path
      lines.append((name, SHA256.hexDigest(bytes)))
    }
    lines.sort { $0.name < $1.name }
    return SHA256.hexDigest(Array(lines.map { "\($0.digest)  \($0.name)\n" }.joined().utf8))
  }
}
