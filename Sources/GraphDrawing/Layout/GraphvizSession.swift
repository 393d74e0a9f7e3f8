import CGraphviz
import CGraphvizLoader
import Synchronization

/// The only door to Graphviz: one caller at a time, on a thread with a large stack, with its messages caught.
///
/// libgvc and its plugins keep their state in global variables, so a context a thread is no protection; everything from
/// opening a graph to closing it happens under one lock of the process.
struct GraphvizSession {
  /// Which plugins the context offers.
  enum Plugins {
    /// The dot layout alone, loaded from beside libgvc; all installed plugins if that one is not there.
    case dotOnly
    /// All plugins that the installation lists.
    case installed
  }

  /// dot recurses over the graph: 10 000 nodes in a chain overflow 512 KiB.
  ///
  /// Only pages that are touched cost memory.
  private static let stackBytes = 64 << 20

  private static let lock = Mutex<Void>(())

  // Guarded by `lock`. Contexts live as long as the process: Graphviz frees them incompletely, and making one is slow.
  nonisolated(unsafe) private static var dotOnlyContext: OpaquePointer?
  nonisolated(unsafe) private static var installedContext: OpaquePointer?
  /// What Graphviz reported since the session began.
  ///
  /// It reports in pieces: "Error", ": ", text.
  nonisolated(unsafe) private static var report: [UInt8] = []

  private static let reportLimit = 1 << 16

  private let context: OpaquePointer

  /// Runs `body` alone with Graphviz.
  static func run<Success: Sendable>(
    plugins: Plugins,
    _ body: (GraphvizSession) throws(DrawingError) -> Success
  ) throws(DrawingError) -> Success {
    try lock.withLock { _ throws(DrawingError) -> Success in
      var outcome: Result<Success, DrawingError> = .failure(.layoutFailed("its thread did not run"))
      let error = onLargeStack {
        outcome = Result { () throws(DrawingError) -> Success in
          report.removeAll(keepingCapacity: true)
          agseterrf { piece in
            GraphvizSession.append(piece)
            return 0
          }
          guard let context = context(plugins) else { throw .layoutEngineMissing(reportText) }
          return try body(GraphvizSession(context: context))
        }
      }
      guard error == 0 else { throw .layoutFailed("no thread for it (system error \(error))") }
      return try outcome.get()
    }
  }

  /// Computes positions; `freeLayout` must follow when it succeeds.
  func layout(_ graph: UnsafeMutablePointer<Agraph_t>) throws(DrawingError) {
    guard gvLayout(context, graph, "dot") == 0 else {
      let text = Self.reportText
      throw Self.says("not recognized") || Self.says("no layout engine")
        ? .layoutEngineMissing(text) : .layoutFailed(text)
    }
    // A result of 0 does not mean success: some errors are only reported.
    guard !Self.says("Error:") else {
      freeLayout(graph)
      throw .layoutFailed(Self.reportText)
    }
  }

  func freeLayout(_ graph: UnsafeMutablePointer<Agraph_t>) {
    gvFreeLayout(context, graph)
  }

  private static func context(_ plugins: Plugins) -> OpaquePointer? {
    switch plugins {
    case .dotOnly:
      if dotOnlyContext == nil { dotOnlyContext = cgv_layout_only_context() ?? context(.installed) }
      return dotOnlyContext
    case .installed:
      if installedContext == nil { installedContext = gvContext() }
      return installedContext
    }
  }

  private static func append(_ piece: UnsafeMutablePointer<CChar>?) {
    guard var next = piece else { return }
    while next.pointee != 0, report.count < reportLimit {
      report.append(UInt8(bitPattern: next.pointee))
      next += 1
    }
  }

  /// The report on one line.
  private static var reportText: String {
    String(decoding: report, as: UTF8.self).split(whereSeparator: \.isNewline).joined(separator: "; ")
  }

  private static func says(_ phrase: String) -> Bool {
    let wanted = Array(phrase.utf8)
    guard report.count >= wanted.count else { return false }
    return (0...report.count - wanted.count).contains { report[$0...].starts(with: wanted) }
  }

  private final class Job {
    let work: () -> Void

    init(_ work: @escaping () -> Void) {
      self.work = work
    }
  }

  /// Runs `work` to its end on a thread with a large stack; returns 0, or the system's error number.
  private static func onLargeStack(_ work: () -> Void) -> Int32 {
    withoutActuallyEscaping(work) { work in
      let job = Job(work)
      return withExtendedLifetime(job) {
        cgv_run_on_large_stack(
          stackBytes,
          { argument in
            guard let argument else { return }
            Unmanaged<Job>.fromOpaque(argument).takeUnretainedValue().work()
          },
          Unmanaged.passUnretained(job).toOpaque()
        )
      }
    }
  }
}
