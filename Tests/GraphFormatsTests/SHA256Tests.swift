import GraphFormats
import Testing

@Suite("SHA-256")
struct SHA256Tests {
  private static let vectors: [(message: String, digest: String)] = [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
  ]

  @Test("Messages published with the standard", arguments: Self.vectors)
  func published(message: String, digest: String) {
    #expect(SHA256.hexDigest(Array(message.utf8)) == digest)
  }

  @Test("Every length from 0 to 130 bytes, so every place of the padding")
  func lengths() {
    #expect(SHA256Vectors.byLength.count == 131)
    for (length, digest) in SHA256Vectors.byLength.enumerated() {
      #expect(SHA256.hexDigest(SHA256Vectors.message(length)) == digest, "\(length) bytes")
    }
  }

  @Test("A hundred thousand bytes of every value")
  func long() {
    let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 * $0 + 13 * $0) }
    #expect(SHA256.hexDigest(bytes) == "0f6aa34a0458e1a058417e2bbf9a7a7d61491f9c834aa7320216a86bb3b765b2")
    // The kind of collection makes no difference.
    #expect(SHA256.hexDigest(bytes[...]) == SHA256.hexDigest(bytes))
  }
}
