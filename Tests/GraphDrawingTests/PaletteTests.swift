import Testing

@testable import GraphDrawing

@Suite("Colours")
struct PaletteTests {
  /// Relative luminance after WCAG 2.2.
  private func luminance(_ colour: StaticString) -> Double {
    let digits = "\(colour)".dropFirst()
    let value = Int(digits, radix: 16) ?? 0
    let channels = [value >> 16, value >> 8 & 0xFF, value & 0xFF].map { channel -> Double in
      let c = Double(channel) / 255
      return c <= 0.04045 ? c / 12.92 : power((c + 0.055) / 1.055)
    }
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
  }

  /// x to the power 2.4 by Newton's method on y⁵ = x¹².
  private func power(_ x: Double) -> Double {
    let target = (0..<12).reduce(1.0) { product, _ in product * x }
    var y = x
    for _ in 0..<200 { y -= (y * y * y * y * y - target) / (5 * y * y * y * y) }
    return y
  }

  private func contrast(_ one: StaticString, _ other: StaticString) -> Double {
    let (a, b) = (luminance(one), luminance(other))
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  @Test("The measure knows black and white")
  func measure() {
    #expect(abs(contrast("#000000", "#ffffff") - 21) < 1e-9)
    #expect(abs(contrast("#777777", "#ffffff") - 4.478) < 0.01)
  }

  @Test("Text has a contrast of 4.5 or more on all that lies beneath it, light and dark")
  func text() {
    for (text, grounds) in [
      (.ink, [.page, .lane, .card]), (.secondary, [.page, .lane, .card]), (.lossText, [.card]),
    ] as [(Palette, [Palette])] {
      for ground in grounds {
        #expect(contrast(text.entry.light, ground.entry.light) >= 4.5, "\(text) on \(ground)")
        #expect(contrast(text.entry.dark, ground.entry.dark) >= 4.5, "\(text) on \(ground), dark")
      }
    }
  }

  @Test("Bars, strong borders and telling edges stand out by 3 or more")
  func graphics() {
    for (graphic, ground) in [
      (.share, .card), (.left, .card), (.loss4, .card), (.risk4, .card), (.emphasis, .card), (.edgeCritical, .page),
      (.edgeLost, .page), (.edgeCritical, .lane), (.edgeLost, .lane),
    ] as [(Palette, Palette)] {
      #expect(contrast(graphic.entry.light, ground.entry.light) >= 3, "\(graphic) on \(ground)")
      #expect(contrast(graphic.entry.dark, ground.entry.dark) >= 3, "\(graphic) on \(ground), dark")
    }
  }

  @Test("Ramps get steadily darker in light, lighter in dark", arguments: [Palette.risks, Palette.losses])
  func ramps(ramp: [Palette]) {
    for (one, next) in zip(ramp, ramp.dropFirst()) {
      #expect(luminance(one.entry.light) > luminance(next.entry.light))
      #expect(luminance(one.entry.dark) < luminance(next.entry.dark))
    }
  }

  @Test("Colours are six hex digits and names are distinct")
  func wellFormed() {
    for colour in Palette.allCases {
      for code in [colour.entry.light, colour.entry.dark] {
        let text = "\(code)"
        #expect(text.count == 7 && text.hasPrefix("#") && Int(text.dropFirst(), radix: 16) != nil)
      }
    }
    #expect(Set(Palette.allCases.map { "\($0.entry.name)" }).count == Palette.allCases.count)
  }

  @Test("Steps out of range count as the nearest", arguments: [Int.min, -1, 0, 4, 5, Int.max])
  func steps(step: Int) {
    let nearest = min(max(step, 0), 4)
    #expect(Stripe.risk(step).look?.fill == Palette.risks[nearest])
    #expect(Stripe.loss(step).look?.fill == Palette.losses[nearest])
    #expect(Stripe.category(step).look != nil)
  }

  @Test("The first eight categories differ in the pair of colour and pieces, neighbours in both")
  func categories() {
    let looks = (0..<8).compactMap { Stripe.category($0).look }
    #expect(looks.count == 8)
    for (one, next) in zip(looks, looks.dropFirst()) { #expect(one.pieces != next.pieces && one.fill != next.fill) }
    #expect(Set(looks.map { "\($0.fill) \($0.pieces)" }).count == 8)
  }
}
