#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What one run took.
struct Reading {
  /// Seconds by the wall clock, and of all processors together.
  var wall: Double
  var cpu: Double
  /// Largest memory in use during the run beyond what was in use before it, in bytes; nil where the system does not say.
  var peakBytes: Int?
  /// Bytes that the run moved, where that is known.
  var bytes: Int?
}

/// Takes the time and the memory of a run.
enum Meter {
  static func measure(_ body: () throws -> Void) rethrows -> Reading {
    let before = residentBytes(field: "VmRSS:")
    resetPeak()
    let (wall, cpu) = (seconds(CLOCK_MONOTONIC), seconds(CLOCK_PROCESS_CPUTIME_ID))
    try body()
    let reading = (seconds(CLOCK_MONOTONIC) - wall, seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu)
    let peak = residentBytes(field: "VmHWM:")
    return Reading(
      wall: reading.0, cpu: reading.1, peakBytes: before.flatMap { low in peak.map { max(0, $0 - low) } })
  }

  private static func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// Lets Linux count the largest memory anew.
  private static func resetPeak() {
    guard let file = fopen("/proc/self/clear_refs", "w") else { return }
    fputs("5", file)
    fclose(file)
  }

  private static func residentBytes(field: String) -> Int? {
    guard let file = fopen("/proc/self/status", "r") else { return nil }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, 256, file) != nil {
      let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      guard text.hasPrefix(field) else { continue }
      return Int(text.split { !$0.isNumber }.first ?? "").map { $0 * 1024 }
    }
    return nil
  }
}

/// Keeps the compiler from leaving out what nobody looks at.
@inline(never) @_optimize(none)
func keep<Value>(_ value: Value) {}
