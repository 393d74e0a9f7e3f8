import Diagnostics
import SupplyGraph

/// Seeded documents over every field there is, full of texts that are hard to keep.
struct RandomDocument {
  var random: SplitMix
  private var counter = 0

  init(seed: UInt64) { random = SplitMix(seed) }

  static let nasty = [
    "NO", "no", "true", "null", "~", "", "1", "007", "0x1F", "1e3", ".5", "1_000", "12:30:45", "2025-10-30", "-", "?",
    "- a", "a: b", "a #b", "#", "&x", "*x", "!t", "|", ">", "%", "@", "`", "{", "}", "[", "]", ",", "\"", "'", "\\",
    "\\n", "a\nb", "\n", "\r\n", "\r", "\t", " ", " a ", "a=b", "=", "a|b", "x=1", "é", "e\u{301}", "😀👨‍👩‍👧", "שלום",
    "\u{202E}abc", "a\u{FEFF}", "\u{85}", "\u{2028}", "\u{7F}", "\u{1B}[31m", "\u{FFFE}", "---", "...", "=SUM(A1)", ";",
    "a;b\tc,d", "\"quoted\"", "it's", "CC-BY-4.0", "8542.32", "NaN", "inf", "Infinity", "y", "on", "<<", "a:", ":a",
    "很长的文本", "long " + String(repeating: "text ", count: 30),
  ]

  mutating func document() -> GraphDocument {
    var document = GraphDocument()
    document.id = Located(fresh())
    document.title = text()
    document.asOf = text()
    document.licence = text()
    document.declaresSources = random.chance(50)
    document.declaresProducts = random.chance(50)
    document.sources = rows { $0.source() }
    document.products = rows { $0.product() }
    document.entities = rows { $0.entity() }
    let entities = document.entities.map(\.id)
    let products = (0..<3).map { _ in Located(fresh()) }
    if !entities.isEmpty {
      var keys: Set<[String]> = []
      for _ in 0..<Int.random(in: 0...6, using: &random) {
        let need = self.need(pick(entities), pick(products))
        if keys.insert([need.entity.value, need.product.value]).inserted { document.needs.append(need) }
      }
      for _ in 0..<Int.random(in: 0...8, using: &random) {
        document.supplies.append(supply(pick(entities), pick(products)))
      }
    }
    document.markets = rows { $0.market() }
    document.groups = rows { $0.group() }
    document.claims = rows { $0.claim() }
    document.facts = rows { $0.fact() }
    document.imports = rows { $0.importRow() }
    return document
  }

  private mutating func rows<Row>(_ make: (inout RandomDocument) -> Row) -> [Row] {
    (0..<Int.random(in: 0...4, using: &random)).map { _ in make(&self) }
  }

  private mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int.random(in: values.indices, using: &random)]
  }

  /// A text that no other row has.
  private mutating func fresh() -> String {
    counter += 1
    return pick(Self.nasty) + "\(counter)"
  }

  private mutating func text() -> Located<String>? { random.chance(60) ? Located(pick(Self.nasty)) : nil }

  /// A text that can stand in a list inside a cell.
  private mutating func item() -> Located<String> {
    let text = fresh().unicodeScalars.filter { $0 != "|" }
    return Located("i" + String(String.UnicodeScalarView(text)))
  }

  private mutating func items() -> [Located<String>] { rows { $0.item() } }

  private mutating func number() -> Located<Double>? {
    guard random.chance(60) else { return nil }
    switch Int.random(in: 0..<4, using: &random) {
    case 0: return Located(Double(Int.random(in: -3...3, using: &random)))
    case 1: return Located(Double(Int.random(in: 0...1_000, using: &random)) / 1_000)
    case 2: return Located(pick([1e-7, 1e22, 1.5e300, -0.0, 5e-300, 123456789.125, 0.1, 1]))
    default:
      let value = Double(bitPattern: random.next())
      return value.isFinite ? Located(value) : nil
    }
  }

  private mutating func flag() -> Located<Bool>? { random.chance(60) ? Located(random.chance(50)) : nil }

  private mutating func shares() -> [ShareEntry] {
    rows { ShareEntry(key: $0.item(), share: $0.number() ?? Located(1)) }
  }

  private mutating func evidence() -> EvidenceRow {
    var row = EvidenceRow()
    guard random.chance(70) else { return row }
    row.status = text()
    row.method = text()
    row.source = text()
    row.asOf = text()
    row.confidence = text()
    row.note = text()
    return row
  }

  private mutating func source() -> SourceRow {
    var row = SourceRow(id: Located(fresh()))
    row.title = text()
    row.publisher = text()
    row.url = text()
    row.date = text()
    row.licence = text()
    row.note = text()
    return row
  }

  private mutating func product() -> ProductRow {
    var row = ProductRow(id: Located(fresh()))
    row.name = text()
    row.hs = shares()
    row.eccn = items()
    row.variants = rows { random in
      var row = VariantRow(id: Located(random.fresh()))
      row.share = random.number()
      row.attributes = random.shares()
      return row
    }
    row.elasticityShort = number().map { RangeRow(value: $0, low: number(), high: number()) }
    row.elasticityLong = number().map { RangeRow(value: $0, low: number(), high: number()) }
    row.note = text()
    return row
  }

  private mutating func entity() -> EntityRow {
    var row = EntityRow(id: Located(fresh()))
    row.name = text()
    row.kind = text()
    row.locations = rows { random in
      var row = LocationRow(country: Located(random.fresh()), share: random.number())
      row.evidence = random.evidence()
      return row
    }
    row.hq = text()
    row.owners = rows { random in
      var row = OwnerRow(owner: Located(random.fresh()), share: random.number())
      row.evidence = random.evidence()
      return row
    }
    row.hazards = items()
    row.receives = shares()
    row.valueAddedShare = number()
    row.outagePerYear = number()
    row.outageDays = number()
    row.spare = number()
    row.cycleDays = number()
    row.evidence = evidence()
    return row
  }

  private mutating func need(_ entity: Located<String>, _ product: Located<String>) -> NeedRow {
    var row = NeedRow(entity: entity, product: product)
    row.kind = text()
    row.criticality = number()
    row.weight = number()
    row.volume = number()
    row.embeddedIn = text()
    row.bufferDays = number()
    row.switchDays = number()
    row.endUse = shares()
    row.source = text()
    row.note = text()
    return row
  }

  private mutating func supply(_ entity: Located<String>, _ product: Located<String>) -> SupplyRow {
    var row = SupplyRow(entity: entity, product: product, from: Located(fresh()))
    row.share = number()
    row.low = number()
    row.high = number()
    row.transitDays = number()
    row.leadDays = number()
    row.qualified = flag()
    row.maxShare = number()
    row.capacity = number()
    row.shipsFrom = shares()
    row.evidence = evidence()
    return row
  }

  private mutating func market() -> MarketRow {
    var row = MarketRow(product: Located(fresh()), provider: Located(fresh()))
    row.share = number()
    row.low = number()
    row.high = number()
    row.evidence = evidence()
    return row
  }

  private mutating func group() -> GroupRow {
    var row = GroupRow(id: Located(fresh()))
    row.name = text()
    row.members = items()
    return row
  }

  private mutating func claim() -> ClaimRow {
    var row = ClaimRow(id: Located(fresh()))
    row.entity = text()
    row.product = text()
    row.from = text()
    row.metric = text()
    row.value = number()
    row.unit = text()
    row.low = number()
    row.high = number()
    row.asOf = text()
    row.source = text()
    row.chosen = flag()
    row.reason = text()
    return row
  }

  private mutating func importRow() -> ImportRow {
    var row = ImportRow(
      period: Located(fresh()), reporter: Located(fresh()), partner: Located(fresh()), hs: Located(fresh()))
    row.customsValue = number()
    row.unit = text()
    row.basis = text()
    row.release = text()
    row.source = text()
    row.note = text()
    return row
  }

  private mutating func fact() -> FactRow {
    var row = FactRow(id: Located(fresh()))
    row.subject = text()
    row.metric = text()
    row.object = text()
    row.value = number()
    row.unit = text()
    row.low = number()
    row.high = number()
    row.asOf = text()
    row.status = text()
    row.source = text()
    row.note = text()
    return row
  }
}
