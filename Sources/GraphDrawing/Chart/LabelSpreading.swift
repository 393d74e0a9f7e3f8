/// Puts labels of some height at a line as near as can be to where they belong, none above another.
enum LabelSpreading {
  /// Centres of the labels, in the order given.
  ///
  /// Least sum of squared displacements among all placements that keep the order of the wishes (ties: the order given)
  /// and do not overlap: pooling of adjacent violators on the wishes less the room above. Then everything is moved into
  /// the bounds; labels that need more room than there is begin at the top.
  ///
  /// - Complexity: O(n log n) time, O(n) space.
  static func centres(wishes: [Double], heights: [Double], in bounds: ClosedRange<Double>) -> [Double] {
    let count = min(wishes.count, heights.count)
    let order = (0..<count).sorted { wishes[$0] != wishes[$1] ? wishes[$0] < wishes[$1] : $0 < $1 }
    // Label k's centre is its offset plus a value that must not fall from label to label.
    var offsets: [Double] = []
    var used = 0.0
    for index in order {
      offsets.append(used + heights[index] / 2)
      used += heights[index]
    }
    var blocks: [(mean: Double, count: Int)] = []
    for (place, index) in order.enumerated() {
      var block = (mean: wishes[index] - offsets[place], count: 1)
      while let last = blocks.last, last.mean > block.mean {
        let total = last.count + block.count
        block = ((last.mean * Double(last.count) + block.mean * Double(block.count)) / Double(total), total)
        blocks.removeLast()
      }
      blocks.append(block)
    }
    var centres = [Double](repeating: 0, count: count)
    var place = 0
    let highest = max(bounds.lowerBound, bounds.upperBound - used)
    for block in blocks {
      let shift = min(max(block.mean, bounds.lowerBound), highest)
      for _ in 0..<block.count {
        centres[order[place]] = shift + offsets[place]
        place += 1
      }
    }
    return centres
  }
}
