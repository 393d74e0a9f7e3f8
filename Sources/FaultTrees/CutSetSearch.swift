extension FaultGraph {
  /// The minimal cut sets of a node up to an order.
  ///
  /// **Top-down expansion.** Start with nothing failed. While the top works, some set P of nodes keeps it up whatever
  /// else fails (a *certificate*: for each of them every condition has a member in P). Every cut set contains one of
  /// them, so the search fails each in turn, and what has had its turn never fails in the branches after it. It is
  /// **truncated** at order k: for the last event a bit-parallel pass tries all of the certificate at once. It runs for
  /// orders 1, 2, …, k in turn; what is known from smaller orders is left out (**absorption**), and every set found is
  /// certified: it fails the top, and without any one of its events it does not.
  ///
  /// **Completeness.** Let C be a minimal cut set, S a part of it reached by the search, none of C excluded. The
  /// certificate for S meets C outside S; take its first node p in C. Nothing of C had its turn before p, and either
  /// S ∪ {p} = C or S ∪ {p} fails nothing and is searched on. **Cycles.** Failure is the least solution, what works the
  /// greatest: a certificate may lean on itself, a failure never. No derivation is expanded, so none can use itself.
  ///
  /// Nodes that are no candidates never fail by themselves.
  ///
  /// Example: top ← x ∧ y, x ← h, y ← h: {h}, {x, y}, {top} if all are candidates.
  ///
  /// - Throws: ``FaultGraphError`` where the top does not exist or the order is below 1.
  /// - Complexity: at most |P|ᵏ⁻¹ passes over the nodes that matter, one for each partial set; |P| is at most their
  ///   number and often far less. Space O(nodes + members + sets), and nodes²/8 bytes for pairs above order 2.
  /// - Reference: Reiter 1987, doi:10.1016/0004-3702(87)90062-2 (hitting-set trees); Rauzy 2001,
  ///   doi:10.1016/S0951-8320(01)00027-6 (minimal cut sets and their truncation).
  public func minimalCutSets(
    of top: Int, candidates: [Int], order: Int, limits: CutSetLimits = CutSetLimits()
  ) throws(FaultGraphError) -> MinimalCutSets {
    guard order >= 1 else { throw .orderOutOfRange(order) }
    let faults = try RelevantFaults(self, top: top)
    var isCandidate = [Bool](repeating: false, count: nodeCount)
    for node in candidates {
      guard node >= 0, node < nodeCount else { throw .nodeOutOfRange(node) }
      isCandidate[node] = true
    }
    let search = CutSetSearch(faults, isCandidate: faults.original.map { isCandidate[Int($0)] }, limits: limits)
    return search.run(order: order)
  }
}

/// One search.
private final class CutSetSearch {
  let faults: RelevantFaults
  let limits: CutSetLimits
  let state: WorkingState
  let passes: FailurePasses
  /// Nodes that may still fail in this branch.
  let isOpen: UnsafeMutableBufferPointer<Bool>
  /// Nodes that a further certificate should avoid; all false between uses.
  let isLeft: UnsafeMutableBufferPointer<Bool>
  /// So many nodes are tried one by one.
  static let fewNodes = 4
  /// Pairs known to fail the top; empty where they would take too much room.
  var pairs = PairSet(count: 0)
  /// Sets found at the present order, one after another.
  var found: [Int32] = []
  /// The events failed so far.
  var chosen: [Int32] = []
  var certificates: [[Int32]] = []
  var sets: [[Int]] = []
  var incompleteness: MinimalCutSets.Incompleteness?

  init(_ faults: RelevantFaults, isCandidate: [Bool], limits: CutSetLimits) {
    self.faults = faults
    self.limits = limits
    state = WorkingState(faults)
    passes = FailurePasses(faults)
    isOpen = .allocate(capacity: isCandidate.count)
    _ = isOpen.initialize(from: isCandidate)
    isLeft = .allocate(capacity: isCandidate.count)
    isLeft.initialize(repeating: false)
  }

  deinit {
    isOpen.deallocate()
    isLeft.deallocate()
  }

  var work: Int { state.work + passes.work }

  func run(order: Int) -> MinimalCutSets {
    var completeOrder = order
    if state.topHasFailed {
      sets = [[]]
    } else {
      for size in 1...min(order, max(1, isOpen.count)) {
        if size == 3 { rememberPairs() }
        certificates = [[Int32]](repeating: [], count: size)
        found.removeAll(keepingCapacity: true)
        expand(size)
        keep(size)
        if size == 1 { closeSingles() }
        if incompleteness != nil {
          completeOrder = size - 1
          break
        }
      }
    }
    return MinimalCutSets(
      sets: sets, order: order, completeOrder: completeOrder, incompleteness: incompleteness, work: work)
  }

  /// An event that suffices alone is in no larger minimal set.
  private func closeSingles() {
    for node in found { isOpen[Int(node)] = false }
  }

  private func rememberPairs() {
    guard faults.graph.nodeCount <= PairSet.largestCount else { return }
    pairs = PairSet(count: faults.graph.nodeCount)
    for index in stride(from: 0, to: found.count, by: 2) { pairs.insert(found[index], found[index + 1]) }
  }

  /// Finds the sets of a size that contain what has failed so far and otherwise only open nodes.
  private func expand(_ size: Int) {
    guard work < limits.work else {
      incompleteness = .workLimit
      return
    }
    let depth = chosen.count
    var certificate: [Int32] = []
    swap(&certificate, &certificates[depth])
    defer { swap(&certificate, &certificates[depth]) }
    let isOpen = isOpen
    state.certificate(&certificate) { !isOpen[Int($0)] }
    certificate.removeAll { !isOpen[Int($0)] || isPairedWithChosen($0) }
    if depth == size - 1 { return complete(certificate) }
    for node in certificate {
      let before = state.fail(node)
      // What fails the top already is a smaller set, known and left out.
      if !state.topHasFailed {
        chosen.append(node)
        expand(size)
        chosen.removeLast()
      }
      state.undo(to: before)
      isOpen[Int(node)] = false
      if incompleteness != nil { break }
    }
    for node in certificate { isOpen[Int(node)] = true }
  }

  private func isPairedWithChosen(_ node: Int32) -> Bool {
    guard pairs.count > 0 else { return false }
    for other in chosen where pairs.contains(other, node) { return true }
    return false
  }

  /// Finds which of these nodes is the last event of a set.
  ///
  /// It has to be in every certificate, so further ones that avoid what is left narrow the choice. A few nodes are then
  /// tried one by one, more of them 64 at a time.
  private func complete(_ certificate: [Int32]) {
    var nodes = certificate
    var others: [Int32] = []
    while nodes.count > FailurePasses.width {
      for node in nodes { isLeft[Int(node)] = true }
      let (isOpen, isLeft) = (isOpen, isLeft)
      state.certificate(&others) { !isOpen[Int($0)] || !isLeft[Int($0)] }
      for node in nodes { isLeft[Int(node)] = false }
      let before = nodes.count
      nodes.removeAll { !state.isInCertificate($0) }
      if nodes.count > before - before / 4 { break }
    }
    if nodes.count <= Self.fewNodes {
      for node in nodes {
        let before = state.fail(node)
        if state.topHasFailed { add(node) }
        state.undo(to: before)
      }
    } else {
      completeTogether(nodes)
    }
    // More than are wanted, and room for those that turn out not to be minimal.
    if found.count / (chosen.count + 1) > 2 * limits.sets + 1024 { incompleteness = .setLimit }
  }

  private func completeTogether(_ nodes: [Int32]) {
    for start in stride(from: 0, to: nodes.count, by: FailurePasses.width) {
      guard work < limits.work else {
        incompleteness = .workLimit
        return
      }
      let block = nodes[start..<min(nodes.count, start + FailurePasses.width)]
      let fails = passes.topFails(count: block.count, always: chosen) { set in
        for (index, node) in block.enumerated() { set(index, node) }
      }
      for (index, node) in block.enumerated() where fails[index >> 6] >> UInt64(index & 63) & 1 == 1 { add(node) }
    }
  }

  private func add(_ last: Int32) {
    found.append(contentsOf: chosen)
    found.append(last)
  }

  /// Certifies what was found at a size and adds it in order.
  private func keep(_ size: Int) {
    let isMinimal = passes.certify(found, size: size)
    var kept: [[Int32]] = []
    for (index, isKept) in isMinimal.enumerated() where isKept {
      kept.append(found[(index * size)..<(index * size + size)].map { faults.original[Int($0)] }.sorted())
    }
    if size <= 2 {
      let minimal = isMinimal.enumerated().filter(\.element).flatMap { index, _ in
        found[(index * size)..<(index * size + size)]
      }
      found = minimal
    }
    kept.sort { $0.lexicographicallyPrecedes($1) }
    let room = max(0, limits.sets - sets.count)
    if kept.count > room { incompleteness = .setLimit }
    sets += kept.prefix(room).map { $0.map(Int.init) }
  }
}

/// Unordered pairs of nodes as a bit matrix.
struct PairSet {
  /// Above this many nodes the matrix would take more than 50 MB.
  static let largestCount = 20_000

  let count: Int
  private let wordsPerRow: Int
  private var bits: [UInt64]

  init(count: Int) {
    self.count = count
    wordsPerRow = (count + 63) / 64
    bits = [UInt64](repeating: 0, count: count * wordsPerRow)
  }

  mutating func insert(_ a: Int32, _ b: Int32) {
    bits[Int(a) * wordsPerRow + Int(b) >> 6] |= 1 << UInt64(b & 63)
    bits[Int(b) * wordsPerRow + Int(a) >> 6] |= 1 << UInt64(a & 63)
  }

  func contains(_ a: Int32, _ b: Int32) -> Bool {
    bits[Int(a) * wordsPerRow + Int(b) >> 6] & (1 << UInt64(b & 63)) != 0
  }
}
