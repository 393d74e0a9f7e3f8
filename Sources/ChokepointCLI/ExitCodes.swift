import ArgumentParser

/// The exit codes of every command (sysexits where they fit).
enum ExitStatus: Int32 {
  case done = 0
  case unexpected = 1
  case gateCrossed = 2
  case usage = 64
  case dataInvalid = 65
  case inputMissing = 66
  case partMissing = 69
  case cannotCreate = 73
  case inputOutput = 74

  var code: ExitCode { ExitCode(rawValue) }
}
