import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#endif

/// Threads that stay and take the indices of one loop at a time.
///
/// A hand-off costs well under a microsecond while the workers still look for work; they do so for
/// about 0.1 ms after their last job and then sleep. Who computes which index is left to chance, so
/// a caller whose work depends on the number of indices must choose it by the size of the problem.
public final class WorkerPool: Sendable {
  /// How many threads work on a loop, the caller's included.
  public let threads: Int
  private let team: WorkerTeam
  private let workers: [Worker]
  private let busy = Atomic<Bool>(false)

  /// A pool of `threads` threads, of which the caller is one; less than 1 counts as 1.
  ///
  /// If the system refuses a thread, the pool works with those that it got.
  public init(threads: Int) {
    // More threads than cores must not burn the time that the others need.
    let team = WorkerTeam(spins: threads <= WorkerPool.cores ? 100_000 : 0)
    let workers = (0..<max(0, threads - 1)).compactMap { _ in Worker(team: team) }
    self.team = team
    self.workers = workers
    self.threads = workers.count + 1
  }

  deinit {
    team.stop()
    for worker in workers { worker.join() }
  }

  /// The number of processors that this process may use now.
  public static var cores: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  private static let current = Mutex<WorkerPool?>(nil)

  /// The pool of the process: as configured, else one thread a core.
  public static var shared: WorkerPool {
    current.withLock { pool in
      if let pool { return pool }
      let made = WorkerPool(threads: cores)
      pool = made
      return made
    }
  }

  /// Makes `shared` a pool of `threads` threads from now on.
  public static func configure(threads: Int) {
    let made = WorkerPool(threads: threads)
    // The old pool joins its threads when it goes, which must not happen under the lock.
    let old = current.withLock { pool in
      let old = pool
      pool = made
      return old
    }
    withExtendedLifetime(old) {}
  }

  /// Calls `body` once with every index below `count`, on all threads, and returns when all are done.
  ///
  /// Called from inside a running loop, or while another thread uses the pool, it runs the indices in
  /// order on the calling thread.
  public func run(count: Int, _ body: (Int) -> Void) {
    guard count > 1, !workers.isEmpty, count <= UInt32.max,
      busy.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged
    else {
      for index in 0..<max(0, count) { body(index) }
      return
    }
    withoutActuallyEscaping(body) { body in
      withUnsafePointer(to: body) { team.perform(count: count, $0) }
    }
    busy.store(false, ordering: .releasing)
  }
}
