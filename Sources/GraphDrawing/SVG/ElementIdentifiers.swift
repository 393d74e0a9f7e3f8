/// Ids of the elements of one picture: derived from the caller's ids, unique, and the same in every picture of the
/// skeleton.
struct ElementIdentifiers {
  let prefix: String
  let lanes: [String]
  /// `n_ID`.
  let cards: [String]
  /// `e_FROM_TO`; where that is taken, `e_FROM_TO_2` and so on in the order of the edges.
  let edges: [String]

  init(_ skeleton: LaneSkeleton, prefix: String) {
    let prefix = Self.encoded(prefix)
    let names = skeleton.cards.map { Self.encoded($0.id) }
    self.prefix = prefix
    lanes = skeleton.lanes.map { Self.encoded($0.id) }
    cards = names.map { prefix + "n_" + $0 }
    var taken: Set<String> = []
    var nextNumber: [String: Int] = [:]
    edges = skeleton.edges.map { edge in
      let base = prefix + "e_" + names[edge.from] + "_" + names[edge.to]
      var name = base
      while !taken.insert(name).inserted {
        let number = nextNumber[base, default: 2]
        nextNumber[base] = number + 1
        name = base + "_" + String(number)
      }
      return name
    }
  }

  /// Writes an id with ASCII letters, digits, `_` and `-` only; different ids stay different.
  ///
  /// Any other scalar becomes `_xHEX_`, and so does an underscore before an `x`: every `_x` in the result begins an
  /// encoded scalar, hence the original can be read back.
  static func encoded(_ id: String) -> String {
    var result = ""
    let scalars = id.unicodeScalars
    for index in scalars.indices {
      let scalar = scalars[index]
      let next = scalars.index(after: index)
      let isPlain =
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "-": true
        case "_": next == scalars.endIndex || scalars[next] != "x"
        default: false
        }
      if isPlain {
        result.unicodeScalars.append(scalar)
      } else {
        result += "_x" + String(scalar.value, radix: 16, uppercase: true) + "_"
      }
    }
    return result
  }
}
