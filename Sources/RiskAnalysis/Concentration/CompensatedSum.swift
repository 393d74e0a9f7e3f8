/// A sum that keeps the rounding error of every step (Neumaier's variant of Kahan summation).
///
/// The error does not grow with the number of terms: about one unit in the last place of Σ|x|.
///
/// - SeeAlso: Neumaier, A. (1974), Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen,
///   Zeitschrift für Angewandte Mathematik und Mechanik 54(1), 39–51, doi:10.1002/zamm.19740540106.
struct CompensatedSum {
  private var sum = 0.0
  private var error = 0.0

  /// The sum of a sequence.
  init(_ terms: some Sequence<Double>) {
    for term in terms { add(term) }
  }

  /// The sum so far.
  var value: Double { sum + error }

  mutating func add(_ term: Double) {
    let next = sum + term
    error += abs(sum) >= abs(term) ? (sum - next) + term : (term - next) + sum
    sum = next
  }
}
