import Diagnostics

/// A finding on one line: `file:line:column: severity[code]: text (suggestion)`, the file relative to `folder`.
func line(_ finding: Finding, in folder: String = "") -> String {
  var result = ""
  if let position = finding.position {
    let file = position.file.hasPrefix(folder) ? String(position.file.dropFirst(folder.count)) : position.file
    result += "\(file):\(position.line):\(position.column): "
  }
  result += "\(finding.severity)[\(finding.code)]: \(finding.text)"
  if let suggestion = finding.suggestion { result += " (\(suggestion))" }
  return result
}

/// The codes of findings, for tests that care about nothing else.
func codes(_ findings: [Finding]) -> [String] { findings.map(\.code) }
