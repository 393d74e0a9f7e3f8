/// Writes a fault graph as a fault tree in the Open-PSA Model Exchange Format, for other tools to check.
///
/// Fault-tree tools refuse cycles, so a cycle of m nodes is **unrolled**: a node's gate at level r uses the others'
/// gates at level r − 1, those at level 0 never fail, and level m is the least solution, because a derivation that uses
/// nothing twice needs at most m steps. Nothing is approximated.
///
/// Events and gates are named `E1`, `G1`, … where their own name is none that the format allows; the own name is the
/// label then.
///
/// - Reference: Epstein, Reinhart, Rauzy 2008, Open-PSA Model Exchange Format, version 2.0d.
public struct OpenPSA: Sendable {
  /// Gates that are written at most.
  public static let gateLimit = 200_000

  private let faults: RelevantFaults
  private let names: [String]
  private let probability: [Double?]

  /// - Parameters:
  ///   - name: the name of a node.
  ///   - events: nodes that may fail by themselves, with their probability; others never do.
  /// - Throws: ``FaultGraphError`` where a node does not exist.
  public init(
    _ graph: FaultGraph, top: Int, events: [(node: Int, probability: Double)], name: (Int) -> String
  ) throws(FaultGraphError) {
    faults = try RelevantFaults(graph, top: top)
    var chance = [Double?](repeating: nil, count: graph.nodeCount)
    for event in events {
      guard event.node >= 0, event.node < graph.nodeCount else { throw .nodeOutOfRange(event.node) }
      chance[event.node] = event.probability
    }
    names = faults.original.map { name(Int($0)) }
    probability = faults.original.map { chance[Int($0)] }
  }

  /// Why a tree cannot be written.
  public enum Refusal: Error, Sendable, Equatable {
    /// Unrolling cycles would take too many gates; the names of the largest cycle's nodes.
    case tooManyGates(cycle: [String])
  }

  /// The tree.
  ///
  /// - Throws: ``Refusal``.
  /// - Complexity: O(members), times the size of a cycle for the members inside it.
  public func text(named title: String) throws(Refusal) -> String {
    let size = faults.cycles.reduce(faults.graph.nodeCount) { $0 + ($1.count - 1) * $1.count }
    guard size <= Self.gateLimit else {
      let largest = faults.cycles.max { $0.count < $1.count } ?? 0..<0
      throw .tooManyGates(cycle: largest.map { names[$0] })
    }
    var writer = TreeWriter(faults: faults, names: names, isEvent: probability.map { $0 != nil })
    writer.addGates()
    return writer.text(named: title, probability)
  }
}

/// Gates while they are numbered and written.
private struct TreeWriter {
  /// A gate's input.
  private enum Input {
    case never
    case event(Int)
    case gate(Int)
  }

  private struct Gate {
    var node: Int
    var body: String
    var inputs: [Input]
  }

  let faults: RelevantFaults
  let names: [String]
  let isEvent: [Bool]
  private var gates: [Gate] = []
  private var input: [Input]
  private var eventNames: [String] = []

  init(faults: RelevantFaults, names: [String], isEvent: [Bool]) {
    self.faults = faults
    self.names = names
    self.isEvent = isEvent
    input = [Input](repeating: .never, count: names.count)
    var taken: Set<String> = []
    eventNames = names.indices.map { node in
      let name = Self.isName(names[node]) ? names[node] : "E\(node + 1)"
      // Two nodes of one name are two events.
      return taken.insert(name).inserted ? name : "E\(node + 1)"
    }
  }

  mutating func addGates() {
    var position = 0
    for cycle in faults.cycles {
      for node in position..<cycle.lowerBound { input[node] = gate(for: node) }
      for _ in cycle {
        let next = cycle.map { gate(for: $0) }
        for (node, value) in zip(cycle, next) { input[node] = value }
      }
      position = cycle.upperBound
    }
    for node in position..<names.count { input[node] = gate(for: node) }
  }

  /// What stands for a node, given what stands for its members.
  private mutating func gate(for node: Int) -> Input {
    var arguments: [String] = []
    var inputs: [Input] = []
    var isPlainEvent = isEvent[node]
    if isEvent[node] {
      arguments.append(reference(.event(node)))
      inputs.append(.event(node))
    }
    for condition in faults.graph.conditions(of: node) {
      guard let text = conjunction(condition) else { continue }
      isPlainEvent = false
      inputs += faults.graph.members(of: condition).map { input[Int($0)] }
      if !arguments.contains(text) { arguments.append(text) }
    }
    guard !arguments.isEmpty else { return .never }
    if isPlainEvent { return .event(node) }
    gates.append(
      Gate(
        node: node, body: arguments.count == 1 ? arguments[0] : "<or>" + arguments.joined() + "</or>", inputs: inputs))
    return .gate(gates.count)
  }

  private func conjunction(_ condition: Int) -> String? {
    var parts: [String] = []
    for member in faults.graph.members(of: condition) {
      if case .never = input[Int(member)] { return nil }
      let part = reference(input[Int(member)])
      if !parts.contains(part) { parts.append(part) }
    }
    if parts.isEmpty { return "<constant value=\"true\"/>" }
    return parts.count == 1 ? parts[0] : "<and>" + parts.joined() + "</and>"
  }

  private func reference(_ input: Input) -> String {
    switch input {
    case .never: "<constant value=\"false\"/>"
    case .event(let node): "<basic-event name=\"\(eventNames[node])\"/>"
    case .gate(let number): "<gate name=\"G\(number)\"/>"
    }
  }

  /// Gates and events that the top rests on: a gate that nobody uses would be a second top.
  private func used() -> (gates: [Bool], events: [Bool]) {
    var gateIsUsed = [Bool](repeating: false, count: gates.count + 1)
    var eventIsUsed = [Bool](repeating: false, count: names.count)
    func use(_ input: Input) {
      switch input {
      case .never: break
      case .event(let node): eventIsUsed[node] = true
      case .gate(let number): gateIsUsed[number] = true
      }
    }
    use(input[faults.top])
    // A gate uses older ones only.
    for number in stride(from: gates.count, to: 0, by: -1) where gateIsUsed[number] {
      for input in gates[number - 1].inputs { use(input) }
    }
    return (gateIsUsed, eventIsUsed)
  }

  func text(named title: String, _ probability: [Double?]) -> String {
    var out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opsa-mef>\n"
    out += "  <define-fault-tree name=\"tree\">\n    <label>\(Self.escaped(title))</label>\n"
    // The top goes first: tools take the gate that nobody uses for the question.
    out += "    <define-gate name=\"top\">\(reference(input[faults.top]))</define-gate>\n"
    let used = used()
    for (index, gate) in gates.enumerated() where used.gates[index + 1] {
      out += "    <define-gate name=\"G\(index + 1)\"><label>\(Self.escaped(names[gate.node]))</label>\(gate.body)"
      out += "</define-gate>\n"
    }
    out += "  </define-fault-tree>\n  <model-data>\n"
    for node in names.indices where used.events[node] {
      guard let chance = probability[node] else { continue }
      let label = eventNames[node] == names[node] ? "" : "<label>\(Self.escaped(names[node]))</label>"
      out += "    <define-basic-event name=\"\(eventNames[node])\">\(label)<float value=\"\(chance)\"/>"
      out += "</define-basic-event>\n"
    }
    return out + "  </model-data>\n</opsa-mef>\n"
  }

  /// Letters and digits with single dashes between, a letter first, and none of the names given to others.
  private static func isName(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, isLetter(first), text != "top" else { return false }
    if first == "E" || first == "G", text.unicodeScalars.dropFirst().allSatisfy(isDigit) { return false }
    var afterDash = false
    for scalar in text.unicodeScalars {
      if scalar == "-" {
        if afterDash { return false }
        afterDash = true
      } else if isLetter(scalar) || isDigit(scalar) || scalar == "_" {
        afterDash = false
      } else {
        return false
      }
    }
    return !afterDash
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  private static func escaped(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}": out += " "
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}
