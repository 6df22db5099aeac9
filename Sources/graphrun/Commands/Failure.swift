import ArgumentParser
import Foundation
import ModelTools
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
    } catch let error as ValidationError {
      // Shown with the command's usage.
      throw error
    } catch let error as CheckedModel.Unreadable {
      throw terminal.show(error)
    } catch {
      let console = terminal.console
      console.rewrite("")
      console.say("error: \(message(error))")
      throw status(error).exit
    }
  }

  /// Runs a training; the first line of what it throws is kept in the run's log.
  static func logged<Result>(in log: RunLog, _ work: () throws -> Result) throws -> Result {
    do {
      return try work()
    } catch {
      let first = message(error).prefix { !$0.isNewline }
      log.append("\(RunState.LogLine.failed)\(first)")
      throw error
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
    case is StopSignal.Interruption: return "stopped by a signal; nothing was changed"
    default: return "\(error)"
    }
  }

  private static func status(_ error: any Error) -> ExitStatus {
    switch error {
    case let error as FileError: status(error.kind)
    case let error as DataFileError: status(error.kind)
    case let error as DrawingError: error.isInputMissing ? .missingInput : .badInput
    case is NonFiniteLossError, is NonFiniteGradientError, is StopSignal.Interruption: .failed
    case is RunQueryError: .usage
    case is ModelError, is DrawingFeed.Mismatch, is OpError, is InitialWeights.Mismatch: .badInput
    default: .bug
    }
  }

  private static func status(_ kind: FileError.Kind) -> ExitStatus {
    switch kind {
    case .contents: .badInput
    case .input: .missingInput
    case .output: .cannotCreate
    }
  }
}
