import GraphFormats
import TestNetworks

/// A test network as a folder of CSV tables, written row by row.
struct TestNetworkFolder {
  private(set) var needs = 0
  private(set) var supplies = 0

  init(_ network: TestNetwork, folder: String) throws {
    let options = network.options
    let stream = try CSVFolderStream(folder: folder)
    try writeEntities(network, stream)
    try writeNeedsAndSupplies(network, stream)
    let sources = try stream.table("sources", columns: ["id", "title"])
    sources.cell("made-up")
    sources.cell("Made up by chokepoint generate; no figure of the real world")
    try sources.endRow()
    try sources.flush()
    try stream.finish(
      id: "test-network-\(options.nodes)-\(options.seed)",
      title: "Test network of \(options.nodes) made-up entities, seed \(options.seed)", asOf: "2025")
  }

  private func writeEntities(_ network: TestNetwork, _ stream: CSVFolderStream) throws {
    let table = try stream.table("entities", columns: ["id", "kind", "country", "value_added_share", "source"])
    for number in 0..<network.entityCount {
      let entity = network.entity(number)
      table.cell(entity.id)
      table.cell("company")
      table.cell(entity.country)
      table.cell(entity.valueAddedShare)
      table.cell("made-up")
      try table.endRow()
    }
    try table.flush()
    let products = try stream.table("products", columns: ["id"])
    for product in network.products {
      products.cell(product.id)
      try products.endRow()
    }
    try products.flush()
  }

  /// A need that only has defaults needs no row of its own.
  private mutating func writeNeedsAndSupplies(_ network: TestNetwork, _ stream: CSVFolderStream) throws {
    let options = network.options
    var columns = ["entity", "product", "criticality"]
    if options.hasVolumes { columns.append("volume") }
    if options.hasStocks { columns.append("buffer_days") }
    let needTable = try stream.table("needs", columns: columns)
    let supplyTable = try stream.table("supplies", columns: ["entity", "product", "from", "share", "source"])
    for number in 0..<network.entityCount {
      let needs = network.needs(of: number)
      guard !needs.isEmpty else { continue }
      let buyer = network.id(of: number)
      for need in needs {
        let product = need.product.id
        if need.criticality < 1 || need.volume != nil || need.bufferDays != nil {
          needTable.cell(buyer)
          needTable.cell(product)
          needTable.cell(need.criticality)
          if let volume = need.volume { needTable.cell(volume) }
          if let days = need.bufferDays { needTable.cell(days) }
          try needTable.endRow()
        }
        for supply in need.supplies {
          supplyTable.cell(buyer)
          supplyTable.cell(product)
          supplyTable.cell(network.id(of: supply.supplier))
          supplyTable.cell(supply.share)
          supplyTable.cell("made-up")
          try supplyTable.endRow()
        }
        supplies += need.supplies.count
      }
      self.needs += needs.count
    }
    try needTable.flush()
    try supplyTable.flush()
  }
}
