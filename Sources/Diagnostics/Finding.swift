/// How bad a finding is.
public enum Severity: String, Sendable, Comparable, CaseIterable {
  case info
  case warning
  case error

  private var rank: Int {
    switch self {
    case .info: 0
    case .warning: 1
    case .error: 2
    }
  }

  public static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }
}

/// One thing that is wrong, doubtful or worth knowing in what was read.
///
/// A finding carries its evidence (code, place, the text at fault, the nearest right name); only `Reporting` turns
/// it into words on a screen.
public struct Finding: Hashable, Sendable {
  /// Stable kebab-case code such as `unknown-entity`.
  public var code: String
  public var severity: Severity
  public var position: SourcePosition?
  /// What is wrong, as one sentence without a full stop.
  public var text: String
  /// What to do about it, for instance the nearest right name.
  public var suggestion: String?

  public init(
    code: String, severity: Severity = .error, position: SourcePosition?, text: String, suggestion: String? = nil
  ) {
    self.code = code
    self.severity = severity
    self.position = position
    self.text = text
    self.suggestion = suggestion
  }
}

/// What a reader or a resolver throws when errors were found: all of them, in file order.
public struct FindingsError: Error, Sendable {
  public var findings: [Finding]

  public init(_ findings: [Finding]) { self.findings = findings }
}

/// Collects findings; past a limit for each code it only counts, so that a broken million-row table stays readable.
public struct FindingCollector: Sendable {
  private var kept: [Finding] = []
  private var counts: [String: Int] = [:]
  /// How many errors of each code were added, listed or not.
  public private(set) var errorCounts: [String: Int] = [:]
  private let files: [String]

  /// How many findings of one code are kept word for word.
  public static let limitPerCode = 200

  public init(files: [String]) { self.files = files }

  /// How many errors were added.
  public private(set) var errorCount = 0

  /// Whether any error was added.
  public var hasErrors: Bool { errorCount > 0 }

  public mutating func add(
    _ code: String, _ severity: Severity = .error, at spot: SourceSpot, _ text: String, suggestion: String? = nil
  ) {
    add(
      Finding(
        code: code, severity: severity, position: spot.position(in: files), text: text, suggestion: suggestion))
  }

  /// Whether a further finding of this code would be kept word for word, so that a suggestion is worth its search.
  public func isListing(_ code: String) -> Bool { (counts[code] ?? 0) < Self.limitPerCode }

  public mutating func add(_ finding: Finding) {
    if finding.severity == .error {
      errorCount += 1
      errorCounts[finding.code, default: 0] += 1
    }
    let count = (counts[finding.code] ?? 0) + 1
    counts[finding.code] = count
    if count <= Self.limitPerCode { kept.append(finding) }
  }

  /// All findings in the order of files, lines and columns, and a line for each code whose rest was only counted.
  public func findings() -> [Finding] {
    var fileOrder: [String: Int] = [:]
    for (index, file) in files.enumerated() where fileOrder[file] == nil { fileOrder[file] = index }
    func key(_ finding: Finding) -> (Int, Int, Int) {
      guard let position = finding.position else { return (Int.max, 0, 0) }
      return (fileOrder[position.file] ?? Int.max - 1, position.line, position.column)
    }
    var result = kept.enumerated().sorted { a, b in
      let (ka, kb) = (key(a.element), key(b.element))
      return ka == kb ? a.offset < b.offset : ka < kb
    }.map(\.element)
    for (code, count) in counts.sorted(by: { $0.key < $1.key }) where count > Self.limitPerCode {
      result.append(
        Finding(
          code: code, severity: .info, position: nil,
          text: "\(count - Self.limitPerCode) more findings of this code are not listed"))
    }
    return result
  }
}
