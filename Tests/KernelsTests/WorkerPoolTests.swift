import Kernels
import Synchronization
import Testing

@Suite struct WorkerPoolTests {
  /// How often each index below `count` was called in one run.
  static func calls(_ pool: WorkerPool, count: Int) -> [Int] {
    let calls = Mutex([Int](repeating: 0, count: count))
    pool.run(count: count) { index in calls.withLock { $0[index] += 1 } }
    return calls.withLock { $0 }
  }

  @Test(arguments: [-1, 0, 1, 2, 4, 7]) func everyIndexOnce(threads: Int) {
    let pool = WorkerPool(threads: threads)
    #expect(pool.threads == max(1, threads))
    for count in [0, 1, 2, 3, 100, 1_000] {
      #expect(Self.calls(pool, count: count) == [Int](repeating: 1, count: count))
    }
  }

  @Test func manyShortRunsLoseNothing() {
    let pool = WorkerPool(threads: 3)
    let total = Atomic<Int>(0)
    for _ in 0..<20_000 { pool.run(count: 4) { total.add($0, ordering: .relaxed) } }
    #expect(total.load(ordering: .relaxed) == 120_000)
  }

  @Test func sleepingWorkersWakeUp() async throws {
    let pool = WorkerPool(threads: 2)
    for _ in 0..<20 {
      try await Task.sleep(for: .milliseconds(3))
      #expect(Self.calls(pool, count: 5) == [1, 1, 1, 1, 1])
    }
  }

  @Test func nestedRunsWork() {
    let pool = WorkerPool(threads: 2)
    let total = Atomic<Int>(0)
    pool.run(count: 3) { _ in
      pool.run(count: 5) { total.add($0 + 1, ordering: .relaxed) }
    }
    #expect(total.load(ordering: .relaxed) == 45)
  }

  @Test func callersFromManyThreads() async {
    let pool = WorkerPool(threads: 2)
    await withTaskGroup(of: [Int].self) { group in
      for _ in 0..<4 { group.addTask { Self.calls(pool, count: 50) } }
      for await calls in group { #expect(calls == [Int](repeating: 1, count: 50)) }
    }
  }

  @Test func theSharedPoolIsConfigurable() {
    WorkerPool.configure(threads: 3)
    #expect(WorkerPool.shared.threads == 3)
    #expect(Self.calls(.shared, count: 9) == [Int](repeating: 1, count: 9))
    WorkerPool.configure(threads: WorkerPool.cores)
  }
}
