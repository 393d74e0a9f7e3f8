import Diagnostics
import SupplyGraph

/// Collects the keys of one map; what is not given gets no key.
struct MapBuilder {
  /// What errors call the map.
  let place: String
  private var pairs: [(String, OutputNode)] = []

  init(place: String) { self.place = place }

  var node: OutputNode { .map(pairs) }

  mutating func add(_ key: String, _ value: Located<String>?) throws(FormatError) {
    if let value { pairs.append((key, .text(try keepable(value.value, key)))) }
  }

  mutating func add(_ key: String, _ value: Located<Bool>?) {
    if let value { pairs.append((key, .flag(value.value))) }
  }

  mutating func add(_ key: String, _ value: Located<Double>?) throws(FormatError) {
    if let value { pairs.append((key, .number(try finite(value.value, place: "\(key) of \(place)")))) }
  }

  mutating func add(_ key: String, _ values: [Located<String>]) throws(FormatError) {
    guard !values.isEmpty else { return }
    var items: [OutputNode] = []
    for value in values { items.append(.text(try keepable(value.value, key))) }
    pairs.append((key, .list(items)))
  }

  private func keepable(_ text: String, _ key: String) throws(FormatError) -> String {
    if text.utf8.contains(0) {
      throw .cannotExpress(place: "\(key) of \(place)", reason: "a NUL character, which readers refuse")
    }
    if text.unicodeScalars.first == "\u{FEFF}" {
      throw .cannotExpress(
        place: "\(key) of \(place)", reason: "it begins with a byte order mark, which YAML readers drop")
    }
    return text
  }

  mutating func add(_ key: String, _ entries: [ShareEntry]) throws(FormatError) {
    guard !entries.isEmpty else { return }
    var names = NameSet()
    var inner: [(String, OutputNode)] = []
    for entry in entries {
      guard names.insert(entry.key.value) else {
        throw .cannotExpress(place: "\(key) of \(place)", reason: "'\(entry.key.value)' stands in it twice")
      }
      var escaped: [UInt8] = []
      EscapedText.append(entry.key.value, to: &escaped)
      guard escaped.count <= FormatLimits().keyBytes else {
        throw .cannotExpress(place: "\(key) of \(place)", reason: "a key of \(escaped.count) characters is too long")
      }
      let share = try finite(entry.share.value, place: "\(key) of \(place)")
      inner.append((try keepable(entry.key.value, key), .number(share)))
    }
    pairs.append((key, .map(inner)))
  }

  mutating func add(_ key: String, _ range: RangeRow?) throws(FormatError) {
    guard let range else { return }
    var map = MapBuilder(place: "\(key) of \(place)")
    try map.add("value", range.value)
    try map.add("low", range.low)
    try map.add("high", range.high)
    pairs.append((key, map.node))
  }

  mutating func add(_ evidence: EvidenceRow) throws(FormatError) {
    try add("status", evidence.status)
    try add("method", evidence.method)
    try add("source", evidence.source)
    try add("as_of", evidence.asOf)
    try add("confidence", evidence.confidence)
    try add("note", evidence.note)
  }

  /// Locations or owners: a map of shares where every one has a share and none has evidence of its own, else a list.
  mutating func addPlaces(
    _ key: String, item: String, _ rows: [(key: Located<String>, share: Located<Double>?, evidence: EvidenceRow)]
  ) throws(FormatError) {
    guard !rows.isEmpty else { return }
    var names = NameSet()
    let isMap = rows.allSatisfy { row in
      row.share != nil && row.evidence == EvidenceRow() && names.insert(row.key.value)
    }
    if isMap {
      return try add(key, rows.map { ShareEntry(key: $0.key, share: $0.share ?? Located(1)) })
    }
    var items: [OutputNode] = []
    for row in rows {
      var map = MapBuilder(place: "\(key) of \(place)")
      try map.add(item, row.key)
      try map.add("share", row.share)
      try map.add(row.evidence)
      items.append(map.node)
    }
    pairs.append((key, .list(items)))
  }

  mutating func add(_ key: String, _ items: [OutputNode], always: Bool = false) throws(FormatError) {
    if always || !items.isEmpty { pairs.append((key, .list(items))) }
  }

  mutating func add(_ key: String, _ inner: MapBuilder) {
    if !inner.pairs.isEmpty { pairs.append((key, inner.node)) }
  }
}

/// The number itself, where it is one.
func finite(_ value: Double, place: String) throws(FormatError) -> Double {
  guard value.isFinite else { throw .cannotExpress(place: place, reason: "\(value) is no number that files can hold") }
  return value
}
