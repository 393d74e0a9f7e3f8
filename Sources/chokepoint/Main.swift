import ChokepointCLI

/// The program: one line, so that tests call the commands in process.
@main
enum Main {
  static func main() { ChokepointCommand.execute() }
}
