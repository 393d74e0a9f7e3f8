public import SupplyGraph

/// Seeded random graphs whose cycles have a gain next to 1: what leaks or enters is a few times 2^−`bits` of a need.
///
/// Entities `e0`, `e1`, … need each other; `x` and `y` stand outside. All shares are whole multiples of 2^−`bits`, so
/// that sums and unattributed parts are exact in doubles and an exact reference answers the same question.
public struct NearSingularGraphs: Sendable {
  public var bits: Int
  public var entityCounts = 2...3
  public var needLimit = 2

  public init(bits: Int) { self.bits = bits }

  /// The sketch of a random graph.
  public func sketch(using generator: inout SplitMix64) -> [EntitySketch] {
    let unit = Double(sign: .plus, exponent: -bits, significand: 1)
    let count = entityCounts.lowerBound + generator.below(entityCounts.count)
    let looped = (0..<count).map { entity in
      var sketch = EntitySketch(id: "e\(entity)")
      for number in 0..<(1 + generator.below(needLimit)) {
        var need = NeedSketch(product: "p\(number)")
        var rest = 1.0
        for outside in ["x", "y"] where generator.below(2) == 0 {
          let part = unit * Double(1 + generator.below(3))
          rest -= part
          need.supplies.append((outside, part))
        }
        if generator.below(3) == 0 { rest -= unit }
        need.supplies.append(("e\((entity + 1 + generator.below(count - 1)) % count)", rest))
        need.criticality = generator.below(4) == 0 ? 1 - unit : 1
        sketch.needs.append(need)
      }
      return sketch
    }
    return looped + [EntitySketch(id: "x"), EntitySketch(id: "y")]
  }
}
