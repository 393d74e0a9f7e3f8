/// The nearest right name for a misspelt one.
///
/// The distance is the restricted Damerau–Levenshtein distance over lower-cased scalars (insertions, deletions,
/// substitutions and swaps of neighbours cost 1). A candidate counts as near when the distance is at most a third of
/// the longer name, rounded up; ties go to the name that comes first in `candidates`.
///
/// - Complexity: O(|name| · Σ|candidate|) time, O(|name|) space; candidates whose length differs too much are skipped.
/// - Reference: Damerau 1964, doi:10.1145/363958.363994.
public func nearestName<Names: Sequence>(to name: String, in candidates: Names) -> String?
where Names.Element == String {
  let wanted = folded(name)
  guard !wanted.isEmpty, wanted.count <= 200 else { return nil }
  var best: (distance: Int, name: String)?
  for candidate in candidates {
    let other = folded(candidate)
    guard !other.isEmpty, other.count <= 200 else { continue }
    let longer = max(wanted.count, other.count)
    let limit = min((longer + 2) / 3, (best?.distance ?? Int.max) - 1)
    guard limit >= 0, abs(wanted.count - other.count) <= limit else { continue }
    let distance = editDistance(wanted, other)
    if distance <= limit { best = (distance, candidate) }
    if distance == 0 { break }
  }
  return best?.name
}

private func folded(_ text: String) -> [Unicode.Scalar] {
  text.lowercased().unicodeScalars.map { $0 == "_" || $0 == " " ? "-" : $0 }
}

private func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
  var beforeLast = [Int](repeating: 0, count: b.count + 1)
  var last = Array(0...b.count)
  var row = last
  for i in 1...a.count {
    row[0] = i
    for j in 1...b.count {
      var cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
      if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { cost = min(cost, beforeLast[j - 2] + 1) }
      row[j] = cost
    }
    (beforeLast, last, row) = (last, row, beforeLast)
  }
  return last[b.count]
}

/// "did you mean 'x'?" for the nearest name, or nil where none is near.
public func didYouMean<Names: Sequence>(_ name: String, in candidates: Names) -> String? where Names.Element == String {
  nearestName(to: name, in: candidates).map { "did you mean '\($0)'?" }
}
