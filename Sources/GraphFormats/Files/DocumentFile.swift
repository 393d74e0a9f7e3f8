/// YAML and JSON files, whole: they are small or too large.
enum DocumentFile {
  /// The bytes at a path, or of standard input for `-`; nil where there are more than `limit`.
  static func bytes(_ path: String, limit: Int) throws(FormatError) -> [UInt8]? {
    if path == "-" { return try InputFile(descriptor: 0, name: "<stdin>").readAll(limit: limit) }
    switch try InputFile.kind(of: path) {
    case .folder: throw .io(path: path, reason: "this is a folder")
    case .file(let bytes) where bytes > limit: return nil
    case .file, .stream: return try InputFile(path: path).readAll(limit: limit)
    }
  }

  /// What a file name says about the syntax; a name that says nothing leaves it to the text.
  static func syntax(of path: String) -> TextSyntax {
    let lower = path.lowercased()
    if lower.hasSuffix(".json") { return .json }
    return lower.hasSuffix(".yaml") || lower.hasSuffix(".yml") ? .yaml : .detected
  }
}
