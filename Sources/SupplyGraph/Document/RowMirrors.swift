/// Rows whose rare values stand beside them show the same fields as all others where somebody looks at them: in a
/// debugger, in a failed test, in a test that asks whether a field was forgotten.

extension EvidenceRow: CustomReflectable {
  public var customMirror: Mirror {
    let fields: KeyValuePairs<String, Any> = [
      "status": status as Any, "method": method as Any, "source": source as Any, "asOf": asOf as Any,
      "confidence": confidence as Any, "note": note as Any,
    ]
    return Mirror(self, children: fields, displayStyle: .struct)
  }
}

extension SupplyRow: CustomReflectable {
  public var customMirror: Mirror {
    let fields: KeyValuePairs<String, Any> = [
      "entity": entity, "product": product, "from": from, "share": share as Any, "low": low as Any, "high": high as Any,
      "transitDays": transitDays as Any, "leadDays": leadDays as Any, "qualified": qualified as Any,
      "maxShare": maxShare as Any, "capacity": capacity as Any, "shipsFrom": shipsFrom, "evidence": evidence,
    ]
    return Mirror(self, children: fields, displayStyle: .struct)
  }
}
