/// The Economic Systemic Risk Index by its definition, with whole matrices: the reference for cascades.
///
/// Capacities left instead of losses, all firms in every step, every sum afresh.
public struct NaiveSystemicRisk: Sendable {
  /// `sales[i][j]`: what i sells to j.
  public var sales: [[Double]]
  /// The industry of each firm.
  public var industry: [Int]
  /// `essentiality[i][j]`: 2, 1 or 0 for what firm i supplies to firm j.
  public var essentiality: [[Int]]
  /// `outside[j][k]`: what firm j buys of industry k from others.
  public var outside: [[Double]]
  public var hasSubstitution = false
  public var epsilon = 1e-9

  /// An index with its parts and the steps it took.
  public struct Answer: Sendable {
    public var value: Double
    public var downstream: Double
    public var upstream: Double
    public var steps: Int
    public var capacityDown: [Double]
    public var capacityUp: [Double]
  }

  public init(sales: [[Double]], industry: [Int], essentiality: [[Int]], industryCount: Int) {
    self.sales = sales
    self.industry = industry
    self.essentiality = essentiality
    outside = sales.map { _ in Array(repeating: 0, count: industryCount) }
  }

  private var firms: Range<Int> { sales.indices }

  private func sold(_ firm: Int) -> Double { sales[firm].reduce(0, +) }

  private func downstreamWeight(_ i: Int, _ j: Int) -> Double {
    guard sales[i][j] > 0 else { return 0 }
    switch essentiality[i][j] {
    case 2:
      return sales[i][j]
        / (firms.filter { industry[$0] == industry[i] }.reduce(0) { $0 + sales[$1][j] } + outside[j][industry[i]])
    case 1: return sales[i][j] / (firms.reduce(0) { $0 + sales[$1][j] } + outside[j].reduce(0, +))
    default: return 0
    }
  }

  /// The index if every firm i has `capacity[i]` left.
  public func answer(capacity: [Double], stepLimit: Int = 100_000) -> Answer {
    var (down, up) = (capacity, capacity)
    var steps = 0
    var change = Double.infinity
    while change > epsilon, steps < stepLimit {
      let (nextDown, nextUp) = (firms.map { self.down($0, down, capacity) }, firms.map { self.up($0, up, capacity) })
      change = max(
        zip(down, nextDown).map { $0 - $1 }.max() ?? 0, zip(up, nextUp).map { $0 - $1 }.max() ?? 0)
      (down, up) = (nextDown, nextUp)
      steps += 1
    }
    let total = firms.reduce(0) { $0 + sold($1) }
    func mean(_ loss: (Int) -> Double) -> Double {
      total > 0 ? firms.reduce(0) { $0 + sold($1) / total * loss($1) } : 0
    }
    return Answer(
      value: mean { 1 - min(down[$0], up[$0]) }, downstream: mean { 1 - down[$0] }, upstream: mean { 1 - up[$0] },
      steps: steps, capacityDown: down, capacityUp: up)
  }

  private func irreplaceability(_ i: Int, _ left: [Double]) -> Double {
    guard hasSubstitution else { return 1 }
    let market = firms.filter { industry[$0] == industry[i] }.reduce(0) { $0 + sold($1) * left[$1] }
    return market <= 1e-10 ? 1 : min(1, sold(i) / market)
  }

  private func down(_ j: Int, _ left: [Double], _ capacity: [Double]) -> Double {
    var result = capacity[j]
    var linear = 1.0
    for industry in outside[j].indices {
      let suppliers = firms.filter { self.industry[$0] == industry && sales[$0][j] > 0 }
      let lost = suppliers.reduce(0) {
        $0 + irreplaceability($1, left) * (1 - left[$1]) * downstreamWeight($1, j)
      }
      guard let kind = suppliers.first.map({ essentiality[$0][j] }) else { continue }
      if kind == 2 { result = min(result, 1 - lost) }
      if kind == 1 { linear -= lost }
    }
    return max(0, min(result, linear))
  }

  private func up(_ i: Int, _ left: [Double], _ capacity: [Double]) -> Double {
    let sold = sold(i)
    let lost = sold > 0 ? firms.reduce(0) { $0 + sales[i][$1] / sold * (1 - left[$1]) } : 0
    return max(0, min(capacity[i], 1 - lost))
  }
}
