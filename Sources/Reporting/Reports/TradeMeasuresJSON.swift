import ScenarioModel
import SupplyGraph

extension TradeMeasures {
  /// The trade sections as resolved, for results to carry.
  func members(in graph: SupplyGraph) -> [JSONValue.Member] {
    [
      .init("tariffs", .array(tariffs.map(\.json))),
      .init("fx", dollarChange == 0 ? .null : ["usd": .number(dollarChange)]),
      .init("pass_through", ["tariff": tariffPassThrough.json, "fx": exchangeRatePassThrough.json]),
      .init(
        "demand",
        .array(
          demand.map { change in
            [
              "selection": .string(change.selection), "factor": .number(change.factor),
              "entities": .array(
                change.choices.map { ["id": .string(graph[$0.entity].id), "share": .number($0.share)] }),
            ]
          })),
    ]
  }
}

extension TariffRule {
  fileprivate var json: JSONValue {
    [
      "id": .string(id), "reporter": .string(reporter), "hs": .strings(headings),
      "origins": origins.countries.map { .strings($0) } ?? "*", "except_origins": .strings(origins.excluded),
      "rate": .number(rate),
      "windows": .array(
        windows.map { window in
          .object(window.spans.map { .init($0.attribute, .array([.number($0.low), .number($0.high)])) })
        }),
      "exempt_end_use": .strings(exemptEndUse), "start": .optional(start?.description),
      "end": .optional(end?.description), "status": .string(status.rawValue), "source": .optional(source),
    ]
  }
}

extension ValueRange {
  var json: JSONValue { ["value": .number(value), "low": .number(low), "high": .number(high)] }
}
