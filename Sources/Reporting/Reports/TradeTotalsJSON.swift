import SupplyGraph
import TradeAnalysis

extension TradeTotals {
  /// Sums as every result carries them; `low` and `high` are the range of `change`.
  var json: JSONValue {
    [
      "customs_value": .number(customsValue.value), "duty": .number(duty.value),
      "effective_rate": .optional(effectiveRate), "covered_rate": .optional(coveredRate),
      "change": .number(change.value), "low": .number(change.low), "high": .number(change.high),
      "baseline": .number(baseline), "covered_value": .number(coveredValue), "duty_low": .number(duty.low),
      "duty_high": .number(duty.high),
    ]
  }
}
