import Foundation
import Runtime

/// Where a run stands, as far as its files tell.
public enum RunState: String, CaseIterable, Sendable {
  /// A process holds the folder's lock.
  case running
  /// The training came to its end.
  case finished
  /// A signal asked the training to stop; a checkpoint was saved, from which it can go on.
  case stopped
  /// It ended otherwise: with an error, or killed.
  case failed

  /// How the lines of `log.txt` begin that say how a training began or ended.
  public enum LogLine {
    public static let began = "training: "
    public static let finished = "done: "
    public static let stopped = "stopped after step "
    public static let failed = "error: "
  }

  /// The state of a run.
  ///
  /// - Parameters:
  ///   - folder: The run.
  ///   - steps: The steps that its receipt asks for.
  /// - Returns: The state, and the message of an error that ended it.
  static func read(_ folder: RunFolder, steps: Int) -> (state: RunState, reason: String?) {
    if FolderLock.isHeld(folder.path) { return (.running, nil) }
    // The log is a convenience: one that is missing or damaged makes no run unreadable.
    let text = (try? InputFile.contents(of: folder.log)).map { String(decoding: $0, as: UTF8.self) }
    let marks = [LogLine.began, LogLine.finished, LogLine.stopped, LogLine.failed]
    let last = text?.split(separator: "\n").last { line in
      marks.contains { line.hasPrefix($0) }
    }
    if let last {
      if last.hasPrefix(LogLine.finished) { return (.finished, nil) }
      if last.hasPrefix(LogLine.stopped) { return (.stopped, nil) }
      if last.hasPrefix(LogLine.failed) {
        return (.failed, String(last.dropFirst(LogLine.failed.count)))
      }
      return (.failed, nil)
    }
    let saved = try? CheckpointStore(reading: folder.path).steps().last
    return ((saved ?? 0) >= steps ? .finished : .failed, nil)
  }
}
