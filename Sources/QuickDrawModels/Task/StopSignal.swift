import Foundation
import Synchronization

/// Signals that ask a training to stop or to save.
///
/// The first SIGINT or SIGTERM asks for a stop after the step; a second one ends the process at once.
/// SIGUSR1 asks for a checkpoint. A training that a sweep began also stops when the sweep is gone.
public enum StopSignal {
  /// The environment variable that holds the process without which this one shall not go on.
  ///
  /// Not an option: how a run is begun is kept, and who began it does not matter later.
  public static let parentVariable = "GRAPHRUN_PARENT"

  private static let parent = Atomic<Int32>(0)
  private static let stops = Atomic<Int>(0)
  private static let saves = Atomic<Int>(0)

  /// Whether a stop was asked for.
  public static var isRequested: Bool {
    let parent = parent.load(ordering: .relaxed)
    return stops.load(ordering: .relaxed) > 0 || (parent > 0 && getppid() != parent)
  }

  /// Ends work that leaves nothing behind when it is broken off.
  ///
  /// - Throws: ``Interruption`` when a stop was asked for.
  public static func check() throws(Interruption) {
    if isRequested { throw Interruption() }
  }

  /// A signal asked to stop.
  public struct Interruption: Error {}

  /// Whether a checkpoint was asked for since the last call.
  static func takeSaveRequest() -> Bool { saves.exchange(0, ordering: .relaxed) > 0 }

  /// Installs the handlers; a closed pipe and the limit on the size of a file (`ulimit -f`) no longer
  /// kill the process either, but fail the write.
  ///
  /// A parent that blocks signals, as a thread pool does, hands its mask on; these are unblocked.
  public static func install() {
    let environment = ProcessInfo.processInfo.environment
    parent.store(environment[parentVariable].flatMap { Int32($0) } ?? 0, ordering: .relaxed)
    var heard = sigset_t()
    sigemptyset(&heard)
    for number in [SIGINT, SIGTERM, SIGUSR1] { sigaddset(&heard, number) }
    sigprocmask(SIG_UNBLOCK, &heard, nil)
    for number in [SIGINT, SIGTERM] {
      signal(number) { _ in
        if StopSignal.stops.add(1, ordering: .relaxed).oldValue > 0 { _exit(130) }
      }
    }
    signal(SIGUSR1) { _ in StopSignal.saves.store(1, ordering: .relaxed) }
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }
}
