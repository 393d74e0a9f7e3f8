/// How much an event matters for the failure of the top.
///
/// With P the probability that the top fails, P₁ the same with the event certain, P₀ with it impossible and p the
/// event's own probability:
///
///     Birnbaum        P₁ − P₀            how much more likely the failure gets
///     criticality     p·(P₁ − P₀)/P      how likely the event was decisive, once the top has failed
///     Fussell–Vesely  P(all of some minimal cut set with the event has occurred)/P
///     RAW             P₁/P               risk achievement worth: how many times as likely if the event is certain
///     RRW             P/P₀               risk reduction worth: how many times less likely without it; may be infinite
///
/// Ratios to P are nil where P is 0.
public struct EventImportance: Sendable, Equatable {
  public var node: Int
  public var probability: Double
  public var birnbaum: Double
  public var criticality: Double?
  /// nil also where the minimal cut sets do not fit the budget.
  public var fussellVesely: Double?
  public var riskAchievementWorth: Double?
  public var riskReductionWorth: Double?
}
