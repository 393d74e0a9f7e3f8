/// The picture's colours, each in a light and a dark edition.
///
/// Light values are written as presentation attributes, so that a picture without its style sheet is still right; the
/// dark ones replace them through classes. The ramps are monotone in lightness and safe for the colour-blind (light:
/// ColorBrewer YlOrBr for risk, RdPu for loss; dark: the same order from dark to light; categories after Okabe and Ito).
enum Palette: CaseIterable {
  case page, lane, laneBorder, card, cardBorder
  case ink, secondary, lossText
  case track, share, left, gone
  case risk0, risk1, risk2, risk3, risk4
  case loss0, loss1, loss2, loss3, loss4
  case category0, category1, category2, category3, category4, category5, category6, category7
  case swatchBorder, emphasis, hover
  case edge, edgeMinor, edgeCritical, edgeLost, edgeSlightlyLost, edgePale

  /// Class name, light colour, dark colour.
  var entry: (name: StaticString, light: StaticString, dark: StaticString) {
    switch self {
    case .page: ("page", "#ffffff", "#0b1220")
    case .lane: ("lane", "#f1f5f9", "#111a2e")
    case .laneBorder: ("rim", "#e2e8f0", "#1e293b")
    case .card: ("card", "#ffffff", "#1e293b")
    case .cardBorder: ("line", "#cbd5e1", "#3b4a61")
    case .ink: ("ink", "#0f172a", "#f1f5f9")
    case .secondary: ("sub", "#475569", "#a9b7cb")
    case .lossText: ("fall", "#7a0177", "#ff9bd2")
    case .track: ("track", "#e2e8f0", "#334155")
    case .share: ("share", "#2563eb", "#60a5fa")
    case .left: ("left", "#0f766e", "#2dd4bf")
    case .gone: ("gone", "#f9d2e4", "#5a2145")
    case .risk0: ("r0", "#fff3c4", "#4a3414")
    case .risk1: ("r1", "#fec44f", "#7d5212")
    case .risk2: ("r2", "#f28e1c", "#c07812")
    case .risk3: ("r3", "#c44a04", "#f5a742")
    case .risk4: ("r4", "#7a2304", "#ffe3b0")
    case .loss0: ("d0", "#ffffff", "#1e293b")
    case .loss1: ("d1", "#fde0dd", "#4a1d3f")
    case .loss2: ("d2", "#fa9fb5", "#86256d")
    case .loss3: ("d3", "#c51b8a", "#d946ab")
    case .loss4: ("d4", "#7a0177", "#ff9bd2")
    case .category0: ("k0", "#0072b2", "#4aa8e0")
    case .category1: ("k1", "#e69f00", "#f0b840")
    case .category2: ("k2", "#009e73", "#2fc79c")
    case .category3: ("k3", "#d55e00", "#f28a3c")
    case .category4: ("k4", "#cc79a7", "#e3a3c6")
    case .category5: ("k5", "#56b4e9", "#9ad4f5")
    case .category6: ("k6", "#6b4fa0", "#a890d8")
    case .category7: ("k7", "#64748b", "#94a3b8")
    case .swatchBorder: ("edging", "#94a3b8", "#64748b")
    case .emphasis: ("strong", "#1d4ed8", "#93c5fd")
    case .hover: ("hover", "#2563eb", "#60a5fa")
    case .edge: ("flow", "#64748b", "#8b9bb3")
    case .edgeMinor: ("thin", "#94a3b8", "#7688a3")
    case .edgeCritical: ("critical", "#7a2304", "#ffcf8a")
    case .edgeLost: ("lost", "#ae017e", "#ff7ac0")
    case .edgeSlightlyLost: ("dented", "#e0559a", "#c8589a")
    case .edgePale: ("calm", "#94a3b8", "#5b6b84")
    }
  }

  static let categories: [Palette] = [
    .category0, .category1, .category2, .category3, .category4, .category5, .category6, .category7,
  ]
  static let risks: [Palette] = [.risk0, .risk1, .risk2, .risk3, .risk4]
  static let losses: [Palette] = [.loss0, .loss1, .loss2, .loss3, .loss4]
}

extension Stripe {
  /// Colour of the stripe, the strong border that goes with it, the class of its card, and the pieces it comes in.
  var look: (fill: Palette, border: Palette, cardClass: String, pieces: Int)? {
    switch self {
    case .none: nil
    case .risk(let step): (Palette.risks[Self.step(step)], .risk4, "risk_\(Self.step(step))", 1)
    case .loss(let step): (Palette.losses[Self.step(step)], .loss4, "loss_\(Self.step(step))", 1)
    case .category(let kind):
      (Palette.categories[max(0, kind) % 8], .emphasis, "kind_\(max(0, kind))", max(0, kind) % 4 + 1)
    }
  }

  private static func step(_ step: Int) -> Int {
    min(max(step, 0), 4)
  }
}
