import ArgumentParser
import GraphFormats

/// Values of a scenario that the command line changes.
struct SetOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Changes a value of the scenario, such as /shocks/0/capacity=0.5; repeat for several.",
      valueName: "pointer=value"))
  var set: [String] = []

  func validate() throws { _ = try overrides() }

  var isEmpty: Bool { self.set.isEmpty }

  /// Every option as one change.
  func overrides() throws -> [PointerOverride] { try set.map { try Self.override($0) } }

  private static func override(_ text: String) throws -> PointerOverride {
    guard text.hasPrefix("/"), let sign = text.firstIndex(of: "=") else {
      throw ValidationError("--set '\(text)': write a JSON Pointer and a value, such as /shocks/0/capacity=0.5.")
    }
    return PointerOverride(pointer: String(text[..<sign]), value: String(text[text.index(after: sign)...]))
  }

  /// Most variants that a sweep may have.
  static let mostVariants = 60

  /// One list of changes for every variant: an option whose value is a list of numbers stands for one variant each,
  /// several such options for all their combinations, the last one varying fastest. Without a list there is one.
  func sweep() throws -> [ScenarioVariant] {
    var variants = [ScenarioVariant()]
    for option in try overrides() {
      let values = Self.numbers(option.value) ?? [option.value]
      guard variants.count * values.count <= Self.mostVariants else {
        throw ValidationError("--set asks for more than \(Self.mostVariants) variants; leave values out.")
      }
      variants = variants.flatMap { variant in
        values.map { value in
          var next = variant
          next.overrides.append(PointerOverride(pointer: option.pointer, value: value))
          if values.count > 1 { next.varied.append((option.pointer, value)) }
          return next
        }
      }
    }
    return variants
  }

  /// The parts of `30,90,180`; nil for anything that is not two or more numbers, such as a selector with a comma.
  private static func numbers(_ text: String) -> [String]? {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { part in
      String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
    guard parts.count > 1, parts.allSatisfy({ Double($0)?.isFinite == true }) else { return nil }
    return parts
  }
}

/// A scenario's changes in one run of a sweep.
struct ScenarioVariant {
  var overrides: [PointerOverride] = []
  /// Those that differ between the runs.
  var varied: [(pointer: String, value: String)] = []

  /// `duration=30, capacity=0.5`: what tells the run from the others, by the last parts of the pointers; nil where
  /// nothing does.
  var label: String? {
    guard !varied.isEmpty else { return nil }
    let last = varied.map { $0.pointer.split(separator: "/").last.map(String.init) ?? $0.pointer }
    // Two pointers that end alike are written in full.
    return varied.indices.map { index in
      let name = last.filter { $0 == last[index] }.count > 1 ? varied[index].pointer : last[index]
      return "\(name)=\(varied[index].value)"
    }.joined(separator: ", ")
  }
}
