import Foundation
import Synchronization
import Testing

@testable import QuickDrawModels

@Suite struct ReadAheadTests {
  /// Waits until `condition` holds, at most ten seconds.
  private func wait(until condition: () -> Bool) -> Bool {
    let end = ContinuousClock.now + .seconds(10)
    while !condition() && ContinuousClock.now < end { Thread.sleep(forTimeInterval: 0.002) }
    return condition()
  }

  @Test func onlySoManyBatchesAreMadeAhead() throws {
    let source = CountedSource(count: 10_000)
    let options = BatchOptions(batchSize: 10, readAhead: 3)
    let stream = try BatchStream.training(try source.dataset(), options)
    #expect(wait { stream.queue.readyCount == 4 })
    #expect(source.reads == 40)
    _ = try stream.contents(1)
    Thread.sleep(forTimeInterval: 0.05)
    #expect(source.reads == 40, "the batch in use is not free")
    _ = try stream.contents(1)
    #expect(wait { source.reads == 50 })
    #expect(stream.cursor == DataCursor(epoch: 0, position: 20))
  }

  @Test func waitingIsMeasured() throws {
    let source = CountedSource(count: 100, onRead: { _ in Thread.sleep(forTimeInterval: 0.005) })
    let stream = try BatchStream.training(try source.dataset(), BatchOptions(batchSize: 10))
    _ = try stream.contents(2)
    #expect(stream.waited > .milliseconds(50))
    #expect(stream.waited < .seconds(10))
  }

  @Test func nothingIsReadForAStreamThatIsGone() throws {
    let gone = Flag()
    do {
      let source = CountedSource(
        count: 100, onRead: { [token = Token(flag: gone)] _ in token.touch() })
      let stream = try BatchStream.training(try source.dataset(), BatchOptions(batchSize: 10))
      _ = try stream.contents(1)
    }
    #expect(wait { gone.isSet })
  }

  /// Set when the thread has let go of what it worked on.
  private final class Flag: Sendable {
    private let value = Atomic<Bool>(false)
    var isSet: Bool { value.load(ordering: .acquiring) }
    func set() { value.store(true, ordering: .releasing) }
  }

  private final class Token: Sendable {
    private let flag: Flag
    init(flag: Flag) { self.flag = flag }
    deinit { flag.set() }
    func touch() {}
  }
}
