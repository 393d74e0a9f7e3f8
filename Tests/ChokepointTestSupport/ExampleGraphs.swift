public import Diagnostics
public import SupplyGraph

/// The graphs of `Graphs/examples`, without a reader: the same entities, needs, shares and places.
public enum ExampleGraphs {
  /// Two panel makers that look independent and melt the same firm's glass.
  public static func diamond() throws(FindingsError) -> SupplyGraph {
    try GraphBuilder.graph(
      entity("screen-maker", hq: "NLD", needs: [need("panel", from: ["panel-north": 0.6, "panel-south": 0.4])]),
      entity("panel-north", kind: "component", country: "DEU", needs: [need("glass", from: ["glass-works": 1])]),
      entity(
        "panel-south", kind: "component", country: "FRA",
        needs: [need("glass", from: ["glass-works": 1]), need("driver", c: 0.5, from: ["driver-works": 1])]),
      entity("glass-works", kind: "material", country: "POL"),
      entity("driver-works", kind: "component", country: "KOR"))
  }

  /// A power plant and turbine works that need each other.
  public static func cycle() throws(FindingsError) -> SupplyGraph {
    try GraphBuilder.graph(
      entity("town", hq: "CHE", needs: [need("power", from: ["power-plant": 1])]),
      entity(
        "turbine-works", kind: "equipment", country: "CHE",
        needs: [need("power", from: ["power-plant": 0.5, "hydro-import": 0.5])]),
      entity(
        "power-plant", kind: "power", country: "CHE",
        needs: [need("turbine-part", from: ["turbine-works": 0.4, "parts-import": 0.6])]),
      entity("hydro-import", kind: "power", country: "AUT"),
      entity("parts-import", kind: "component", country: "ITA"))
  }

  /// Three equal suppliers, and a need of which three tenths are attributed to nobody.
  public static func twoOfThree() throws(FindingsError) -> SupplyGraph {
    var document = GraphBuilder.document(
      entity(
        "device-maker", hq: "IRL",
        needs: [
          need(
            "sensor",
            from: ["sensor-east": 0.3333333333, "sensor-west": 0.3333333333, "sensor-mid": 0.3333333333]),
          need("resin", c: 0.5, note: "not all makers are known", from: ["resin-one": 0.5, "resin-two": 0.2]),
        ]),
      entity("sensor-east", kind: "component", country: "JPN"),
      entity("sensor-west", kind: "component", country: "CAN"),
      entity("sensor-mid", kind: "component", country: "DEU"),
      entity("resin-one", kind: "material", country: "USA"),
      entity("resin-two", kind: "material", country: "BEL"))
    for sensor in ["sensor-east", "sensor-west", "sensor-mid"] {
      document.setRange(of: "sensor", from: sensor, to: "device-maker", 0.25...0.45)
    }
    document.setRange(of: "resin", from: "resin-one", to: "device-maker", 0.4...0.6)
    document.setRange(of: "resin", from: "resin-two", to: "device-maker", 0.1...0.3)
    return try GraphResolver.graph(of: document)
  }
}
