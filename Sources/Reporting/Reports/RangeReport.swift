public import Comparison
public import RiskAnalysis
public import SupplyGraph

extension Report {
  /// Who a report on chokepoints may lead with: in the order of the ranking, targets left out.
  public static func headlines(_ ranking: OutageRanking) -> [EntityIndex] {
    ranking.risks.filter { !$0.chokepoint.isTarget && $0.chokepoint.impactRigid > 0 }.map(\.entity)
  }

  /// Adds ranges of the rigid impact to a report on chokepoints: sentences, a table, and keys of each result.
  ///
  /// - Parameter top: rows of the table; nil for all.
  public mutating func state(_ ranges: LossRanges, in graph: SupplyGraph, top: Int?) {
    let text = GraphText(graph)
    let words = RangeText(ranges: ranges, text: text, figure: .impact)
    words.state(in: &self)
    let felt = ranges.entries.filter { $0.recorded > 0 || $0.range.p95 > 0 }
    let order = felt.indices.sorted { a, b in
      felt[a].recorded != felt[b].recorded ? felt[a].recorded > felt[b].recorded : a < b
    }
    var table = Table(
      title: "Rigid impact under draws of the shares",
      columns: [
        .init("id", "Entity"), .init("kind", "Kind"), .init("impact_rigid", "Rigid", isNumeric: true),
        .init("rank", "Rank in kind", isNumeric: true),
      ])
    for place in order.prefix(top ?? order.count) {
      let entry = felt[place]
      table.rows.append([
        .display(text.name(entry.subject), raw: text.id(entry.subject)),
        .text(graph[entry.subject].kind.rawValue), .share(entry.recorded), .integer(entry.rank.rank),
      ])
    }
    table.insert(
      RangeText.columns(.impact), after: "impact_rigid",
      cells: order.prefix(table.rows.count).map { words.cells(felt[$0].subject) })
    if ranges.uncertainShares > 0 { add(table) }
    extendResults { id in graph.entity(id).map { words.members($0) } ?? [] }
  }

  /// Adds members to every result that has an id.
  private mutating func extendResults(_ more: (String) -> [JSONValue.Member]) {
    guard let place = members.firstIndex(where: { $0.key == "results" }),
      case .array(let results) = members[place].value
    else { return }
    members[place].value = .array(
      results.map { result in
        guard case .object(let old) = result, let member = old.first(where: { $0.key == "id" }),
          case .string(let id) = member.value
        else { return result }
        return .object(old + more(id))
      })
  }
}
