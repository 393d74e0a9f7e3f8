#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A folder that results go into.
enum OutputFolder {
  /// Makes the folder and those above it, where they are missing.
  static func create(_ folder: String) throws(Failure) {
    var path = folder.hasPrefix("/") ? "/" : ""
    for part in folder.split(separator: "/") {
      path += path.isEmpty || path.hasSuffix("/") ? String(part) : "/" + part
      if mkdir(path, 0o777) != 0, errno != EEXIST {
        throw Failure(.cannotCreate, "\(path): cannot create: \(String(cString: strerror(errno)))")
      }
    }
    var status = stat()
    guard stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw Failure(.cannotCreate, "\(folder): this is not a folder")
    }
  }

  static func path(_ folder: String, _ name: String) -> String {
    folder.hasSuffix("/") ? folder + name : folder + "/" + name
  }
}
