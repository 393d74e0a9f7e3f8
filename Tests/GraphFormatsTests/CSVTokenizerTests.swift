import Diagnostics
import Testing

@testable import GraphFormats

@Suite struct CSVTokenizerTests {
  /// Everything a tokenizer says about some bytes.
  struct Reading: Equatable {
    var rows: [[String]] = []
    var places: [[String]] = []
    var findings: [String] = []
    var codes: [String] = []
  }

  static func read(
    _ bytes: [UInt8], chunk: Int = 1 << 20, window: Int = 1 << 16, limits: FormatLimits = FormatLimits()
  ) throws -> Reading {
    let sink = FindingSink(files: ["t.csv"])
    let input = TableInput(bytes: bytes, chunk: chunk)
    var tokenizer = CSVTokenizer(file: 0, limits: limits, sink: sink, windowBytes: window, source: input.source)
    var reading = Reading()
    while try tokenizer.next() {
      reading.rows.append(tokenizer.cells.map { tokenizer.text($0) })
      reading.places.append(tokenizer.cells.map { "\($0.line):\($0.column)" })
    }
    reading.findings = sink.findings().map { line($0) }
    reading.codes = codes(sink.findings())
    return reading
  }

  static func read(_ text: String) throws -> Reading { try read(Array(text.utf8)) }

  @Test func everyShortTextReadsAsTheReferenceDoes() throws {
    var failures: [String] = []
    var count = 0
    allTexts(over: "a,\"\n\r;", upTo: 6) { text in
      count += 1
      let reference = ReferenceCSV(text)
      let reading = try? Self.read(text)
      if reading?.rows != reference.rows || reading?.codes.sorted() != reference.codes.sorted() {
        failures.append(text.debugDescription)
      }
    }
    #expect(count == 55_987)
    #expect(failures.isEmpty, "\(failures.prefix(5))")
  }

  @Test func piecesOfAnySizeReadTheSame() throws {
    var random = SplitMix(7)
    let alphabet = Array("a,\"\n\r;\té😀\u{FEFF}=|".unicodeScalars)
    for _ in 0..<400 {
      var text = ""
      for _ in 0..<Int.random(in: 0..<60, using: &random) {
        text.unicodeScalars.append(alphabet.randomElement(using: &random) ?? "a")
      }
      var bytes = Array(text.utf8)
      if random.chance(30) { bytes = mutated(bytes, using: &random, alphabet: [0, 0xFF, 0xC3, 0x22]) }
      let whole = try Self.read(bytes)
      for chunk in 1...4 {
        #expect(try Self.read(bytes, chunk: chunk, window: 4) == whole, "\(bytes)")
      }
    }
  }

  @Test func rowsEndWithAnyBreak() throws {
    let rows = [["a", "b"], ["1", "2"], ["3", "4"]]
    #expect(try Self.read("a,b\n1,2\n3,4").rows == rows)
    #expect(try Self.read("a,b\r\n1,2\r\n3,4\r\n").rows == rows)
    #expect(try Self.read("a,b\r1,2\r3,4\r").rows == rows)
  }

  @Test func theHeaderChoosesTheSeparator() throws {
    #expect(try Self.read("a;b\n1,5;2").rows == [["a", "b"], ["1,5", "2"]])
    #expect(try Self.read("a\tb\n1;5\t2").rows == [["a", "b"], ["1;5", "2"]])
    #expect(try Self.read("\"a;;;\",b\n1,2").rows == [["a;;;", "b"], ["1", "2"]])
    #expect(try Self.read("a\n1;2").rows == [["a"], ["1;2"]])
    #expect(try Self.read("\n\na;b\n").rows == [[""], [""], ["a", "b"]])
  }

  @Test func aByteOrderMarkIsNoText() throws {
    let reading = try Self.read("\u{FEFF}id,b\nx,y\n")
    #expect(reading.rows == [["id", "b"], ["x", "y"]])
    #expect(reading.places.first == ["1:1", "1:4"])
  }

  @Test func placesCountLinesAndScalars() throws {
    let reading = try Self.read("id,b,c\né,\"😀\nx\",z\r\n\"a\"\"b\",\u{301}e,f\n")
    #expect(reading.places == [["1:1", "1:4", "1:6"], ["2:1", "2:3", "3:4"], ["4:1", "4:8", "4:11"]])
  }

  @Test func faultsHavePlaces() throws {
    #expect(try Self.read("a,b\nx,\"y\n").findings.first?.hasPrefix("t.csv:2:3: error[csv-unterminated-quote]") == true)
    #expect(
      try Self.read("a,b\n\"x\"y,z\n").findings.first?.hasPrefix("t.csv:2:4: error[csv-text-after-quote]") == true)
    #expect(try Self.read("a,b\né\"x,z\n").findings.first?.hasPrefix("t.csv:2:2: error[csv-quote]") == true)
    let broken = try Self.read(Array("a,b\n\"1\n2\",".utf8) + [0xE9, 0x0A])
    #expect(broken.findings.first?.hasPrefix("t.csv:3:4: error[not-utf8]") == true)
    let nul = try Self.read([0x61, 0x2C, 0x62, 0x0A, 0x00, 0x2C, 0x0A])
    #expect(nul.findings.first?.hasPrefix("t.csv:2:1: error[nul]") == true)
  }

  @Test func limitsAreFindings() throws {
    var limits = FormatLimits()
    limits.cellBytes = 5
    limits.rowBytes = 20
    limits.tableBytes = 60
    func codes(_ text: String, _ chunk: Int = 1 << 16) throws -> [String] {
      try Self.read(Array(text.utf8), chunk: chunk, window: 8, limits: limits).codes
    }
    #expect(try codes("a,b\n12345,1\n") == [])
    #expect(try codes("a,b\n123456,1\n") == ["cell-too-long"])
    #expect(try codes("a,b\n\"123456\",1\n") == ["cell-too-long"])
    let long = "a,b\n\"" + String(repeating: "x", count: 30) + "\n"
    #expect(try codes(long) == ["row-too-long"])
    #expect(try codes(long, 1) == ["row-too-long"])
    #expect(try codes(String(repeating: "a,b\n", count: 16)) == ["too-large"])
    #expect(try codes(String(repeating: "a,b\n", count: 15)) == [])
  }

  @Test func sharedTextsAreTheTexts() {
    var random = SplitMix(3)
    var shared = SharedTexts()
    for _ in 0..<5_000 {
      let text = "source-\(Int.random(in: 0..<2_000, using: &random))-of-the-year"
      let read = Array(text.utf8).withUnsafeBufferPointer { shared.text($0) }
      #expect(read == text)
    }
  }
}
