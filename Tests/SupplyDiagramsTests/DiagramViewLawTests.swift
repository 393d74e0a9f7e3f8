import ChokepointTestSupport
import SupplyDiagrams
import SupplyGraph
import Testing

@Suite("Views of random graphs")
struct DiagramViewLawTests {
  /// Everything within some steps of an entity along links, upwards and downwards apart.
  private func reachable(_ graph: SupplyGraph, _ focus: EntityIndex, _ depth: Int, _ least: Double) -> Set<EntityIndex>
  {
    var links: [(from: EntityIndex, to: EntityIndex)] = []
    for need in graph.needs {
      for supply in graph.supplies[need.supplies] where supply.share > 0 && supply.share >= least {
        links.append((supply.supplier, need.entity))
      }
    }
    var result: Set<EntityIndex> = [focus]
    for isUpwards in [true, false] {
      var reached: Set<EntityIndex> = [focus]
      for _ in 0..<depth {
        reached = reached.union(
          links.filter { reached.contains(isUpwards ? $0.to : $0.from) }.map { isUpwards ? $0.from : $0.to })
      }
      result.formUnion(reached)
    }
    return result
  }

  @Test("Limits hold, counts are right, edges join shown cards, and the same question has the same view")
  func invariants() throws {
    var generator = SplitMix64(seed: 110)
    var (cut, focused) = (0, 0)
    for _ in 0..<250 {
      let graph = try GraphResolver.graph(of: RandomGraphs.rich.document(using: &generator))
      let importance = graph.entityIndices.map { _ in generator.unit() }
      let all = Array(graph.entityIndices)
      var options = DiagramOptions(
        minimumShare: [0, 0, 0.3][generator.below(3)], maximumCards: 1 + generator.below(12),
        maximumEdges: generator.below(20))
      options.pinned = [all[generator.below(all.count)], all[generator.below(all.count)]]
      if generator.below(2) == 0 {
        options.focus = all[generator.below(all.count)]
        options.depth = generator.below(4)
      }
      let view = try DiagramView(graph, importance: importance, options: options)
      let candidates =
        options.focus.map { reachable(graph, $0, options.depth, options.minimumShare) } ?? Set(all)
      #expect(view.cards.count == min(options.maximumCards, candidates.count))
      #expect(Set(view.cards).isSubset(of: candidates))
      #expect(view.cards == view.cards.sorted() && Set(view.cards).count == view.cards.count)
      if let focus = options.focus { #expect(view.cards.contains(focus)) }
      let kept = Set(options.pinned).intersection(candidates).union(options.focus.map { [$0] } ?? [])
      if kept.count <= options.maximumCards { #expect(kept.isSubset(of: view.cards)) }
      #expect(view.tiers == Set(view.cards.map { graph[$0].tier }).sorted())

      var pairs: Set<[EntityIndex]> = []
      var shareable: Set<[EntityIndex]> = []
      for need in graph.needs {
        for supply in graph.supplies[need.supplies] where supply.share > 0 {
          pairs.insert([supply.supplier, need.entity])
          if supply.share >= options.minimumShare { shareable.insert([supply.supplier, need.entity]) }
        }
      }
      let possible = shareable.filter { view.cards.contains($0[0]) && view.cards.contains($0[1]) }
      let shown = view.links.map { [$0.from, $0.to] }
      #expect(Set(shown).count == shown.count && Set(shown).isSubset(of: possible))
      #expect(shown.count == min(options.maximumEdges, possible.count))
      #expect(view.omittedEntities == all.count - view.cards.count)
      #expect(view.omittedLinks == pairs.count - shown.count)
      for link in view.links {
        #expect(!link.supplies.isEmpty)
        for entry in link.supplies {
          let supply = graph.supplies[entry.supply]
          #expect(supply.supplier == link.from && graph.needs[entry.need].entity == link.to)
          #expect(supply.share >= options.minimumShare && supply.share > 0)
          let isMinor = graph.needs[entry.need].isImplicit || graph.needs[entry.need].kind != .flow
          if !isMinor { #expect(!link.isMinor && supply.share <= link.share) }
        }
      }
      let again = try DiagramView(graph, importance: importance, options: options)
      #expect(again.cards == view.cards && again.links == view.links && again.skeleton == view.skeleton)
      if view.omittedLinks > 0, view.omittedEntities > 0 { cut += 1 }
      if options.focus != nil { focused += 1 }
    }
    #expect(cut > 50 && focused > 50)
  }
}
