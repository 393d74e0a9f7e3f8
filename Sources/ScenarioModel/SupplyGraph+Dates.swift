public import SupplyGraph

extension SupplyGraph {
  /// The graph with the shares in force on a day.
  ///
  /// Each need that an addition concerns keeps its total: what is added is taken from the others
  /// (`CapacityAddition`, formula in `Docs/Methods/Dates.md`). The added supply rests on the addition's evidence; a
  /// supplier that supplied the need before keeps its row, with the evidence of the addition from its start on. Before
  /// the first start the result equals the graph.
  ///
  /// - Throws: ``GraphEditError`` where the additions were resolved for another graph and do not fit this one.
  /// - Complexity: O(needs + supplies) time and space.
  public func at(_ day: CalendarDay, _ additions: [CapacityAddition]) throws(GraphEditError) -> SupplyGraph {
    var byNeed: [Int: [Int]] = [:]
    for (index, addition) in additions.enumerated() {
      for need in addition.needs { byNeed[need, default: []].append(index) }
    }
    var graph = self
    var evidence: [Int: Evidence] = [:]
    for (index, addition) in additions.enumerated() where addition.strength(on: day) > 0 {
      var own = addition.evidence
      if let source = addition.source {
        let known = graph.addingSource(source)
        graph = known.graph
        own.source = known.source
      }
      evidence[index] = own
    }
    var replacements: [Int: [Supply]] = [:]
    for (need, indices) in byNeed where indices.contains(where: { evidence[$0] != nil }) {
      guard needs.indices.contains(need) else { throw .unknownNeed(need) }
      var mix = AdditionMix(self, need: need)
      for index in indices { mix.add(additions[index], strength: additions[index].strength(on: day)) }
      replacements[need] = mix.supplies { supplier in
        // The one that began last speaks for the supplier.
        indices.filter { additions[$0].entity == supplier && evidence[$0] != nil }
          .max { additions[$0].start.firstDay < additions[$1].start.firstDay }.flatMap { evidence[$0] }
      } make: { supplier, share, evidence in
        Supply(from: supplier, share: share, kind: needs[need].kind, evidence: evidence)
      }
    }
    return try graph.replacingSupplies(replacements)
  }
}
