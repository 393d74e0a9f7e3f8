import Diagnostics

/// A map whose keys were checked against the ones that are known there.
struct KeyedNode {
  let pairs: [TextPair]
  let spot: SourceSpot
  /// "entity", "supply": for findings.
  let what: String

  /// The value of a key; nil where it is missing or says nothing.
  subscript(_ key: String) -> TextNode? {
    for pair in pairs where pair.key.value == key { return pair.value.isNull ? nil : pair.value }
    return nil
  }
}

/// From untyped nodes to typed, located values: strict about types and keys, with a finding for every fault.
///
/// A value that is faulty reads as nil, so that one pass finds all faults of a document.
struct NodeDecoder {
  let sink: FindingSink

  /// The map in a node, with a finding for every key that is not in `keys`.
  func map(_ node: TextNode, _ what: String, keys: [String]) -> KeyedNode? {
    guard let keyed = openMap(node, what) else { return nil }
    for pair in keyed.pairs where !keys.contains(pair.key.value) && pair.key.value != "<<" {
      sink.add(
        "unknown-key", at: pair.key.spot, "\(article(what)) has no key '\(shorten(pair.key.value))'",
        suggestion: didYouMean(pair.key.value, in: keys))
    }
    return keyed
  }

  /// The map in a node whose keys are free, such as a map of shares.
  func openMap(_ node: TextNode, _ what: String) -> KeyedNode? {
    guard case .mapping(let pairs) = node.content else {
      if case .refused = node.content { return nil }
      sink.add("wrong-type", at: node.spot, "\(article(what)) must be a map, found \(node.described)")
      return nil
    }
    return KeyedNode(pairs: pairs, spot: node.spot, what: what)
  }

  /// The items of a list; nothing where the key is missing.
  func list(_ map: KeyedNode, _ key: String) -> [TextNode] {
    guard let node = map[key] else { return [] }
    guard case .sequence(let items) = node.content else {
      wrongType(node, key, "a list")
      return []
    }
    return items
  }

  /// A text; an empty one counts as not given.
  func text(_ map: KeyedNode, _ key: String) -> Located<String>? {
    guard let node = map[key], let text = text(node, key), !text.value.isEmpty else { return nil }
    return text
  }

  /// A text that must be there.
  func requiredText(_ map: KeyedNode, _ key: String) -> Located<String>? {
    guard let node = map[key] else {
      sink.add("missing-key", at: map.spot, "\(article(map.what)) needs the key '\(key)'")
      return nil
    }
    guard let text = text(node, key) else { return nil }
    guard !text.value.isEmpty else {
      sink.add("missing-key", at: text.spot, "the '\(key)' of \(article(map.what)) is empty")
      return nil
    }
    return text
  }

  func text(_ node: TextNode, _ place: String) -> Located<String>? {
    guard case .scalar(let scalar) = node.content, !scalar.isNull else {
      wrongType(node, place, "a text")
      return nil
    }
    return Located(scalar.text, at: node.spot)
  }

  func number(_ map: KeyedNode, _ key: String) -> Located<Double>? {
    map[key].flatMap { number($0, key) }
  }

  func requiredNumber(_ map: KeyedNode, _ key: String) -> Located<Double>? {
    guard let node = map[key] else {
      sink.add("missing-key", at: map.spot, "\(article(map.what)) needs the key '\(key)'")
      return nil
    }
    return number(node, key)
  }

  func number(_ node: TextNode, _ place: String) -> Located<Double>? {
    guard case .scalar(let scalar) = node.content, !scalar.isNull else {
      wrongType(node, place, "a number")
      return nil
    }
    let parsed = NumberText.parse(scalar.text)
    guard scalar.isPlain else {
      if case .success = parsed {
        sink.add(
          "wrong-type", at: node.spot, "'\(place)' must be a number, found the text '\(shorten(scalar.text))'",
          suggestion: "remove the quotes")
      } else {
        wrongType(node, place, "a number")
      }
      return nil
    }
    switch parsed {
    case .success(let value): return Located(value, at: node.spot)
    case .failure(let fault):
      sink.addNumberFault(fault, scalar.text, place: place, at: node.spot)
      return nil
    }
  }

  func flag(_ map: KeyedNode, _ key: String) -> Located<Bool>? {
    guard let node = map[key] else { return nil }
    if case .scalar(let scalar) = node.content, scalar.isPlain {
      if scalar.text == "true" { return Located(true, at: node.spot) }
      if scalar.text == "false" { return Located(false, at: node.spot) }
    }
    wrongType(node, key, "true or false")
    return nil
  }

  /// A list of texts; a single text is a list of one.
  func texts(_ map: KeyedNode, _ key: String) -> [Located<String>] {
    guard let node = map[key] else { return [] }
    return texts(node, key)
  }

  func texts(_ node: TextNode, _ key: String) -> [Located<String>] {
    guard case .sequence(let items) = node.content else { return text(node, key).map { [$0] } ?? [] }
    return items.compactMap { item in
      guard let text = text(item, key) else { return nil }
      if text.value.isEmpty { sink.add("empty-item", at: text.spot, "an empty text in the list '\(key)'") }
      return text.value.isEmpty ? nil : text
    }
  }

  /// A map of names to numbers; a single text is one name with the number 1.
  func shares(_ map: KeyedNode, _ key: String) -> [ShareNode] {
    guard let node = map[key] else { return [] }
    if case .scalar = node.content { return text(node, key).map { [ShareNode(key: $0, share: nil)] } ?? [] }
    guard case .mapping(let pairs) = node.content else {
      wrongType(node, key, "a map")
      return []
    }
    return pairs.compactMap { pair in
      guard !pair.key.value.isEmpty else {
        sink.add("empty-item", at: pair.key.spot, "an empty key in '\(key)'")
        return nil
      }
      guard !pair.value.isNull else { return ShareNode(key: pair.key, share: nil) }
      return number(pair.value, "\(key).\(shorten(pair.key.value))").map { ShareNode(key: pair.key, share: $0) }
    }
  }

  /// The map that is a whole document.
  func rootMap(_ node: TextNode, _ what: String, keys: [String]? = nil) -> KeyedNode? {
    if case .mapping = node.content { return keys.map { map(node, what, keys: $0) } ?? openMap(node, what) }
    if case .refused = node.content { return nil }
    sink.add(
      "not-a-map", at: node.spot, "\(article(what)) must be a map of keys and values, found \(node.described)")
    return nil
  }

  func wrongType(_ node: TextNode, _ place: String, _ expected: String) {
    if case .refused = node.content { return }
    sink.add("wrong-type", at: node.spot, "'\(place)' must be \(expected), found \(node.described)")
  }

  /// "a supply", "an entity".
  func article(_ what: String) -> String {
    guard let first = what.utf8.first else { return what }
    return ("aeiou".utf8.contains(first) ? "an " : "a ") + what
  }
}

/// A name with a share that may be left out.
struct ShareNode {
  var key: Located<String>
  var share: Located<Double>?
}
