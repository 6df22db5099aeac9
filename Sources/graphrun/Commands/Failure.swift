import ArgumentParser
import Foundation
import GraphDSL
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
    } catch let error as DivergedTraining {
      terminal.show(error)
      throw ExitStatus.failed.exit
    } catch {
      let console = terminal.console
      console.rewrite("")
      console.say("error: \(message(error))")
      throw status(error).exit
    }
  }

  /// Runs a training; what it throws is kept in the run's log, in one line or with its places.
  static func logged<Result>(in log: RunLog, _ work: () throws -> Result) throws -> Result {
    do {
      return try work()
    } catch let error as DivergedTraining {
      log.append(DiagnosticRenderer(sources: error.sources).render(error.diagnostic))
      throw error
    } catch {
      let first = message(error).prefix { !$0.isNewline }
      log.append("\(RunState.LogLine.failed)\(first)")
      throw error
    }
  }

  private static func message(_ error: any Error) -> String {
    switch error {
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
    case is NonFiniteStepError, is TrainingMemory.Shortage, is StopSignal.Interruption: .failed
    case is RunQueryError, is SweepError: .usage
    case is ModelError, is DrawingFeed.Mismatch, is OpError, is InitialWeights.Mismatch: .badInput
    case is WeightLayout.Unsupported, is WeightExchange.Mismatch: .badInput
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
