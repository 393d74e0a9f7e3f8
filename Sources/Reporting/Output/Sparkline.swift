/// A course of values in a line of text: eight heights of blocks.
enum Sparkline {
  private static let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// The least value of each of some even stretches, 0 as the lowest block and 1 as the full one.
  ///
  /// The least, so that a dip of a day is seen however long the course; only what is within a thousandth of 1 is full.
  static func text(_ values: some RandomAccessCollection<Double>, width: Int) -> String {
    let values = Array(values)
    let width = max(1, min(width, values.count))
    var text = ""
    for column in 0..<(values.isEmpty ? 0 : width) {
      let stretch = values[(column * values.count / width)..<((column + 1) * values.count / width)]
      let least = stretch.min() ?? 1
      let level = least >= 0.999 ? 7 : Int((least.isFinite ? min(1, max(0, least)) : 0) * 7)
      text.append(blocks[level])
    }
    return text
  }
}
