import SupplyGraph

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// `measure FOLDER` reads a graph once, then runs one kernel for each line of standard input and prints what it took as
/// one line of JSON. A line is `KERNEL ANSWER-FILE ARGUMENTS…`; `-` as the file keeps no answer.
@main
enum Main {
  static func main() {
    let arguments = CommandLine.arguments
    guard arguments.count == 2 else { return complain("usage: measure FOLDER, or measure --extremes") }
    if arguments[1] == "--extremes" { return extremes() }
    do {
      let bench = try Workbench(folder: arguments[1])
      printLine(
        "loaded", bench.loading.read,
        extra:
          ", \"resolve_wall\": \(bench.loading.resolve.wall), \"resolve_cpu\": \(bench.loading.resolve.cpu), \"entities\": \(bench.graph.entities.count), \"supplies\": \(bench.graph.supplies.count)"
      )
      while let line = readLine() {
        let words = line.split(separator: " ")
        guard words.count >= 2 else { continue }
        do {
          let (reading, answer) = try bench.run(String(words[0]), Array(words.dropFirst(2)))
          if words[1] != "-", !Answer.write(answer, to: String(words[1])) {
            complain("cannot write \(words[1])")
          } else {
            printLine(
              String(words[0]), reading, extra: reading.bytes.map { ", \"bytes\": \($0)" } ?? "")
          }
        } catch {
          complain("\(error)")
        }
      }
    } catch {
      complain("\(error)")
    }
  }

  private static func extremes() {
    do {
      for outcome in try Extremes.run(count: 1_000_000) {
        printLine("extreme", outcome.reading, extra: ", \"what\": \"\(outcome.what)\", \"right\": \(outcome.isRight)")
      }
    } catch {
      complain("\(error)")
    }
  }

  private static func printLine(_ kernel: String, _ reading: Reading, extra: String = "") {
    let peak = reading.peakBytes.map(String.init) ?? "null"
    print(
      "{\"kernel\": \"\(kernel)\", \"wall\": \(reading.wall), \"cpu\": \(reading.cpu), \"peak_bytes\": \(peak)\(extra)}"
    )
    flush()
  }

  private static func complain(_ text: String) {
    print("{\"error\": \"\(text.replacing("\"", with: "'"))\"}")
    flush()
  }

  private static func flush() { fflush(nil) }
}
