import Propagation
import SupplyGraph

/// Who can take part in the answer, and within which limits.
struct ResponseNetwork {
  let graph: SupplyGraph
  let sizes: ProductionSizes
  let targets: [EntityIndex]
  /// Entities upstream of the targets, targets included, in file order.
  let entities: [Int]
  /// x⁰ by entity: baseline output, or the capacity of an idle alternate; 0 for what has no size.
  private(set) var baseline: [Double]
  /// Undisturbed capacity as a multiple of x⁰, at least 1.
  private(set) var stretch: [Double]
  /// Idle alternates whose capacity is what their largest shares come to.
  private(set) var isSizedByShares: [Bool]
  /// k by entity.
  let capacityLeft: [Double]
  let blockedSupplies: Set<Int>
  let unusableAlternates: [Int]
  private let kinds: Set<NeedKind>

  init(
    _ graph: SupplyGraph, _ sizes: ProductionSizes, targets: [EntityIndex], ownLosses: [Hit],
    blockedSupplies: Set<Int>, kinds: Set<NeedKind>
  ) {
    self.graph = graph
    self.sizes = sizes
    self.targets = targets
    self.blockedSupplies = blockedSupplies
    self.kinds = kinds.subtracting([.capital])
    var left = [Double](repeating: 1, count: graph.entities.count)
    for hit in ownLosses {
      left[hit.entity.position] = min(left[hit.entity.position], 1 - min(1, max(0, hit.ownLoss)))
    }
    capacityLeft = left
    baseline = sizes.size
    stretch = [Double](repeating: 1, count: graph.entities.count)
    isSizedByShares = [Bool](repeating: false, count: graph.entities.count)
    (entities, unusableAlternates) = Self.upstream(of: targets, graph, blockedSupplies, self.kinds)
    setCapacities()
  }

  /// Needs of an entity that can hold it back.
  func needs(of entity: Int) -> [Int] { graph.entities[entity].needs.filter { Self.counts(graph.needs[$0], kinds) } }

  private static func counts(_ need: Need, _ kinds: Set<NeedKind>) -> Bool {
    kinds.contains(need.kind) && need.criticality > 0
  }

  /// Whether a need draws on goods whose amount is known.
  func isFlow(_ need: Int) -> Bool { normalVolume(need) > 0 && !graph.needs[need].isImplicit }

  /// Purchases for a need while its entity makes x⁰, USD billion a year.
  func normalVolume(_ need: Int) -> Double {
    sizes.inputPerOutput[need] * baseline[graph.needs[need].entity.position]
  }

  /// Whether an entity's present output is known, so that being available means producing.
  func isProducing(_ entity: Int) -> Bool { sizes.size[entity] > 0 }

  /// The most that a supply can deliver, as a part of the need's normal volume; nil for no limit of its own.
  ///
  /// Never less than it delivers normally, whatever is stated.
  func limit(ofSupply index: Int, of need: Int) -> Double? {
    let supply = graph.supplies[index]
    let byCapacity = supply.capacity.map { $0 / normalVolume(need) }
    guard let limit = [supply.maxShare, byCapacity].compactMap({ $0 }).min() else { return nil }
    return max(supply.share, limit)
  }

  private static func isUsable(_ supply: Supply) -> Bool {
    supply.isQualified && (supply.capacity ?? 0 > 0 || supply.maxShare ?? 0 > 0)
  }

  /// Whether a supply can deliver goods at all.
  func delivers(_ index: Int) -> Bool {
    let supply = graph.supplies[index]
    return !blockedSupplies.contains(index) && (supply.share > 0 || Self.isUsable(supply))
  }

  private static func upstream(
    of targets: [EntityIndex], _ graph: SupplyGraph, _ blocked: Set<Int>, _ kinds: Set<NeedKind>
  ) -> (entities: [Int], unusable: [Int]) {
    var isReached = [Bool](repeating: false, count: graph.entities.count)
    var unusable: [Int] = []
    var open = targets.map(\.position)
    for target in open { isReached[target] = true }
    while let entity = open.popLast() {
      for need in graph.entities[entity].needs where counts(graph.needs[need], kinds) {
        for index in graph.needs[need].supplies {
          let supply = graph.supplies[index]
          guard supply.share > 0 || isUsable(supply) else {
            if supply.isQualified { unusable.append(index) }
            continue
          }
          guard !blocked.contains(index), !isReached[supply.supplier.position] else { continue }
          isReached[supply.supplier.position] = true
          open.append(supply.supplier.position)
        }
      }
    }
    return (isReached.indices.filter { isReached[$0] }, unusable.sorted())
  }

  /// Capacity of s: the largest stated on its supplies, else (1 + spare) · z. A stated capacity below normal output is
  /// about that one supply. An idle alternate's is the largest stated, else what its largest shares come to.
  private mutating func setCapacities() {
    var stated = [Double](repeating: 0, count: baseline.count)
    var shares = stated
    for entity in entities {
      for need in needs(of: entity) {
        for index in graph.needs[need].supplies where delivers(index) {
          let supply = graph.supplies[index]
          let supplier = supply.supplier.position
          stated[supplier] = max(stated[supplier], supply.capacity ?? 0)
          if supply.capacity == nil, sizes.size[entity] > 0 {
            shares[supplier] += (supply.maxShare ?? 0) * sizes.netVolume[need]
          }
        }
      }
    }
    for entity in entities {
      let size = sizes.size[entity]
      if size > 0 {
        stretch[entity] = stated[entity] >= size ? stated[entity] / size : 1 + graph.entities[entity].spare
      } else {
        isSizedByShares[entity] = stated[entity] == 0
        baseline[entity] = isSizedByShares[entity] ? shares[entity] : stated[entity]
      }
    }
  }
}
