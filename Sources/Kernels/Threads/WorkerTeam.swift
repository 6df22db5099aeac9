import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#endif

/// What the caller and the workers of a pool share: one job at a time, handed out index by index.
///
/// The ticket holds the whole claim, count in the high half and next index in the low half, so a
/// compare-and-swap that succeeds is a valid claim whatever happened before it.
final class WorkerTeam: @unchecked Sendable {
  private let ticket = Atomic<UInt64>(0)
  private let finished = Atomic<Int>(0)
  private let sleepers = Atomic<Int>(0)
  private let stopping = Atomic<Bool>(false)
  private let spins: Int
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  /// Written before the ticket that publishes it, and read only by who holds a claim on it.
  private var body: UnsafePointer<(Int) -> Void>?

  /// A team whose workers look for work `spins` times before they sleep.
  init(spins: Int) {
    self.spins = spins
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  /// Runs every index below `count` once, here and on the workers, and returns when all are done.
  func perform(count: Int, _ body: UnsafePointer<(Int) -> Void>) {
    self.body = body
    finished.store(0, ordering: .relaxed)
    ticket.store(UInt64(count) << 32, ordering: .sequentiallyConsistent)
    if sleepers.load(ordering: .sequentiallyConsistent) > 0 { wake() }
    drain()
    var looks = 0
    while finished.load(ordering: .acquiring) < count {
      looks += 1
      // Whoever still works may be waiting for this very core.
      if looks > spins { sched_yield() }
    }
    self.body = nil
  }

  /// The life of a worker: until the team stops.
  func work() {
    var looks = 0
    while !stopping.load(ordering: .acquiring) {
      if hasWork {
        drain()
        looks = 0
      } else {
        looks += 1
        if looks > spins {
          sleep()
          looks = 0
        }
      }
    }
  }

  /// Lets every worker return.
  func stop() {
    stopping.store(true, ordering: .sequentiallyConsistent)
    wake()
  }

  private var hasWork: Bool {
    let current = ticket.load(ordering: .sequentiallyConsistent)
    return current & 0xffff_ffff < current >> 32
  }

  private func drain() {
    while let index = claim() {
      call(index)
      finished.add(1, ordering: .releasing)
    }
  }

  private func claim() -> Int? {
    var current = ticket.load(ordering: .acquiring)
    while current & 0xffff_ffff < current >> 32 {
      let (exchanged, original) = ticket.compareExchange(
        expected: current, desired: current + 1, ordering: .acquiringAndReleasing)
      if exchanged { return Int(current & 0xffff_ffff) }
      current = original
    }
    return nil
  }

  /// A function of its own, so that its hold on the closure ends before the index counts as done.
  @inline(never)
  private func call(_ index: Int) {
    body?.pointee(index)
  }

  private func wake() {
    pthread_mutex_lock(mutex)
    pthread_cond_broadcast(condition)
    pthread_mutex_unlock(mutex)
  }

  private func sleep() {
    pthread_mutex_lock(mutex)
    sleepers.add(1, ordering: .sequentiallyConsistent)
    // The caller publishes, then looks for sleepers; here it is the other way round: one sees it.
    while !hasWork && !stopping.load(ordering: .sequentiallyConsistent) {
      pthread_cond_wait(condition, mutex)
    }
    sleepers.subtract(1, ordering: .sequentiallyConsistent)
    pthread_mutex_unlock(mutex)
  }
}
