public import Diagnostics

/// A choice of entities, in one language for files and the command line.
///
///     selector = term *( SP term ) | "*"            terms are joined by AND, alternatives by " | "
///     term     = [ "!" ] ( id | key "=" value *( "," value ) )          values are joined by OR
///     key      = id kind country hq owner hazard product needs tier group
///     value    = bare or quoted text; a trailing "*" matches a prefix
///
/// `country` matches entities with any location there, never the country itself (that is `TWN` or `kind=country`);
/// `product` those that supply it, `needs` those that buy it. `country` and `hq` also take the name of a group.
public struct Selector: Hashable, Sendable {
  /// What a term looks at.
  public enum Key: String, Sendable, CaseIterable {
    case id, kind, country, hq, owner, hazard, product, needs, tier, group
  }

  /// A value: text to equal, or a prefix.
  public struct Pattern: Hashable, Sendable {
    public var text: String
    public var isPrefix: Bool

    public init(_ text: String, isPrefix: Bool = false) {
      self.text = text
      self.isPrefix = isPrefix
    }

    /// Whether a text matches.
    public func matches(_ candidate: String) -> Bool { isPrefix ? candidate.hasPrefix(text) : candidate == text }
  }

  /// One condition.
  public struct Term: Hashable, Sendable {
    public var isNegated: Bool
    public var key: Key
    public var patterns: [Pattern]
    /// Where it was written.
    public var spot: SourceSpot

    public init(isNegated: Bool = false, key: Key, patterns: [Pattern], spot: SourceSpot = .none) {
      self.isNegated = isNegated
      self.key = key
      self.patterns = patterns
      self.spot = spot
    }

    public static func == (a: Term, b: Term) -> Bool {
      a.isNegated == b.isNegated && a.key == b.key && a.patterns == b.patterns
    }

    public func hash(into hasher: inout Hasher) {
      hasher.combine(isNegated)
      hasher.combine(key)
      hasher.combine(patterns)
    }
  }

  /// Joined by OR; within one, the terms are joined by AND. An alternative without terms is `*`.
  public var alternatives: [[Term]]

  public init(alternatives: [[Term]]) { self.alternatives = alternatives }

  /// Every entity.
  public static let everything = Selector(alternatives: [[]])

  /// The union of several selectors.
  public static func union(_ selectors: [Selector]) -> Selector {
    Selector(alternatives: selectors.flatMap(\.alternatives))
  }
}

extension Selector: CustomStringConvertible {
  /// The selector in its own language.
  public var description: String {
    alternatives.map { terms in
      terms.isEmpty ? "*" : terms.map(\.description).joined(separator: " ")
    }.joined(separator: " | ")
  }
}

extension Selector.Term: CustomStringConvertible {
  public var description: String {
    let values = patterns.map(\.description).joined(separator: ",")
    return (isNegated ? "!" : "") + (key == .id ? values : "\(key.rawValue)=\(values)")
  }
}

extension Selector.Pattern: CustomStringConvertible {
  public var description: String {
    // Scalar by scalar, as the parser reads: an accent may join a quotation mark to one character.
    let special = " \t\n\r,|=\"!*".unicodeScalars
    guard text.isEmpty || text.unicodeScalars.contains(where: special.contains) else {
      return text + (isPrefix ? "*" : "")
    }
    var quoted = "\"".unicodeScalars
    for scalar in text.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { quoted.append("\\") }
      quoted.append(scalar)
    }
    return String(quoted) + "\"" + (isPrefix ? "*" : "")
  }
}
