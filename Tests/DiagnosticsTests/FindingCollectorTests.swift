import Diagnostics
import Testing

@Suite struct FindingCollectorTests {
  private func spot(_ file: Int32, _ line: Int32, _ column: Int32) -> SourceSpot {
    SourceSpot(file: file, line: line, column: column)
  }

  @Test func findingsStandInFileOrderWhateverTheOrderOfTheChecks() {
    var collector = FindingCollector(files: ["z.csv", "a.csv"])
    collector.add("none", at: .none, "no place")
    collector.add("second-file", at: spot(1, 1, 1), "")
    collector.add("later-line", at: spot(0, 3, 1), "")
    collector.add("later-column", at: spot(0, 2, 9), "")
    collector.add("same-place-1", at: spot(0, 2, 4), "")
    collector.add("same-place-2", at: spot(0, 2, 4), "")
    collector.add(
      Finding(code: "other-file", position: SourcePosition(file: "b.csv", line: 1, column: 1), text: ""))
    #expect(
      collector.findings().map(\.code) == [
        "same-place-1", "same-place-2", "later-column", "later-line", "second-file", "other-file", "none",
      ])
  }

  @Test func onlyErrorsAreErrors() {
    var collector = FindingCollector(files: [])
    collector.add("a", .info, at: .none, "")
    collector.add("b", .warning, at: .none, "")
    #expect(!collector.hasErrors && collector.errorCounts.isEmpty)
    collector.add("c", at: .none, "")
    #expect(collector.hasErrors && collector.errorCounts == ["c": 1])
  }

  @Test func afterALimitFindingsAreOnlyCounted() {
    var collector = FindingCollector(files: ["f"])
    for line in 1...205 {
      #expect(collector.isListing("often") == (line <= 200))
      collector.add("often", at: spot(0, Int32(line), 1), "line \(line)")
    }
    collector.add("rare", .warning, at: spot(0, 1, 1), "")
    let findings = collector.findings()
    #expect(findings.filter { $0.code == "often" && $0.severity == .error }.count == 200)
    #expect(
      findings.last
        == Finding(code: "often", severity: .info, position: nil, text: "5 more findings of this code are not listed"))
    #expect(findings.contains { $0.code == "rare" })
    #expect(collector.errorCounts == ["often": 205])
  }

  @Test func severitiesAreOrdered() {
    #expect(Severity.allCases == Severity.allCases.sorted())
    #expect(Severity.info < .warning && Severity.warning < .error && !(Severity.error < .error))
  }

  @Test func spotsBecomePositions() {
    #expect(SourceSpot.none.position(in: ["f"]) == nil)
    #expect(spot(1, 2, 3).position(in: ["f"]) == nil)
    #expect(spot(0, 2, 3).position(in: ["f"]) == SourcePosition(file: "f", line: 2, column: 3))
    let ordered = [("a", 1, 2), ("a", 2, 1), ("b", 1, 1)].map { SourcePosition(file: $0.0, line: $0.1, column: $0.2) }
    #expect(ordered == ordered.reversed().sorted())
  }

  @Test func whereAValueStoodIsNoPartOfIt() {
    #expect(Located("a", at: spot(0, 1, 1)) == Located("a", at: spot(0, 2, 2)))
    #expect(Located("a", at: spot(0, 1, 1)) != Located("b", at: spot(0, 1, 1)))
  }
}
