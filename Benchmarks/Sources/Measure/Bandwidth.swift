/// How fast one core reads memory: what no algorithm that has to read so many bytes can beat.
enum Bandwidth {
  private static let words = 1 << 25  // 256 MB, many times the caches

  private static func memory() -> [SIMD8<UInt64>] {
    (0..<(words / 8)).map { SIMD8(repeating: UInt64(truncatingIfNeeded: $0)) }
  }

  /// Reads all of it from the front to the back.
  static func sequence() -> Reading {
    let memory = memory()
    var sum = SIMD8<UInt64>.zero
    var reading = Meter.measure {
      memory.withUnsafeBufferPointer { for line in $0 { sum &+= line } }
    }
    keep(sum)
    reading.bytes = words * 8
    return reading
  }

  /// Reads lines of 64 bytes in an order that nothing foresees, none waiting for the one before.
  static func lines() -> Reading {
    let memory = memory()
    let count = UInt64(memory.count)
    let reads = memory.count
    var sum = SIMD8<UInt64>.zero
    var state: UInt64 = 1
    var reading = Meter.measure {
      memory.withUnsafeBufferPointer { memory in
        for _ in 0..<reads {
          state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          sum &+= memory[Int(truncatingIfNeeded: (state >> 33) % count)]
        }
      }
    }
    keep(sum)
    reading.bytes = reads * 64
    return reading
  }
}
