public import Diagnostics
public import SupplyGraph

extension Report {
  /// Whether a graph is sound: findings with codes and places, and the ledger of the read.
  public static func validation(title: String, findings: [Finding], ledger: Ledger) -> Report {
    var report = Report(schema: "validate", title: "Validation of \(title)")
    let counts = Severity.allCases.reversed().map { severity in
      (severity, findings.count { $0.severity == severity })
    }
    report.say(
      findings.isEmpty
        ? "Nothing to find fault with."
        : counts.filter { $0.1 > 0 }.map { "\($0.1) \($0.0.rawValue)\($0.1 == 1 ? "" : "s")" }
          .joined(separator: ", ") + ".")
    for finding in findings where finding.severity != .info { report.say(finding.line) }
    report.addInfos(findings.filter { $0.severity == .info })
    report.add(ledgerTable(ledger))
    report.set(
      "findings",
      .array(
        findings.map { finding in
          [
            "code": .string(finding.code), "severity": .string(finding.severity.rawValue),
            "file": .optional(finding.position?.file), "line": .optional(finding.position?.line),
            "column": .optional(finding.position?.column), "text": .string(finding.text),
            "suggestion": .optional(finding.suggestion),
          ]
        }))
    func lines(_ lines: [Ledger.Line]) -> JSONValue {
      .object(lines.map { .init($0.what, .integer($0.count)) })
    }
    report.set(
      "ledger",
      [
        "read": lines(ledger.read), "defaulted": lines(ledger.defaulted), "merged": lines(ledger.merged),
        "rejected": lines(ledger.rejected),
      ])
    return report
  }

  /// What is acknowledged or merely worth knowing, counted by code; JSON lists every one.
  private mutating func addInfos(_ infos: [Finding]) {
    guard !infos.isEmpty else { return }
    var table = Table(
      title: "Worth knowing, acknowledged by a note (--json lists each)",
      columns: [.init("code", "Code"), .init("count", "Count", isNumeric: true), .init("example", "For example")])
    var codes: [String] = []
    for info in infos where !codes.contains(info.code) { codes.append(info.code) }
    for code in codes {
      let same = infos.filter { $0.code == code }
      table.rows.append([.text(code), .integer(same.count), .text(same.first?.text ?? "")])
    }
    add(table)
  }

  private static func ledgerTable(_ ledger: Ledger) -> Table {
    var table = Table(
      title: "Ledger: what became of everything that was read",
      columns: [
        .init("fate", "Fate"), .init("what", "What"), .init("count", "Count", isNumeric: true),
      ])
    for (fate, lines) in [
      ("read", ledger.read), ("took the default", ledger.defaulted), ("merged", ledger.merged),
      ("rejected", ledger.rejected),
    ] {
      for line in lines { table.rows.append([.text(fate), .text(line.what), .integer(line.count)]) }
    }
    return table
  }
}
