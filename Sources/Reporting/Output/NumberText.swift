/// Numbers for people, without a locale: `93.6 %`, `1 234.5`.
public enum NumberText {
  /// A fraction as percent with one decimal; `< 0.1 %` for what is positive but smaller, never `0.0 %`, and `> 99.9 %`
  /// for what is nearly all. What rounding alone keeps from 1 (less than 10⁻⁹) is all.
  public static func percent(_ fraction: Double) -> String {
    if fraction > 0, fraction < 0.0005 { return "< 0.1 %" }
    if fraction < 1 - 1e-9, fraction >= 0.9995 { return "> 99.9 %" }
    return decimal(fraction * 100, digits: 1) + " %"
  }

  /// A number with a fixed count of decimals, rounded half away from zero, thousands apart.
  public static func decimal(_ value: Double, digits: Int) -> String {
    guard value.isFinite else { return value.isNaN ? "–" : value > 0 ? "∞" : "−∞" }
    let digits = max(0, digits)
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let scaled = (abs(value) * scale).rounded(.toNearestOrAwayFromZero)
    guard scaled < 9e15 else { return String(value) }
    var figures = String(Int(scaled))
    while figures.count <= digits { figures = "0" + figures }
    let whole = grouped(String(figures.dropLast(digits)))
    let sign = value < 0 && scaled > 0 ? "−" : ""
    return sign + whole + (digits > 0 ? "." + String(figures.suffix(digits)) : "")
  }

  /// A plain number as short as it goes.
  public static func plain(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
  }

  /// `1 supply`, `2 supplies`: a count with its noun, whose plural adds an s unless given.
  public static func count(_ count: Int, _ noun: String, plural: String? = nil) -> String {
    "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
  }

  private static func grouped(_ digits: String) -> String {
    guard digits.count > 4 else { return digits }
    var result = ""
    for (offset, digit) in digits.enumerated() {
      if offset > 0, (digits.count - offset) % 3 == 0 { result.append("\u{202F}") }
      result.append(digit)
    }
    return result
  }
}
