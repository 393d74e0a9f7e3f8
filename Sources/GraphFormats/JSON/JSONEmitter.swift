/// Prints an ``OutputNode`` as JSON: two spaces of indentation, lists and maps of plain values on one line.
struct JSONEmitter {
  private var out: [UInt8] = []

  /// The text with a final line break.
  ///
  /// - Complexity: O(n) time and space.
  static func text(_ node: OutputNode) -> String {
    var emitter = JSONEmitter()
    emitter.emit(node, indent: 0)
    emitter.out.append(0x0A)
    return String(decoding: emitter.out, as: UTF8.self)
  }

  private mutating func emit(_ node: OutputNode, indent: Int) {
    switch node {
    case .text(let text): EscapedText.append(text, to: &out)
    case .number(let value): out.append(contentsOf: NumberText.text(value).utf8)
    case .flag(let value): out.append(contentsOf: (value ? "true" : "false").utf8)
    case .list(let items):
      emit(count: items.count, isFlat: node.isFlat, indent, UInt8(ascii: "["), UInt8(ascii: "]")) { emitter, i in
        emitter.emit(items[i], indent: indent + 2)
      }
    case .map(let pairs):
      emit(count: pairs.count, isFlat: node.isFlat, indent, UInt8(ascii: "{"), UInt8(ascii: "}")) { emitter, i in
        EscapedText.append(pairs[i].0, to: &emitter.out)
        emitter.out.append(contentsOf: ": ".utf8)
        emitter.emit(pairs[i].1, indent: indent + 2)
      }
    }
  }

  private mutating func emit(
    count: Int, isFlat: Bool, _ indent: Int, _ open: UInt8, _ close: UInt8,
    _ item: (inout JSONEmitter, Int) -> Void
  ) {
    out.append(open)
    for i in 0..<count {
      if i > 0 { out.append(UInt8(ascii: ",")) }
      if !isFlat {
        newLine(indent + 2)
      } else if i > 0 {
        out.append(0x20)
      }
      item(&self, i)
    }
    if !isFlat, count > 0 { newLine(indent) }
    out.append(close)
  }

  private mutating func newLine(_ indent: Int) {
    out.append(0x0A)
    out.append(contentsOf: repeatElement(0x20, count: indent))
  }
}
