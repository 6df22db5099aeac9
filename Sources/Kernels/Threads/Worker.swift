#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#endif

/// One operating-system thread that works for a team.
struct Worker: @unchecked Sendable {
  private let thread: pthread_t

  /// Starts a thread, or nil if the system refuses one.
  init?(team: WorkerTeam) {
    let context = Unmanaged.passRetained(team)
    #if canImport(Darwin)
      var started: pthread_t?
      let status = pthread_create(&started, nil, { Worker.main($0) }, context.toOpaque())
    #else
      var handle = pthread_t()
      let status = pthread_create(
        &handle, nil, { $0.flatMap { Worker.main($0) } }, context.toOpaque())
      let started: pthread_t? = handle
    #endif
    guard status == 0, let started else {
      context.release()
      return nil
    }
    thread = started
  }

  /// Waits until the thread has ended.
  func join() { pthread_join(thread, nil) }

  private static func main(_ context: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    Unmanaged<WorkerTeam>.fromOpaque(context).takeRetainedValue().work()
    return nil
  }
}
