import Foundation
import QuickDrawModels
import Runtime

/// Trains the runs of a sweep in processes of their own, some at a time.
public final class SweepRunner {
  /// How a run ended.
  public enum Outcome: Sendable, Equatable {
    case finished
    /// A signal stopped it; it can go on.
    case stopped
    /// With the error that it reported.
    case failed(String)
  }

  /// Where a sweep stands.
  public struct Progress: Sendable {
    /// The runs in all, those that are finished, failed and being trained.
    public let runs: Int
    public let finished: Int
    public let failed: Int
    public let running: Int
    /// The seconds that the rest will take; nil as long as nothing can be said.
    public let secondsLeft: Double?
  }

  /// How runs are started.
  public struct Options: Sendable {
    /// The program.
    public var executable: String
    /// How many runs are trained at once.
    public var jobs: Int
    /// The threads of each.
    public var threads: Int

    /// Options.
    public init(executable: String, jobs: Int, threads: Int) {
      self.executable = executable
      self.jobs = jobs
      self.threads = threads
    }
  }

  private let folder: SweepFolder
  private let options: Options
  private let stepsOfRun: Int
  private let lock: FolderLock
  private var waiting: [SweepPlan.Run] = []
  private typealias Jobs = [(run: SweepPlan.Run, process: Process)]
  private var running: Jobs = []
  private var outcomes: [Int: Outcome] = [:]
  /// The steps of runs that were broken off before and wait.
  private var stepsKept: [Int: Int] = [:]
  private var start = ContinuousClock.now
  private var stepsAtStart = 0

  /// A runner for what is left of a sweep.
  ///
  /// - Parameters:
  ///   - folder: The sweep.
  ///   - steps: The steps of each run.
  ///   - options: How runs are started.
  /// - Throws: `FileError` when another process works on the sweep.
  public init(_ folder: SweepFolder, steps: Int, _ options: Options) throws {
    self.folder = folder
    self.options = options
    stepsOfRun = steps
    lock = try FolderLock(folder.path)
    for run in folder.plan.runs {
      if folder.state(of: run) == .finished {
        outcomes[run.number] = .finished
      } else {
        waiting.append(run)
        if folder.canResume(run) { stepsKept[run.number] = folder.steps(of: run) }
      }
    }
  }

  /// The runs that were finished before.
  public var finishedCount: Int { outcomes.values.count { $0 == .finished } }

  /// Trains until every run has ended or a signal asks to stop, which stops the runs, too.
  ///
  /// - Parameters:
  ///   - progress: Called now and then.
  ///   - ended: Called when a run has ended.
  /// - Returns: How each run ended, by its number; none for those that were not begun.
  /// - Throws: What starting a process throws; the runs that are being trained are stopped first.
  public func run(
    progress: (Progress) -> Void, ended: (SweepPlan.Run, Outcome, Progress) -> Void
  ) throws -> [Int: Outcome] {
    start = .now
    stepsAtStart = stepsDone
    var isStopping = false
    while true {
      if StopSignal.isRequested, !isStopping {
        isStopping = true
        for job in running { job.process.interrupt() }
      }
      for (run, outcome) in try reap() { ended(run, outcome, standing) }
      while !isStopping, running.count < options.jobs, !waiting.isEmpty {
        do {
          try begin(waiting.removeFirst())
        } catch {
          for job in running { job.process.interrupt() }
          for job in running { job.process.waitUntilExit() }
          throw error
        }
      }
      guard !running.isEmpty else { return outcomes }
      progress(standing)
      Thread.sleep(forTimeInterval: 0.1)
    }
  }

  private func begin(_ run: SweepPlan.Run) throws {
    let path = folder.folder(of: run)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: options.executable)
    if folder.canResume(run) {
      process.arguments = ["resume", path, "--threads", "\(options.threads)", "--color", "never"]
    } else {
      // What ended before its first checkpoint holds nothing that could be kept.
      if FileManager.default.fileExists(atPath: path) {
        try FileManager.default.removeItem(atPath: path)
      }
      process.arguments = folder.plan.arguments(
        of: run, training: folder.model, in: path, threads: options.threads)
    }
    let messages = folder.messages(of: run)
    try AtomicFile.write("", to: messages)
    var environment = ProcessInfo.processInfo.environment
    environment[StopSignal.parentVariable] = "\(getpid())"
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: messages))
    try process.run()
    running.append((run, process))
  }

  /// Takes the processes that have ended out of those that run.
  private func reap() throws -> [(SweepPlan.Run, Outcome)] {
    // Each is asked once: one that ended meanwhile must not be left out of both.
    var (ended, left): (Jobs, Jobs) = ([], [])
    for job in running {
      if job.process.isRunning { left.append(job) } else { ended.append(job) }
    }
    running = left
    return try ended.map { run, process in
      process.waitUntilExit()
      let outcome = try outcome(of: run, process)
      outcomes[run.number] = outcome
      return (run, outcome)
    }
  }

  private func outcome(of run: SweepPlan.Run, _ process: Process) throws -> Outcome {
    let messages = folder.messages(of: run)
    switch (process.terminationReason, process.terminationStatus) {
    case (.exit, 0):
      // The run's own log says the same.
      try FileManager.default.removeItem(atPath: messages)
      return .finished
    case (.exit, 75): return .stopped
    case (.exit, let status):
      let text = String(decoding: try InputFile.contents(of: messages), as: UTF8.self)
      let line = text.split(separator: "\n").first { $0.contains("error: ") }
      return .failed(line.map(String.init) ?? "it ended with status \(status)")
    case (_, let signal): return .failed("it was ended by signal \(signal)")
    }
  }

  // MARK: Progress

  private var stepsDone: Int {
    outcomes.values.count { $0 == .finished } * stepsOfRun
      + running.reduce(0) { $0 + folder.steps(of: $1.run) }
      + waiting.reduce(0) { $0 + (stepsKept[$1.number] ?? 0) }
  }

  private var standing: Progress {
    let runs = folder.plan.runs.count
    let failed = outcomes.values.count { if case .failed = $0 { true } else { false } }
    let done = stepsDone
    let seconds = start.duration(to: .now) / .seconds(1)
    let rate = Double(done - stepsAtStart) / max(seconds, 1e-3)
    let left = (runs - failed) * stepsOfRun - done
    return Progress(
      runs: runs, finished: outcomes.values.count { $0 == .finished }, failed: failed,
      running: running.count, secondsLeft: rate > 0 ? Double(max(0, left)) / rate : nil)
  }
}
