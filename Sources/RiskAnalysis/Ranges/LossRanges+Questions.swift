public import SupplyGraph

extension LossRanges {
  /// The ranges of a target's exposure to providers one by one, and to all of them together.
  ///
  /// Ranked are all entities of the providers' kinds, the target left out; where it is among the providers it is ranked
  /// with nobody.
  public static func exposures(
    of target: EntityIndex, to providers: [EntityIndex], isTogether: Bool = false, headlines: [EntityIndex],
    _ sampler: LossSampler, draws count: Int
  ) throws(DrawError) -> LossRanges {
    let graph = sampler.graph
    let kinds = Set(providers.map { graph[$0].kind.rawValue })
    let subjects = graph.entityIndices.filter {
      ($0 != target || providers.contains(target)) && kinds.contains(graph[$0].kind.rawValue)
    }
    return try LossRanges(
      sampler,
      subjects: subjects.map { ($0, LossQuestion(failure: [$0], targets: [target])) },
      unranked: target, together: isTogether ? LossQuestion(failure: providers, targets: [target]) : nil,
      headlines: headlines, draws: count
    )
  }

  /// The ranges of what everybody loses when providers stop together; ranked are those of the kinds that are hit.
  public static func affected(
    by providers: [EntityIndex], targets: [EntityIndex], headlines: [EntityIndex], _ sampler: LossSampler,
    draws count: Int
  ) throws(DrawError) -> LossRanges {
    let graph = sampler.graph
    let kinds = Set(targets.map { graph[$0].kind.rawValue })
    let subjects = graph.entityIndices.filter { !providers.contains($0) && kinds.contains(graph[$0].kind.rawValue) }
    return try LossRanges(
      sampler, subjects: subjects.map { ($0, LossQuestion(failure: providers, targets: [$0])) }, headlines: headlines,
      draws: count)
  }

  /// The ranges of the rigid impact of every entity on targets; an entity is left out of its own mean.
  public static func chokepoints(
    targets: [EntityIndex], headlines: [EntityIndex], _ sampler: LossSampler, draws count: Int
  ) throws(DrawError) -> LossRanges {
    try LossRanges(
      sampler,
      subjects: sampler.graph.entityIndices.map { entity in
        (entity, LossQuestion(failure: [entity], targets: targets.filter { $0 != entity }))
      }, headlines: headlines, draws: count)
  }
}
