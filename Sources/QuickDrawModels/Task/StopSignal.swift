import Foundation
import Synchronization

/// Signals that ask a training to stop or to save.
///
/// The first SIGINT or SIGTERM asks for a stop after the step; a second one ends the process at once.
/// SIGUSR1 asks for a checkpoint.
public enum StopSignal {
  private static let stops = Atomic<Int>(0)
  private static let saves = Atomic<Int>(0)

  /// Whether a stop was asked for.
  public static var isRequested: Bool { stops.load(ordering: .relaxed) > 0 }

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

  /// Installs the handlers; a closed pipe no longer kills the process either.
  ///
  /// A parent that blocks signals, as a thread pool does, hands its mask on; these are unblocked.
  public static func install() {
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
  }
}
