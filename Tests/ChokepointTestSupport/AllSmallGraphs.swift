public import SupplyGraph

/// A family of small graphs in which every member is visited, up to the names of the entities.
///
/// Members: `entityCount` entities, each with at most `needLimit` different needs; a need draws in equal parts on any
/// non-empty set of at most `supplierLimit` other entities and has one of `criticalities`. Of graphs that differ only
/// in the order of their entities the one with the smallest code is visited.
public struct AllSmallGraphs: Sendable {
  public var entityCount: Int
  public var needLimit: Int
  public var supplierLimit: Int
  public var criticalities: [Double]

  public init(entityCount: Int, needLimit: Int, supplierLimit: Int, criticalities: [Double]) {
    self.entityCount = entityCount
    self.needLimit = needLimit
    self.supplierLimit = supplierLimit
    self.criticalities = criticalities
  }

  /// The families that the engine is tried on, with the number of their members (by Burnside's lemma).
  public static let families: [(family: AllSmallGraphs, count: Int)] = [
    (AllSmallGraphs(entityCount: 2, needLimit: 2, supplierLimit: 1, criticalities: [1, 0.5]), 10),
    (AllSmallGraphs(entityCount: 3, needLimit: 2, supplierLimit: 2, criticalities: [1, 0.5]), 1_848),
    (AllSmallGraphs(entityCount: 4, needLimit: 1, supplierLimit: 3, criticalities: [1, 0.5]), 2_340),
    (AllSmallGraphs(entityCount: 4, needLimit: 2, supplierLimit: 2, criticalities: [1]), 10_032),
  ]

  /// One need: its suppliers as bits and the position of its criticality.
  private struct Need: Hashable, Comparable {
    var suppliers: Int
    var criticality: Int

    static func < (a: Need, b: Need) -> Bool {
      (a.suppliers, a.criticality) < (b.suppliers, b.criticality)
    }
  }

  /// Visits every member.
  public func forEach(_ visit: ([EntitySketch]) throws -> Void) rethrows {
    let options = (0..<entityCount).map { needSets(of: $0) }
    let relabellings = Self.permutations(entityCount).map { permutation in
      (permutation, (0..<entityCount).map { relabelled(options, of: $0, by: permutation) })
    }
    var code = [Int](repeating: 0, count: entityCount)
    while true {
      if isSmallest(code, relabellings) { try visit(sketch(code, options)) }
      guard let position = code.indices.last(where: { code[$0] + 1 < options[$0].count }) else { return }
      code[position] += 1
      for later in (position + 1)..<entityCount { code[later] = 0 }
    }
  }

  private func needSets(of entity: Int) -> [[Need]] {
    let needs = (1..<(1 << entityCount)).filter { $0 & (1 << entity) == 0 && $0.nonzeroBitCount <= supplierLimit }
      .flatMap { suppliers in criticalities.indices.map { Need(suppliers: suppliers, criticality: $0) } }
    var sets: [[Need]] = [[]]
    for size in stride(from: 1, through: needLimit, by: 1) { sets += Self.subsets(needs, size) }
    return sets
  }

  private static func subsets(_ needs: [Need], _ size: Int) -> [[Need]] {
    guard size > 0 else { return [[]] }
    return needs.indices.flatMap { first in
      subsets(Array(needs[(first + 1)...]), size - 1).map { [needs[first]] + $0 }
    }
  }

  /// For each set of needs of an entity, its position among those of the entity that it becomes.
  private func relabelled(_ options: [[[Need]]], of entity: Int, by permutation: [Int]) -> [Int] {
    let target = options[permutation[entity]]
    let position = Dictionary(uniqueKeysWithValues: target.enumerated().map { ($0.element, $0.offset) })
    return options[entity].map { needs in
      let mapped = needs.map { need in
        Need(
          suppliers: (0..<entityCount).reduce(0) { bits, supplier in
            need.suppliers & (1 << supplier) == 0 ? bits : bits | 1 << permutation[supplier]
          }, criticality: need.criticality)
      }.sorted()
      return position[mapped] ?? 0
    }
  }

  private func isSmallest(_ code: [Int], _ relabellings: [([Int], [[Int]])]) -> Bool {
    var other = code
    for (permutation, table) in relabellings {
      for entity in code.indices { other[permutation[entity]] = table[entity][code[entity]] }
      if other.lexicographicallyPrecedes(code) { return false }
    }
    return true
  }

  private func sketch(_ code: [Int], _ options: [[[Need]]]) -> [EntitySketch] {
    let names = ["a", "b", "c", "d", "e"]
    return code.indices.map { entity in
      let needs = options[entity][code[entity]].enumerated().map { index, need in
        let suppliers = (0..<entityCount).filter { need.suppliers & (1 << $0) != 0 }
        return NeedSketch(
          product: "p\(index)", criticality: criticalities[need.criticality],
          supplies: suppliers.map { (from: names[$0], share: 1 / Double(suppliers.count)) })
      }
      return EntitySketch(id: names[entity], needs: needs)
    }
  }

  private static func permutations(_ count: Int) -> [[Int]] {
    guard count > 0 else { return [[]] }
    return permutations(count - 1).flatMap { shorter in
      (0...shorter.count).map { place in Array(shorter[..<place]) + [count - 1] + Array(shorter[place...]) }
    }
  }
}
