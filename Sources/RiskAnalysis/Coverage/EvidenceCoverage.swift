public import Propagation
public import SupplyGraph

/// How much of what targets buy, through all stages, rests on which kind of evidence.
///
///     mass(n, s) = Σ_t V_t · m_t(i) · (1 − v_i) · weight_n · share_ns        supply s of need n of entity i
///
/// V_t is what target t buys (Σ net volumes; the mean of those that have one, else 1) and m_t(i) = Σ over walks from t
/// to i of Π (1 − v) · weight · share, the target's own v being 0 (`InputMass`). So a share that decides much counts
/// for much, and a thousand unimportant rows for little.
///
/// One market share written under several buyers is one piece of evidence: rows with the same product, supplier, method
/// and share vector count once, with the largest of their masses. Fractions are of all attributed rows counted.
public struct EvidenceCoverage: Sendable {
  /// A supply with its mass.
  public struct Row: Sendable, Hashable {
    /// Index into ``SupplyGraph/SupplyGraph/supplies``.
    public var supply: Int
    /// Index into ``SupplyGraph/SupplyGraph/needs``.
    public var need: Int
    /// In units of target volume.
    public var mass: Double
  }

  public let graph: SupplyGraph
  public let targets: [EntityIndex]
  /// Rows that count, in file order.
  public let rows: [Row]
  /// Rows that only repeat another buyer's.
  public let repeatedRows: Int
  /// Σ mass of the rows.
  public let total: Double

  /// Weighs the rows of a graph.
  ///
  /// - Throws: `CompilationError` where the graph is too large for 32-bit indices.
  /// - Complexity: O(T·(V + E)) time for T targets, O(V + E) space.
  public init(_ graph: SupplyGraph, targets: [EntityIndex]) throws(CompilationError) {
    let lookThrough = try LookThrough(graph)
    let masses = Self.masses(lookThrough, targets)
    var rows: [Row] = []
    var rowOfEvidence: [EvidenceKey: Int] = [:]
    var repeated = 0
    for need in graph.needs.indices {
      let spent = masses[graph.needs[need].entity.position] * lookThrough.weights.byNeed[need]
      guard spent > 0 else { continue }
      for supply in graph.needs[need].supplies where graph.supplies[supply].share > 0 {
        let row = Row(supply: supply, need: need, mass: spent * graph.supplies[supply].share)
        let key = EvidenceKey(graph, supply: supply, need: need)
        if let other = rowOfEvidence[key] {
          repeated += 1
          if rows[other].mass < row.mass { rows[other] = row }
        } else {
          rowOfEvidence[key] = rows.count
          rows.append(row)
        }
      }
    }
    self.graph = graph
    self.targets = targets
    self.rows = rows
    repeatedRows = repeated
    total = rows.reduce(0) { $0 + $1.mass }
  }

  /// What passes through every entity on to its suppliers, by entity: Σ_t V_t · m_t(i) · (1 − v_i).
  private static func masses(_ lookThrough: LookThrough, _ targets: [EntityIndex]) -> [Double] {
    let network = lookThrough.network
    let volumes = targets.map { lookThrough.graph.netVolume(of: $0) }
    let known = volumes.compactMap { $0 }
    let mean = known.isEmpty ? 1 : known.reduce(0, +) / Double(known.count)
    var own = lookThrough.valueAddedShares(target: nil)
    var masses = [Double](repeating: 0, count: network.entityCount)
    for (target, volume) in zip(targets, volumes) {
      let start = network.position(target)
      let stated = own[start]
      own[start] = 0
      let mass = InputMass(from: target, network, own: own)
      for entity in masses.indices {
        let position = network.position(EntityIndex(entity))
        masses[entity] += (volume ?? mean) * mass.mass(of: EntityIndex(entity), in: network) * (1 - own[position])
      }
      own[start] = stated
    }
    return masses
  }

  /// Fractions of the mass by a property of the rows; 0 for all where nothing has mass.
  ///
  /// - Complexity: O(rows).
  public func fractions<Key: Hashable>(_ key: (Supply, Need) -> Key) -> [Key: Double] {
    var sums: [Key: Double] = [:]
    for row in rows where total > 0 {
      sums[key(graph.supplies[row.supply], graph.needs[row.need]), default: 0] += row.mass / total
    }
    return sums
  }
}

/// What makes two rows the same piece of evidence.
private struct EvidenceKey: Hashable {
  struct Part: Hashable {
    var supplier: EntityIndex
    var share: Double
  }

  var product: String
  var supplier: EntityIndex
  var method: EvidenceMethod
  var vector: [Part]

  init(_ graph: SupplyGraph, supply: Int, need: Int) {
    product = graph.needs[need].product
    supplier = graph.supplies[supply].supplier
    method = graph.supplies[supply].evidence.method
    vector = graph.supplies[graph.needs[need].supplies].filter { $0.share > 0 }.map {
      Part(supplier: $0.supplier, share: $0.share)
    }.sorted { $0.supplier < $1.supplier }
  }
}
