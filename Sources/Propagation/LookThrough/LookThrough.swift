public import SupplyGraph

/// Whose value is inside: the origin by country of what an entity's output is worth, through all stages.
///
///     X = (I − A)⁻¹ D        A_is = (1 − v_i) · Σ_n weight_n · share_ns        D_i· = v_i × (locations; else hq; else unknown)
///
/// v_i is the share of its output's value that i adds itself: the stated one; else 0 for the target of the question
/// (its own margin is no input), 1 for entities without explicit flow, upkeep or licence needs, and the default for
/// all others. Unattributed supply, (1 − v_i)·weight_n·u_n, has a column of its own. So every row sums to 1 over the
/// countries, `unknown` and `unattributed`. Value that circles in a closed cycle, in which nobody adds any, has no
/// origin and counts as unattributed.
///
/// Only explicit needs count (places, owners and hazards add no value), capital never (``InputWeights``).
///
/// Assumptions: value follows shares of a need, whatever was paid to whom; an entity's own value stands where it
/// stands, also the profit of a firm that is owned from abroad. Bias: towards the default value-added share where none
/// is stated; a low default moves value up the chain. Example by hand: `Docs/Methods/LookThrough.md`.
///
/// - Reference: Leontief 1936, doi:10.2307/1927837, for the inverse; Timmer et al. 2014, doi:10.1257/jep.28.2.99, for
///   value added by country in a final product.
public struct LookThrough: Sendable {
  public let graph: SupplyGraph
  public let weights: InputWeights
  public let network: InputNetwork
  let origins: OriginColumns

  /// - Throws: ``CompilationError`` where the graph is too large for 32-bit indices.
  /// - Complexity: O(entities + needs + supplies) time and space.
  public init(
    _ graph: SupplyGraph, kinds: Set<NeedKind> = [.flow, .upkeep, .licence]
  ) throws(CompilationError) {
    self.graph = graph
    weights = InputWeights(graph, kinds: kinds)
    network = try InputNetwork(graph, weights)
    origins = OriginColumns(graph, network)
  }

  /// Codes of the countries that can have a part, ascending.
  public var countries: [String] { origins.countries }

  /// v of every entity, by position of the network; shape `entityCount`, 0…1.
  ///
  /// - Parameter target: the entity the question is about; nil for none.
  /// - Parameter defaultShare: v of entities without a stated one, clamped to 0…1.
  public func valueAddedShares(
    target: EntityIndex?, defaultShare: Double = Defaults.valueAddedShare.value
  ) -> [Double] {
    let standard = min(1, max(0, defaultShare))
    var own = [Double](repeating: 1, count: network.entityCount)
    for position in own.indices {
      let entity = Int(network.entityAt[position])
      if let stated = graph.entities[entity].valueAddedShare {
        own[position] = stated
      } else if network.hasInputs[position] {
        own[position] = target?.position == entity ? 0 : standard
      }
    }
    return own
  }

  /// The origin of one target's value: one row of X, by a transposed solve.
  ///
  /// - Complexity: O(E) for E supplies upstream of the target, plus O(c³) for a cycle of c entities (``InputMass``).
  public func origin(
    of target: EntityIndex, defaultShare: Double = Defaults.valueAddedShare.value, exactCycleLimit: Int = 400
  ) -> ValueOrigin {
    let own = valueAddedShares(target: target, defaultShare: defaultShare)
    let mass = InputMass(from: target, network, own: own, exactCycleLimit: exactCycleLimit)
    var columns = [Double](repeating: 0, count: origins.count)
    for position in mass.byPosition.indices where mass.byPosition[position] > 0 {
      let added = mass.byPosition[position] * own[position]
      for entry in origins.entries(position) { columns[Int(origins.column[entry])] += added * origins.share[entry] }
    }
    columns[origins.unattributed] = mass.unattributed(in: network, own: own) + mass.trapped
    return ValueOrigin(
      target: target, countries: countries, shares: Array(columns[..<origins.unknown]),
      unknown: columns[origins.unknown], unattributed: columns[origins.unattributed], errorBound: mass.errorBound)
  }
}

/// Where the value inside one entity's output comes from. All parts sum to 1.
public struct ValueOrigin: Sendable {
  public var target: EntityIndex
  /// Country codes, ascending.
  public var countries: [String]
  /// Part of each country, 0…1; same order.
  public var shares: [Double]
  /// Added by entities without a place.
  public var unknown: Double
  /// Bought from nobody in particular.
  public var unattributed: Double
  /// Largest possible numerical error of any part.
  public var errorBound: Double

  /// The part of a country; 0 for one that has none.
  public func share(of country: String) -> Double {
    countries.firstIndex(of: country).map { shares[$0] } ?? 0
  }
}
