import ArgumentParser
import Foundation
import QuickDrawModels
import Runtime

/// Turns what a command throws into a message and an exit status.
enum Failure {
  /// Runs a command's work.
  ///
  /// - Throws: The exit status after the message was shown.
  static func reported<Result>(
    _ terminal: TerminalOptions, _ work: () throws -> Result
  ) throws -> Result {
    do {
      return try work()
    } catch let error as ExitCode {
      throw error
    } catch {
      let console = terminal.console
      console.rewrite("")
      console.say("error: \(message(error))")
      throw status(error).exit
    }
  }

  private static func message(_ error: any Error) -> String {
    switch error {
    case let error as NonFiniteLossError:
      let node = error.node.map { "; the first node whose result is not finite is `\($0)`" } ?? ""
      return "the loss is \(error.loss) after \(error.step) steps\(node)\n"
        + "hint: a smaller learning rate, or `clip: {global_norm: 9.0}`; the last checkpoint is good"
    case let error as NonFiniteGradientError:
      return "the gradients' norm is \(error.norm)\n"
        + "hint: a smaller learning rate, or `clip: {value: 1.0}`; the last checkpoint is good"
    case let error as OpError: return error.message
    default: return "\(error)"
    }
  }

  private static func status(_ error: any Error) -> ExitStatus {
    switch error {
    case let error as FileError:
      switch error.systemError {
      case ENOENT, ENOTDIR: .missingInput
      case .some: .cannotCreate
      case nil: .badInput
      }
    case is NonFiniteLossError, is NonFiniteGradientError: .failed
    case is DataFileError, is DrawingError, is ModelError, is DrawingFeed.Mismatch, is OpError:
      .badInput
    default: .bug
    }
  }
}
