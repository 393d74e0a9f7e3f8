import FaultTrees
import Propagation
import SupplyGraph

/// Minimal sets of failures under the structure function `weighted`: loss(t | S) ≥ θ − 1e-9.
///
/// Sets grow one entity at a time, entities ordered by falling loss alone. Losses are **subadditive**, because the loss
/// of a target is the largest probability, over choices of a binding need for each entity, that a walk along supplies
/// reaches a failed entity:
///
///     loss(t | S ∪ S′) ≤ loss(t | S) + loss(t | S′)
///
/// So an entity without a loss alone is in no minimal set, and a set is evaluated only where these sums reach the
/// threshold for every part of it that is known. Entities with the same effect (``EquivalentFailures``) are tried once.
/// Sets that contain a smaller one are left out; above size 3 every set found is certified by the losses of the sets
/// without one of its entities.
///
/// - Complexity: at most C(m, k) evaluations of O(V + E) for m classes with a loss; m² losses are kept for pairs.
struct WeightedCutSets {
  private let losses: TargetLosses
  private let question: CutSetQuestion
  private let classes: [[EntityIndex]]
  /// One entity of each class.
  private let representative: [EntityIndex]
  /// Classes still in play, by falling loss.
  private var active: [Int] = []
  /// Loss of each of them alone, target by target.
  private var alone: [Double] = []
  /// The largest loss alone of each and all after it, target by target.
  private var largestFrom: [Double] = []
  private var pairs = PairLosses()
  private var found: [[Int]] = []
  private var foundSetCount = 0
  private var incompleteness: MinimalCutSets.Incompleteness?

  init(
    _ graph: SupplyGraph, _ losses: TargetLosses, _ candidates: [EntityIndex], _ question: CutSetQuestion
  ) {
    self.losses = losses
    self.question = question
    classes = EquivalentFailures(graph, question).classes(of: candidates)
    representative = classes.map { $0[0] }
  }

  mutating func run() -> MinimalCutSets {
    var sets: [[Int]] = []
    var completeOrder = question.order
    for size in 1...question.order {
      found = []
      foundSetCount = sets.count
      if size == 1 {
        findSingles()
      } else {
        if size == 2 { pairs = PairLosses(count: active.count, targets: losses.count) }
        grow([], [Double](repeating: 0, count: losses.count), from: 0, size: size)
      }
      var own = found.flatMap(members)
      own.sort { $0.lexicographicallyPrecedes($1) }
      let room = max(0, question.limits.sets - sets.count)
      if own.count > room { incompleteness = .setLimit }
      sets += own.prefix(room)
      if incompleteness != nil {
        completeOrder = size - 1
        break
      }
      if size >= active.count { break }
    }
    return MinimalCutSets(
      sets: sets, order: question.order, completeOrder: completeOrder, incompleteness: incompleteness,
      work: losses.work)
  }

  /// Every choice of one entity from each class of a set.
  private func members(of set: [Int]) -> [[Int]] {
    var result: [[Int]] = [[]]
    for index in set {
      result = result.flatMap { chosen in classes[index].map { chosen + [$0.position] } }
    }
    return result.map { $0.sorted() }
  }

  private mutating func findSingles() {
    var single = [[Double]](repeating: [], count: classes.count)
    let step = 64
    for start in stride(from: 0, to: classes.count, by: step) {
      guard mayGoOn() else { return }
      let end = min(classes.count, start + step)
      losses.of(common: [], last: Array(representative[start..<end])) { single[start + $0] = $1 }
      for index in start..<end {
        if losses.areDown(single[index]) {
          add([index])
        } else if single[index].contains(where: { $0 > 0 }) {
          active.append(index)
        }
      }
    }
    let key = single.map { $0.max() ?? 0 }
    active.sort { key[$0] != key[$1] ? key[$0] > key[$1] : $0 < $1 }
    alone = active.flatMap { single[$0] }
    let targets = losses.count
    largestFrom = [Double](repeating: 0, count: (active.count + 1) * targets)
    for entry in alone.indices.reversed() { largestFrom[entry] = max(largestFrom[entry + targets], alone[entry]) }
  }

  /// Adds entities behind a place to a set that is not down, until it has its size.
  ///
  /// - Parameters:
  ///   - places: positions in `active`, ascending.
  ///   - loss: what the set loses, or an upper bound on it.
  private mutating func grow(_ places: [Int], _ loss: [Double], from start: Int, size: Int) {
    let missing = size - places.count
    guard start <= active.count - missing else { return }
    if missing == 1 { return finish(places, loss, from: start, size: size) }
    for place in start...(active.count - missing) {
      guard incompleteness == nil, isReachable(loss, missing, place) else { return }
      guard
        losses.couldBeDown({
          bound(places, loss, place, $0) + Double(missing - 1) * largestFrom[(place + 1) * losses.count + $0]
        }),
        !containsPair(places, place)
      else { continue }
      let next = places + [place]
      if next.count == 1 {
        grow(next, loss.indices.map { bound(places, loss, place, $0) }, from: place + 1, size: size)
      } else {
        guard mayGoOn() else { return }
        let own = next.count == 2 ? pairLoss(next) : losses.of(next.map { representative[active[$0]] })
        if !losses.areDown(own) { grow(next, own, from: place + 1, size: size) }
      }
    }
  }

  /// Tries every entity behind a place as the last of a set.
  private mutating func finish(_ places: [Int], _ loss: [Double], from start: Int, size: Int) {
    var tried: [Int] = []
    for place in start..<active.count {
      guard isReachable(loss, 1, place) else { break }
      if losses.couldBeDown({ bound(places, loss, place, $0) }), !containsPair(places, place) { tried.append(place) }
    }
    guard !tried.isEmpty, mayGoOn() else { return }
    var down: [Int] = []
    losses.of(common: places.map { representative[active[$0]] }, last: tried.map { representative[active[$0]] }) {
      let isDown = losses.areDown($1)
      if size == 2 { pairs.set(places[0], tried[$0], $1, isDown: isDown) }
      if isDown { down.append(tried[$0]) }
    }
    for place in down where isKnownMinimal(size) || isMinimal(places + [place]) {
      add((places + [place]).map { active[$0] })
      if incompleteness != nil { return }
    }
  }

  private mutating func pairLoss(_ places: [Int]) -> [Double] {
    if let known = pairs.get(places[0], places[1]) { return known }
    let own = losses.of(places.map { representative[active[$0]] })
    pairs.set(places[0], places[1], own, isDown: losses.areDown(own))
    return own
  }

  /// Whether some entities from a place on could still bring a set down: none loses more alone than the largest.
  private func isReachable(_ loss: [Double], _ missing: Int, _ place: Int) -> Bool {
    losses.couldBeDown { loss[$0] + Double(missing) * largestFrom[place * losses.count + $0] }
  }

  /// The least upper bound on what a set with one more entity loses, from what is known of its parts.
  private func bound(_ places: [Int], _ loss: [Double], _ place: Int, _ target: Int) -> Double {
    let targets = losses.count
    var least = loss[target] + alone[place * targets + target]
    guard places.count > 1 else { return least }
    var others = 0.0
    for other in places { others += alone[other * targets + target] }
    for other in places {
      guard let pair = pairs.loss(other, place, target) else { continue }
      least = min(least, pair + others - alone[other * targets + target])
    }
    return least
  }

  private func containsPair(_ places: [Int], _ place: Int) -> Bool {
    guard places.count > 1 else { return false }
    return places.contains { pairs.isDown($0, place) }
  }

  /// Whether sets of a size that the search reaches contain no smaller one: pairs are known, larger parts are not.
  private func isKnownMinimal(_ size: Int) -> Bool { size == 2 || (size == 3 && pairs.areKept) }

  /// Whether nothing is down without any one of the entities.
  private mutating func isMinimal(_ places: [Int]) -> Bool {
    for left in places {
      guard mayGoOn() else { return false }
      let rest = places.filter { $0 != left }
      if losses.areDown(losses.of(rest.map { representative[active[$0]] })) { return false }
    }
    return true
  }

  private mutating func add(_ set: [Int]) {
    found.append(set)
    var count = 1
    for index in set {
      count = min(Int.max / 4, count.multipliedReportingOverflow(by: classes[index].count).partialValue)
    }
    foundSetCount += count
    if foundSetCount > question.limits.sets { incompleteness = .setLimit }
  }

  private mutating func mayGoOn() -> Bool {
    if incompleteness == nil, losses.work >= question.limits.work { incompleteness = .workLimit }
    return incompleteness == nil
  }
}

/// Losses of pairs of places, as far as they are known.
private struct PairLosses {
  /// Above this many entries nothing is kept.
  private static let capacity = 16_000_000

  private var count = 0
  private var targets = 0
  /// Below 0 where not known.
  private var loss: [Double] = []
  private var down: [Bool] = []

  init() {}

  var areKept: Bool { count > 0 }

  init(count: Int, targets: Int) {
    let entries = count.multipliedReportingOverflow(by: count)
    let total = entries.partialValue.multipliedReportingOverflow(by: targets)
    guard !entries.overflow, !total.overflow, total.partialValue <= Self.capacity else { return }
    self.count = count
    self.targets = targets
    loss = [Double](repeating: -1, count: total.partialValue)
    down = [Bool](repeating: false, count: entries.partialValue)
  }

  private func entry(_ a: Int, _ b: Int) -> Int { min(a, b) * count + max(a, b) }

  mutating func set(_ a: Int, _ b: Int, _ value: [Double], isDown: Bool) {
    guard count > 0 else { return }
    let entry = entry(a, b)
    for target in 0..<targets { loss[entry * targets + target] = value[target] }
    down[entry] = isDown
  }

  func loss(_ a: Int, _ b: Int, _ target: Int) -> Double? {
    guard count > 0 else { return nil }
    let value = loss[entry(a, b) * targets + target]
    return value < 0 ? nil : value
  }

  func get(_ a: Int, _ b: Int) -> [Double]? {
    guard count > 0, loss[entry(a, b) * targets] >= 0 else { return nil }
    return Array(loss[(entry(a, b) * targets)..<(entry(a, b) * targets + targets)])
  }

  func isDown(_ a: Int, _ b: Int) -> Bool { count > 0 && down[entry(a, b)] }
}
