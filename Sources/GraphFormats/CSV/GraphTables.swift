/// The tables of a graph folder in the order in which they are read, written and documented.
public enum GraphTables {
  public static let all: [TableSchema] = [
    entities, locations, owners, products, variants, markets, needs, supplies, sources, groups, claims, facts,
    imports,
  ]

  /// Tables that other parts of the program read; they may lie in the folder.
  public static let reserved = ["pools"]

  private static let status = ColumnSchema("status", "observed, estimate, plan or forecast")
  private static let method = ColumnSchema("method", "reported, derived, market-proxy or judged")
  private static let source = ColumnSchema("source", "id in sources.csv")
  private static let asOf = ColumnSchema("as_of", "the time the number is about: 2025, 2025-Q3, 2025-10-30")
  private static let confidence = ColumnSchema("confidence", "low, medium or high")
  private static let note = ColumnSchema("note", "a remark for readers")
  private static let low = ColumnSchema("low", .number, "lower end of the range")
  private static let high = ColumnSchema("high", .number, "upper end of the range")

  static let entities = TableSchema(
    "entities", required: true, "Companies, plants, product lines, countries, hazards: anything that can fail.",
    [
      ColumnSchema("id", required: true, "lower-case words joined by '-'; countries by their three letters"),
      ColumnSchema("name", "name for people"),
      ColumnSchema("kind", "foundry, chip-designer, hyperscaler, country, …"),
      ColumnSchema("country", "where it stands, when that is one country"),
      ColumnSchema("hq", "country of the head office; no dependency"),
      ColumnSchema("owner", "who owns it, when that is one entity"),
      ColumnSchema("hazards", .list, "hazards it is exposed to"),
      ColumnSchema("receives", .map, "where its purchases cross a border, as shares"),
      ColumnSchema("value_added_share", .number, "share of its output's value that it adds itself"),
      ColumnSchema("outage_per_year", .number, "probability of at least one outage a year"),
      ColumnSchema("outage_days", .number, "length of an outage in days"),
      ColumnSchema("spare", .number, "spare capacity as a fraction of normal output"),
      ColumnSchema("cycle_days", .number, "days of work in process"),
      source, asOf, status, method, confidence, note,
    ])

  static let locations = TableSchema(
    "locations", "Where an entity stands, when that is more than one country.",
    [
      ColumnSchema("entity", required: true, "id in entities.csv"),
      ColumnSchema("country", required: true, "three-letter country code"),
      ColumnSchema("share", .number, "share of the entity that stands there"),
      source, asOf, status, method, confidence, note,
    ])

  static let owners = TableSchema(
    "owners", "Who owns an entity, when that is more than one.",
    [
      ColumnSchema("entity", required: true, "id in entities.csv"),
      ColumnSchema("owner", required: true, "id of the owner"),
      ColumnSchema("share", .number, "share that the owner holds"),
      source, asOf, status, method, confidence, note,
    ])

  static let products = TableSchema(
    "products", "What is supplied.",
    [
      ColumnSchema("id", required: true, "lower-case words joined by '-'"),
      ColumnSchema("name", "name for people"),
      ColumnSchema("hs", .map, "customs (HS) codes with their share of the product's value"),
      ColumnSchema("eccn", .list, "export control (ECCN) codes"),
      ColumnSchema("elasticity_short", .number, "price elasticity of demand in the short run"),
      ColumnSchema("elasticity_short_low", .number, "lower end of its range"),
      ColumnSchema("elasticity_short_high", .number, "upper end of its range"),
      ColumnSchema("elasticity_long", .number, "price elasticity of demand in the long run"),
      ColumnSchema("elasticity_long_low", .number, "lower end of its range"),
      ColumnSchema("elasticity_long_high", .number, "upper end of its range"),
      note,
    ])

  static let variants = TableSchema(
    "variants", "Versions of a product with technical attributes, where a trade rule asks for them.",
    [
      ColumnSchema("product", required: true, "id in products.csv"),
      ColumnSchema("id", required: true, "id of the variant"),
      ColumnSchema("share", .number, "share of the product's value"),
      ColumnSchema("attributes", .map, "attribute names with their values"),
    ])

  static let markets = TableSchema(
    "markets", "World market shares.",
    [
      ColumnSchema("product", required: true, "id in products.csv"),
      ColumnSchema("provider", required: true, "id in entities.csv"),
      ColumnSchema("share", .number, "share of the world market"),
      low, high, status, method, source, asOf, confidence, note,
    ])

  static let needs = TableSchema(
    "needs", "What an entity needs. A need without a row here gets the defaults.",
    [
      ColumnSchema("entity", required: true, "id in entities.csv: the buyer"),
      ColumnSchema("product", required: true, "id in products.csv"),
      ColumnSchema("kind", "flow, upkeep, licence or capital"),
      ColumnSchema("criticality", .number, "share of the buyer's output that stops without it"),
      ColumnSchema("weight", .number, "share of the buyer's input spending; all needs of a buyer have one, or none"),
      ColumnSchema("volume", .number, "billion US dollars a year"),
      ColumnSchema("embedded_in", "the other need inside whose goods these cross the border"),
      ColumnSchema("buffer_days", .number, "days of stock at the buyer"),
      ColumnSchema("switch_days", .number, "days until an alternate can deliver"),
      ColumnSchema("end_use", .map, "what it is used for, as shares"),
      source, note,
    ])

  static let supplies = TableSchema(
    "supplies", required: true, "Who supplies a need, with which share of it.",
    [
      ColumnSchema("entity", required: true, "id in entities.csv: the buyer"),
      ColumnSchema("product", required: true, "id in products.csv"),
      ColumnSchema("from", required: true, "id in entities.csv: the supplier"),
      ColumnSchema("share", .number, "share of this buyer's need"),
      low, high,
      ColumnSchema("transit_days", .number, "days goods are on their way"),
      ColumnSchema("lead_days", .number, "days from order to delivery of a new order"),
      ColumnSchema("qualified", .flag, "whether the supplier is qualified already"),
      ColumnSchema("max_share", .number, "most it could supply, as a share of the need"),
      ColumnSchema("capacity", .number, "most it could supply, in the unit of the need's volume"),
      ColumnSchema("ships_from", .map, "countries it ships from, as shares"),
      status, method, source, asOf, confidence, note,
    ])

  static let sources = TableSchema(
    "sources", "Publications that numbers come from.",
    [
      ColumnSchema("id", required: true, "what the other tables call it"),
      ColumnSchema("title", "title"),
      ColumnSchema("publisher", "who published it"),
      ColumnSchema("url", "address"),
      ColumnSchema("date", "day of publication"),
      ColumnSchema("licence", "licence of the data"),
      note,
    ])

  static let groups = TableSchema(
    "groups", "Named sets of countries or entities.",
    [
      ColumnSchema("id", required: true, "what selectors call it"),
      ColumnSchema("name", "name for people"),
      ColumnSchema("members", .list, "ids of its members"),
    ])

  static let claims = TableSchema(
    "claims", "Figures that disagree about a quantity, and which of them was chosen.",
    [
      ColumnSchema("id", required: true, "what the claim is called"),
      ColumnSchema("entity", "the buyer"),
      ColumnSchema("product", "the product"),
      ColumnSchema("from", "the supplier"),
      ColumnSchema("metric", "what is measured"),
      ColumnSchema("value", .number, "the figure"),
      ColumnSchema("unit", "its unit"),
      low, high, asOf, source,
      ColumnSchema("chosen", .flag, "whether the graph uses it"),
      ColumnSchema("reason", "why, or why not"),
    ])

  static let facts = TableSchema(
    "facts", "Sourced figures that no share uses but that explanations show.",
    [
      ColumnSchema("id", required: true, "what the fact is called"),
      ColumnSchema("subject", "what it is about"),
      ColumnSchema("metric", "what is measured"),
      ColumnSchema("object", "to whom or what it relates"),
      ColumnSchema("value", .number, "the figure"),
      ColumnSchema("unit", "its unit"),
      low, high, asOf, status, source, note,
    ])

  static let imports = TableSchema(
    "imports", "Published import figures by customs heading and country of origin; they stand beside the graph.",
    [
      ColumnSchema("period", required: true, "the time the figure is about: 2025, 2025-11"),
      ColumnSchema("reporter", required: true, "the importing country, by its three letters"),
      ColumnSchema("partner", required: true, "the country of origin, by its three letters; WLD for all together"),
      ColumnSchema("hs", required: true, "customs (HS) heading, such as 8471.50"),
      ColumnSchema("customs_value", .number, "the figure"),
      ColumnSchema("unit", "its unit; billion US dollars (USD_bn) where empty"),
      ColumnSchema("basis", "what is counted and how: general imports, not seasonally adjusted"),
      ColumnSchema("release", "when the figure was published; figures are revised"),
      source, note,
    ])
}
