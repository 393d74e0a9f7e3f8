import Diagnostics

/// One place for the findings of all readers that work on one document.
final class FindingSink {
  private(set) var collector: FindingCollector
  let files: [String]

  init(files: [String]) {
    self.files = files
    collector = FindingCollector(files: files)
  }

  var hasErrors: Bool { collector.hasErrors }

  func add(
    _ code: String, _ severity: Severity = .error, at spot: SourceSpot, _ text: @autoclosure () -> String,
    suggestion: @autoclosure () -> String? = nil
  ) {
    // A finding that is only counted needs no words, and above all no search for the nearest name.
    let isListed = collector.isListing(code)
    collector.add(
      code, severity, at: spot, isListed ? text() : "", suggestion: isListed ? suggestion() : nil)
  }

  func findings() -> [Finding] { collector.findings() }
}

extension FindingSink {
  /// Reports a text that stands where a number is expected; `place` names the key or column.
  func addNumberFault(_ fault: NumberFault, _ text: String, place: String, at spot: SourceSpot) {
    let shown = shorten(text)
    switch fault {
    case .notANumber:
      add("wrong-type", at: spot, "'\(place)' must be a number, found the text '\(shown)'")
    case .notFinite:
      add(
        "not-finite", at: spot, "'\(place)' must be a finite number, found '\(shown)'",
        suggestion: "leave it out where the number is not known")
    case .tooLarge:
      add("not-finite", at: spot, "'\(place)' is beyond the largest number that can be kept: '\(shown)'")
    case .percent(let fraction):
      add("wrong-type", at: spot, "'\(place)' must be a number, found '\(shown)'", suggestion: "write \(fraction)")
    case .decimalComma(let dotted):
      add(
        "wrong-type", at: spot, "'\(place)' must be a number with a decimal point, found '\(shown)'",
        suggestion: "write \(dotted)")
    }
  }
}

/// A text short enough to stand inside a sentence.
func shorten(_ text: String) -> String {
  let scalars = text.unicodeScalars
  var result = String.UnicodeScalarView()
  for scalar in scalars.prefix(60) { result.append(scalar.value < 0x20 || scalar.value == 0x7F ? " " : scalar) }
  return String(result) + (scalars.dropFirst(60).isEmpty ? "" : "…")
}
