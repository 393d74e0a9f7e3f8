import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What an XML parser finds in a picture.
final class ParsedPicture: NSObject, XMLParserDelegate {
  /// An element that has an id or a class, with the rectangle that comes first in it.
  struct Group {
    var id: String?
    var classes: [String]
    var text = ""
    var titles = 0
    var rectangle: [String]?
    var depth: Int
  }

  private(set) var groups: [Group] = []
  private(set) var ids: [String] = []
  private(set) var fault: String?
  private(set) var root: [String: String] = [:]
  private(set) var elementNames: Set<String> = []
  private var open: [Int?] = []

  init(_ svg: String) {
    super.init()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = self
    if !parser.parse() { fault = parser.parserError.map { "\($0)" } ?? "not well-formed" }
  }

  var cards: [Group] { groups.filter { $0.classes.first == "card" } }
  var edges: [Group] { groups.filter { $0.classes.first == "edge" } }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    elementNames.insert(name)
    if open.isEmpty { root = attributes }
    if let id = attributes["id"] { ids.append(id) }
    if let index = open.last(where: { $0 != nil }) ?? nil {
      if name == "rect", groups[index].rectangle == nil {
        groups[index].rectangle = ["x", "y", "width", "height"].map { attributes[$0] ?? "" }
      }
      if name == "title" { groups[index].titles += 1 }
    }
    guard name == "g", let classes = attributes["class"] else {
      open.append(nil)
      return
    }
    groups.append(
      Group(
        id: attributes["id"], classes: classes.split(separator: " ").map(String.init), depth: open.count))
    open.append(groups.count - 1)
  }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
    open.removeLast()
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    if let index = open.last(where: { $0 != nil }) ?? nil { groups[index].text += text }
  }
}
