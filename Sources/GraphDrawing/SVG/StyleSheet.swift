/// Rules of the embedded style sheet, the same in every picture: what the pointer rests on, and the dark edition.
///
/// A style sheet inside an inlined SVG applies to the whole page, hence the class of the root in every rule.
enum StyleSheet {
  static let text: String = {
    var css = ByteWriter()
    let root: StaticString = ".lane-drawing "
    css.raw(root)
    css.raw(".edge:hover{opacity:1}\n" as StaticString)
    css.raw(root)
    css.raw(".card:hover>.f-card{stroke:" as StaticString)
    css.raw(Palette.hover.entry.light)
    css.raw(";stroke-width:2}\n@media (prefers-color-scheme:dark){\n" as StaticString)
    for colour in Palette.allCases {
      for (kind, property) in [("f-", "fill"), ("s-", "stroke")] as [(StaticString, StaticString)] {
        css.raw(root)
        css.raw("." as StaticString)
        css.raw(kind)
        css.raw(colour.entry.name)
        css.raw("{" as StaticString)
        css.raw(property)
        css.raw(":" as StaticString)
        css.raw(colour.entry.dark)
        css.raw("}" as StaticString)
      }
      css.raw("\n" as StaticString)
    }
    css.raw(root)
    css.raw(".card:hover>.f-card{stroke:" as StaticString)
    css.raw(Palette.hover.entry.dark)
    css.raw("}\n}\n" as StaticString)
    return css.string
  }()
}
