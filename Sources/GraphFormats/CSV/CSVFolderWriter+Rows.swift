import Diagnostics
import SupplyGraph

/// One function for each flat table.
extension CSVFolderWriter {
  func need(_ row: NeedRow, _ table: inout TableWriter) throws(FormatError) {
    try table.set("entity", row.entity)
    try table.set("product", row.product)
    try table.set("kind", row.kind)
    try table.set("criticality", row.criticality)
    try table.set("weight", row.weight)
    try table.set("volume", row.volume)
    try table.set("embedded_in", row.embeddedIn)
    try table.set("buffer_days", row.bufferDays)
    try table.set("switch_days", row.switchDays)
    try table.set("end_use", row.endUse)
    try table.set("source", row.source)
    try table.set("note", row.note)
    try table.endRow()
  }

  func supply(_ row: SupplyRow, _ table: inout TableWriter) throws(FormatError) {
    try table.set("entity", row.entity)
    try table.set("product", row.product)
    try table.set("from", row.from)
    try table.set("share", row.share)
    try table.set("low", row.low)
    try table.set("high", row.high)
    try table.set("transit_days", row.transitDays)
    try table.set("lead_days", row.leadDays)
    try table.set("qualified", row.qualified)
    try table.set("max_share", row.maxShare)
    try table.set("capacity", row.capacity)
    try table.set("ships_from", row.shipsFrom)
    try table.set(row.evidence)
    try table.endRow()
  }

  func market(_ row: MarketRow, _ table: inout TableWriter) throws(FormatError) {
    try table.set("product", row.product)
    try table.set("provider", row.provider)
    try table.set("share", row.share)
    try table.set("low", row.low)
    try table.set("high", row.high)
    try table.set(row.evidence)
    try table.endRow()
  }

  func source(_ row: SourceRow, _ table: inout TableWriter) throws(FormatError) {
    try table.set("id", row.id)
    try table.set("title", row.title)
    try table.set("publisher", row.publisher)
    try table.set("url", row.url)
    try table.set("date", row.date)
    try table.set("licence", row.licence)
    try table.set("note", row.note)
    try table.endRow()
  }

  func group(_ row: GroupRow, _ table: inout TableWriter) throws(FormatError) {
    try table.set("id", row.id)
    try table.set("name", row.name)
    try table.set("members", row.members)
    try table.endRow()
  }

  func claim(_ row: ClaimRow, _ table: inout TableWriter) throws(FormatError) {
    try table.set("id", row.id)
    try table.set("entity", row.entity)
    try table.set("product", row.product)
    try table.set("from", row.from)
    try table.set("metric", row.metric)
    try table.set("value", row.value)
    try table.set("unit", row.unit)
    try table.set("low", row.low)
    try table.set("high", row.high)
    try table.set("as_of", row.asOf)
    try table.set("source", row.source)
    try table.set("chosen", row.chosen)
    try table.set("reason", row.reason)
    try table.endRow()
  }

  func fact(_ row: FactRow, _ table: inout TableWriter) throws(FormatError) {
    try table.set("id", row.id)
    try table.set("subject", row.subject)
    try table.set("metric", row.metric)
    try table.set("object", row.object)
    try table.set("value", row.value)
    try table.set("unit", row.unit)
    try table.set("low", row.low)
    try table.set("high", row.high)
    try table.set("as_of", row.asOf)
    try table.set("status", row.status)
    try table.set("source", row.source)
    try table.set("note", row.note)
    try table.endRow()
  }
}
