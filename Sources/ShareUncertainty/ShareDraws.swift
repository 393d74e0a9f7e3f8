public import SupplyGraph

/// Random shares within the ranges that the data state: what the supply graph might as well look like.
///
///     x_s ~ triangular(low_s, share_s, high_s)                                    for every supply s of a need
///     x_u ~ triangular(max(0, 1 − Σ high), u, max(u, 1 − Σ low))                  for its unattributed part u
///     u = 0:  w_s = x_s / Σ x          u > 0:  w_s = x_s / (Σ x + x_u),  w_u = x_u / (Σ x + x_u)
///
/// Fractions of the need, 0…1. A supply without `low` or `high` has its share for that end; a need without any range
/// keeps every bit. A supply with share 0 and a `high` above 0 is drawn like the others. Shares that were divided by a
/// sum above 1 may lie outside their range; the range is widened to hold them.
///
/// One stream of numbers a draw and need, see `ShareStream`: a number for each supply in file order, then one for
/// the unattributed part where there is one. A share is the inverse of its law at that number.
///
/// Assumptions: shares of different needs are independent, and so are those of one need but for their sum. Where one
/// report stands behind many rows they are not, and spread is larger than drawn. Dividing by the sum pulls large
/// shares towards the others: the mean of draws is not the recorded share.
///
/// Example: shares .57, .22, .21 with ranges: `Docs/Methods/Ranges.md`.
public struct ShareDraws: Sendable {
  public let seed: UInt64
  /// Needs with at least one share that is not a point.
  public let needs: [UncertainNeed]
  /// Whether anything is drawn at all.
  public var isCertain: Bool { needs.isEmpty }

  /// A need with at least one share that is not known exactly.
  public struct UncertainNeed: Sendable {
    /// Index into ``SupplyGraph/SupplyGraph/needs``.
    public let need: Int
    /// Indices into ``SupplyGraph/SupplyGraph/supplies``.
    public let supplies: Range<Int>
    /// One law for each supply, then one for the unattributed part where there is one.
    public let laws: [TriangularLaw]
    let key: UInt64

    /// Whether the last law is that of the unattributed part.
    public var drawsUnattributed: Bool { laws.count > supplies.count }
  }

  /// The ranges of a graph.
  ///
  /// - Complexity: O(needs + supplies).
  public init(_ graph: SupplyGraph, seed: UInt64) {
    self.seed = seed
    needs = graph.needs.indices.compactMap { Self.uncertain($0, in: graph) }
  }

  private static func uncertain(_ index: Int, in graph: SupplyGraph) -> UncertainNeed? {
    let need = graph.needs[index]
    let rows = graph.supplies[need.supplies]
    let laws = Self.laws(
      rows.map { TriangularLaw(low: $0.low ?? $0.share, mode: $0.share, high: $0.high ?? $0.share) },
      unattributed: need.unattributed)
    guard laws.contains(where: { !$0.isPoint }) else { return nil }
    return UncertainNeed(
      need: index, supplies: need.supplies, laws: laws,
      key: ShareStream.key(of: graph[need.entity].id, product: need.product))
  }

  /// The laws of shares and of what they leave to nobody.
  static func laws(_ shares: [TriangularLaw], unattributed: Double) -> [TriangularLaw] {
    guard unattributed > 0 else { return shares }
    let lows = shares.reduce(0) { $0 + $1.low }
    let highs = shares.reduce(0) { $0 + $1.high }
    // Where nothing has a range the unattributed part has none, whatever rounding says.
    guard shares.contains(where: { !$0.isPoint }) else {
      return shares + [TriangularLaw(low: unattributed, mode: unattributed, high: unattributed)]
    }
    return shares + [
      TriangularLaw(low: max(0, 1 - highs), mode: unattributed, high: max(unattributed, 1 - lows))
    ]
  }

  /// The laws of one need; nil where its shares are certain.
  ///
  /// - Complexity: O(log needs).
  public func law(ofNeed need: Int) -> UncertainNeed? {
    var (low, high) = (0, needs.count)
    while low < high {
      let middle = (low + high) / 2
      if needs[middle].need < need { low = middle + 1 } else { high = middle }
    }
    return low < needs.count && needs[low].need == need ? needs[low] : nil
  }

  /// The rows of a product's world market with their laws, as of a need that the empty id has; the law is nil where
  /// the shares are certain.
  ///
  /// - Complexity: O(markets).
  public static func market(
    _ product: String, in graph: SupplyGraph
  ) -> (providers: [EntityIndex], shares: [Double], law: UncertainNeed?) {
    let rows = graph.markets.filter { $0.product == product }
    let sum = rows.reduce(0) { $0 + $1.share }
    // As everywhere: what sums to 1 within rounding, or to a little more, is divided by its sum.
    let isWhole = sum >= 1 - 1e-9
    var shares = rows.map { isWhole ? $0.share / sum : $0.share }
    let laws = laws(
      rows.enumerated().map { offset, row in
        TriangularLaw(low: row.low ?? shares[offset], mode: shares[offset], high: row.high ?? shares[offset])
      }, unattributed: isWhole ? 0 : 1 - sum)
    if !isWhole { shares.append(1 - sum) }
    let law =
      laws.contains { !$0.isPoint }
      ? UncertainNeed(
        need: -1, supplies: 0..<rows.count, laws: laws, key: ShareStream.key(of: "", product: product)) : nil
    return (rows.map(\.provider), shares, law)
  }

  /// What all needs of one draw have in common; draws count from 0.
  public func root(draw: Int) -> UInt64 { ShareStream.root(seed: seed, draw: draw) }

  /// Draws one need.
  ///
  /// - Parameters:
  ///   - parts: one entry for each law; the shares of the supplies, then the unattributed part, which sum to 1.
  ///   - uniforms: the numbers the parts were made of, where they are wanted: part i is large where number i is.
  /// - Precondition: both have room for as many entries as the need has laws.
  /// - Complexity: O(supplies of the need), no allocation.
  public func draw(
    _ need: UncertainNeed, root: UInt64, into parts: UnsafeMutableBufferPointer<Double>,
    uniforms: UnsafeMutableBufferPointer<Double>? = nil
  ) {
    var stream = ShareStream(root: root, key: need.key)
    var sum = 0.0
    for index in need.laws.indices {
      let uniform = stream.unit()
      let value = need.laws[index].quantile(uniform)
      parts[index] = value
      uniforms?[index] = uniform
      sum += value
    }
    // Every law reaches above 0 somewhere, so this is for the one draw in 2⁵³ in which all are 0.
    guard sum > 0 else { return }
    for index in need.laws.indices { parts[index] /= sum }
  }

  /// The graph with the shares of one draw, for what needs a whole graph: simulation, look-through, a scenario.
  ///
  /// Indices of entities, needs and supplies are those of the graph; ranges of drawn shares are dropped, since in one
  /// draw a share is what it is.
  ///
  /// - Parameter graph: the graph these draws were made for.
  /// - Throws: `GraphEditError` where it is another graph whose rows do not fit.
  /// - Complexity: O(needs + supplies) time and space.
  public func graph(_ graph: SupplyGraph, draw: Int) throws(GraphEditError) -> SupplyGraph {
    let root = root(draw: draw)
    var replacements: [Int: [Supply]] = [:]
    replacements.reserveCapacity(needs.count)
    for need in needs {
      let parts = values(need, root: root)
      var rows: [Supply] = []
      rows.reserveCapacity(need.supplies.count)
      for (offset, index) in need.supplies.enumerated() where graph.supplies.indices.contains(index) {
        var row = graph.supplies[index]
        row.share = parts[offset]
        row.low = nil
        row.high = nil
        rows.append(row)
      }
      replacements[need.need] = rows
    }
    return try graph.replacingSupplies(replacements)
  }

  /// Writes the shares of one draw over recorded ones, for a model that holds its own copies.
  ///
  /// Only entries of uncertain needs are written, so the same two arrays serve one draw after the other.
  ///
  /// - Parameters:
  ///   - shares: by index of supply.
  ///   - unattributed: by index of need.
  /// - Precondition: both have an entry for every supply and need of the graph.
  /// - Complexity: O(supplies of uncertain needs).
  public func fill(draw: Int, shares: inout [Double], unattributed: inout [Double]) {
    let root = root(draw: draw)
    for need in needs {
      let parts = values(need, root: root)
      for (offset, supply) in need.supplies.enumerated() { shares[supply] = parts[offset] }
      unattributed[need.need] = need.drawsUnattributed ? parts[need.supplies.count] : 0
    }
  }

  /// The parts of one need in one draw, as an array.
  public func values(_ need: UncertainNeed, root: UInt64) -> [Double] {
    [Double](unsafeUninitializedCapacity: need.laws.count) { buffer, count in
      buffer.initialize(repeating: 0)
      draw(need, root: root, into: buffer)
      count = need.laws.count
    }
  }
}
