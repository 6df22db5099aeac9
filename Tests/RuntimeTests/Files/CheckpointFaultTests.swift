import Foundation
import Runtime
import TestSupport
import Testing

/// A disk that runs full at every point of a save.
///
/// The system's limit on the size of a file stands in for the full disk. It holds for the whole
/// process, so it is far above what other tests write, and only one test here sets it at a time.
@Suite(.serialized) struct CheckpointFaultTests {
  private static let limit = 32 << 20

  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func contents(
    _ step: Int, weights: Int = 10, optimizer: Int = 10, state: Int = 10
  ) -> CheckpointContents {
    CheckpointContents(
      step: step,
      weights: [NamedTensor("w", shape: [weights], values: .init(repeating: 1, count: weights))],
      optimizer: [
        NamedTensor("m", shape: [optimizer], values: .init(repeating: 1, count: optimizer))
      ],
      state: String(repeating: "s", count: state))
  }

  @Test func aFullDiskNeverDamagesTheLastGoodOne() throws {
    let store = try CheckpointStore(runFolder: folder.path)
    let path = try store.save(contents(1))
    let before = try folder.contents()
    let tooMany = Self.limit / MemoryLayout<Float>.size + 1
    try withFileSizeLimit { () throws in
      let failing = [
        ("weights.safetensors", contents(2, weights: tooMany)),
        ("optimizer.safetensors", contents(2, optimizer: tooMany)),
        ("state.json", contents(2, state: Self.limit)),
        ("weights.safetensors", contents(1, weights: tooMany)),
      ]
      for (name, contents) in failing {
        do throws(FileError) {
          try store.save(contents)
          Issue.record("wrote \(name) beyond the limit")
        } catch {
          #expect(error.systemError == EFBIG)
          #expect(error.path == "\(path.dropLast())\(contents.step).tmp/\(name)")
        }
        #expect(try folder.contents() == before)
        #expect(try store.newest().checkpoint?.step == 1)
      }
    }
    try store.save(contents(2, weights: tooMany))
    #expect(try store.newest().checkpoint?.step == 2)
  }

  @Test func aFailedReplacementKeepsTheOldFile() throws {
    let path = "\(folder.path)/file"
    try AtomicFile.write("old", to: path)
    try withFileSizeLimit { () throws in
      #expect(throws: FileError.self) {
        try AtomicFile.write([UInt8](repeating: 0, count: Self.limit + 1), to: path)
      }
    }
    #expect(try InputFile.contents(of: path) == Array("old".utf8))
    #expect(try folder.contents() == ["file"])
    try AtomicFile.write("new", to: path)
    #expect(try InputFile.contents(of: path) == Array("new".utf8))
  }

  private func withFileSizeLimit(_ body: () throws -> Void) throws {
    #if canImport(Glibc)
      let resource = __rlimit_resource_t(RLIMIT_FSIZE.rawValue)
    #else
      let resource = RLIMIT_FSIZE
    #endif
    let handler = signal(SIGXFSZ, SIG_IGN)
    var old = rlimit()
    #expect(getrlimit(resource, &old) == 0)
    var new = rlimit(rlim_cur: rlim_t(Self.limit), rlim_max: old.rlim_max)
    #expect(setrlimit(resource, &new) == 0)
    defer {
      #expect(setrlimit(resource, &old) == 0)
      signal(SIGXFSZ, handler)
    }
    try body()
  }
}
