extension ByteWriter {
  /// Opens the root element of a chart: what it is for people who do not see it, and the style sheet.
  mutating func openPage(_ page: Box, title: String, summary: String, idPrefix: String) {
    raw("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" class=\"lane-drawing\" viewBox=\"" as StaticString)
    for (index, value) in [page.x, page.y, page.width, page.height].enumerated() {
      if index > 0 { raw(" " as StaticString) }
      number(value)
    }
    raw("\"" as StaticString)
    attribute("width", page.width)
    attribute("height", page.height)
    raw(" style=\"max-width:100%;height:auto\"" as StaticString)
    attribute("aria-labelledby", idPrefix + "title " + idPrefix + "desc")
    raw(" font-family=\"Helvetica,Arial,'Liberation Sans','DejaVu Sans',sans-serif\">\n<title" as StaticString)
    attribute("id", idPrefix + "title")
    raw(">" as StaticString)
    escaped(CleanText.line(title))
    raw("</title>\n<desc" as StaticString)
    attribute("id", idPrefix + "desc")
    raw(">" as StaticString)
    escaped(CleanText.line(summary, limit: CleanText.lineLimit))
    raw("</desc>\n<style>\n" as StaticString)
    raw(StyleSheet.text)
    raw("</style>\n" as StaticString)
    rectangle(page, radius: 0, fill: .page)
    raw("\n" as StaticString)
  }
}
