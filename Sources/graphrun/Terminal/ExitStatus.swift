import ArgumentParser

/// The exit statuses of the manual; those of `sysexits.h` where it has one.
enum ExitStatus: Int32, CaseIterable {
  case done = 0
  case failed = 1
  case usage = 64
  case badInput = 65
  case missingInput = 66
  case bug = 70
  case cannotCreate = 73
  case stopped = 75

  /// The error that ends a command with this status.
  var exit: ExitCode { ExitCode(rawValue) }
}
