import Testing

@testable import GraphFormats

@Suite struct InputDigestTests {
  @Test func piecesMakeTheSameDigest() {
    for count in 0...200 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 7) }
      var hash = SHA256()
      hash.add(bytes[..<(count / 3)])
      hash.add(bytes[(count / 3)...])
      #expect(hash.hexDigest() == SHA256.hexDigest(bytes))
    }
  }

  @Test func filesOfAFolder() throws {
    try withFolder { folder in
      try AtomicFile.write(folder + "/b.csv", [UInt8](repeating: 1, count: 200_000))
      try AtomicFile.write(folder + "/a.csv", "id\n")
      let lines = [
        SHA256.hexDigest(Array("id\n".utf8)) + "  a.csv\n",
        SHA256.hexDigest([UInt8](repeating: 1, count: 200_000)) + "  b.csv\n",
      ]
      let digest = try InputDigest.ofFiles([folder + "/b.csv", folder + "/none.csv", folder + "/a.csv"])
      #expect(digest == SHA256.hexDigest(Array(lines.joined().utf8)))
    }
  }
}
