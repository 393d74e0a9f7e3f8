import ChokepointTestSupport
import Reporting
import Testing

@Suite("Reports are deterministic and harmless")
struct DeterminismTests {
  @Test("The same value twice gives the same bytes, in every format and width")
  func sameBytes() throws {
    let (first, second) = (try SampleReports(), try SampleReports())
    for ((name, a), (_, b)) in zip(try first.all(), try second.all()) {
      for format in ReportFormat.allCases {
        for width in [nil, 72] {
          let text = a.text(format, first.envelope, width: width)
          #expect(text == a.text(format, first.envelope, width: width), "\(name)")
          #expect(text == b.text(format, second.envelope, width: width), "\(name)")
          #expect(!text.isEmpty || format == .csv)
        }
      }
    }
  }

  @Test("Every report has a CSV form and ends in a line break")
  func everyFormat() throws {
    let sample = try SampleReports()
    for (name, report) in try sample.all() {
      for format in ReportFormat.allCases {
        let text = report.text(format, sample.envelope, width: 80)
        #expect(text.hasSuffix("\n"), "\(name) as \(format)")
      }
    }
  }

  @Test("Tables of every report fit a terminal of 80 columns, and one of 120")
  func widths() throws {
    let sample = try SampleReports()
    for (name, report) in try sample.all() {
      for width in [80, 120] {
        for line in report.text(.table, sample.envelope, width: width).split(separator: "\n") {
          // All names are ASCII here, so characters are columns.
          #expect(line.count <= width, "\(name): \(line)")
        }
      }
    }
  }

  /// Six hostile texts in one, so that fewer graphs try them all.
  private static let names = stride(from: 0, to: HostileText.samples.count, by: 6).map { first in
    HostileText.samples[first..<min(first + 6, HostileText.samples.count)].joined(separator: "x")
  }

  @Test("No name of a graph reaches a terminal as anything but text", arguments: Self.names)
  func hostileNames(name: String) throws {
    let sample = try SampleReports { _ in name }
    for (schema, report) in try sample.all() {
      for format in [ReportFormat.table, .markdown, .json] {
        let text = report.text(format, sample.envelope, width: 80)
        #expect(!text.unicodeScalars.contains(where: HostileText.isDangerous), "\(schema) as \(format)")
      }
    }
  }
}
