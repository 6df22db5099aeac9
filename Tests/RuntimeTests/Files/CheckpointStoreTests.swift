import Foundation
import Runtime
import TestSupport
import Testing

@Suite struct CheckpointStoreTests {
  private struct State: Codable, Equatable {
    var epoch = 3
    var seed: UInt64 = .max
    var best = Double.infinity
    var cursor = [1, 2, 3]
  }

  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func contents(_ step: Int, values: Int = 4) -> CheckpointContents {
    let numbers = [Float](repeating: Float(step), count: values)
    return CheckpointContents(
      step: step, weights: [NamedTensor("logits/kernel", shape: [values], values: numbers)],
      optimizer: [NamedTensor("logits/kernel/momentum", shape: [values], values: numbers)],
      state: State(), metadata: ["model": "test"])
  }

  @Test func whatIsSavedIsLoaded() throws {
    let store = try CheckpointStore(runFolder: folder.path)
    #expect(try store.newest().checkpoint == nil)
    try store.save(contents(100))
    try store.save(contents(20))
    let newest = try #require(try store.newest().checkpoint)
    #expect(newest.step == 100)
    #expect(
      try newest.weights.floats(newest.weights.tensor("logits/kernel")) == [100, 100, 100, 100])
    #expect(newest.weights.metadata == ["model": "test"])
    #expect(newest.optimizer.tensors.map(\.name) == ["logits/kernel/momentum"])
    #expect(try newest.state(as: State.self) == State())
    #expect(throws: FileError.self) { try newest.state(as: [Int].self) }
    #expect(try store.load(20).step == 20)
    #expect(throws: FileError.self) { try store.load(21) }
  }

  @Test func theSameContentsGiveTheSameBytes() throws {
    let (first, second) = ("\(folder.path)/a", "\(folder.path)/b")
    let one = try CheckpointStore(runFolder: first).save(contents(7))
    let two = try CheckpointStore(runFolder: second).save(contents(7))
    let names = try FileManager.default.contentsOfDirectory(atPath: one)
    #expect(names.count == 4)
    for name in names {
      #expect(
        try InputFile.contents(of: "\(one)/\(name)") == InputFile.contents(of: "\(two)/\(name)"))
    }
  }

  @Test func oldOnesGoButNeverTheNewestTwoOrTheBest() throws {
    let store = try CheckpointStore(runFolder: folder.path)
    for step in 1...6 { try store.save(contents(step)) }
    try store.removeOld(keep: 3, always: [2])
    #expect(try store.steps() == [2, 4, 5, 6])
    try store.removeOld(keep: 0)
    #expect(try store.steps() == [5, 6])
  }

  /// Every byte of every file counts.
  @Test(arguments: ["weights.safetensors", "optimizer.safetensors", "state.json", "manifest.json"])
  func aDamagedOneIsPassedOver(name: String) throws {
    let store = try CheckpointStore(runFolder: folder.path)
    try store.save(contents(1))
    try store.save(contents(2))
    let path = "\(store.folder(of: 2))/\(name)"
    var bytes = try InputFile.contents(of: path)
    bytes[bytes.count / 2] ^= 0x10
    try AtomicFile.write(bytes, to: path)
    let (checkpoint, damaged) = try store.newest()
    #expect(checkpoint?.step == 1)
    #expect(damaged.count == 1 && damaged[0].path.hasPrefix(store.folder(of: 2)))
    #expect(throws: FileError.self) { try store.load(2) }
    try FileManager.default.removeItem(atPath: path)
    #expect(try store.newest().checkpoint?.step == 1)
  }

  @Test func aManifestOfAnotherStepIsRefused() throws {
    let store = try CheckpointStore(runFolder: folder.path)
    try store.save(contents(1))
    try FileManager.default.copyItem(atPath: store.folder(of: 1), toPath: store.folder(of: 9))
    #expect(try store.newest().checkpoint?.step == 1)
  }

  @Test func savingAStepAgainReplacesIt() throws {
    let store = try CheckpointStore(runFolder: folder.path)
    try store.save(contents(5))
    try store.save(contents(5, values: 2))
    #expect(try store.load(5).weights.tensor("logits/kernel").shape == [2])
    #expect(try FileManager.default.contentsOfDirectory(atPath: store.path) == ["step-5"])
  }

  @Test func leftoversAreRemovedOrPutBackAtTheNextStart() throws {
    let store = try CheckpointStore(runFolder: folder.path)
    for step in 1...3 { try store.save(contents(step)) }
    let manager = FileManager.default
    // Killed in a save, between the renames of a replacement, and after them.
    try manager.copyItem(atPath: store.folder(of: 3), toPath: "\(store.folder(of: 4)).tmp")
    try manager.moveItem(atPath: store.folder(of: 2), toPath: "\(store.folder(of: 2)).old")
    try manager.copyItem(atPath: store.folder(of: 3), toPath: "\(store.folder(of: 3)).old")
    let next = try CheckpointStore(runFolder: folder.path)
    #expect(
      try manager.contentsOfDirectory(atPath: store.path).sorted() == [
        "step-1", "step-2", "step-3",
      ])
    #expect(try next.load(2).step == 2)
  }

  @Test func aStateThatIsNoJSONIsAnErrorAndLeavesNothing() throws {
    struct Unwritable: Encodable {
      func encode(to encoder: any Encoder) throws {
        throw EncodingError.invalidValue(0, .init(codingPath: [], debugDescription: "no"))
      }
    }
    let store = try CheckpointStore(runFolder: folder.path)
    let contents = CheckpointContents(step: 1, weights: [], optimizer: [], state: Unwritable())
    #expect(throws: FileError.self) { try store.save(contents) }
    #expect(try folder.contents() == ["checkpoints"])
  }

  @Test func aFolderThatCannotBeIsAnErrorWithItsPath() throws {
    let path = "\(folder.path)/file"
    try AtomicFile.write("x", to: path)
    do throws(FileError) {
      _ = try CheckpointStore(runFolder: path)
      Issue.record("made a folder in a file")
    } catch {
      #expect(error.path == "\(path)/checkpoints")
      #expect(error.systemError == ENOTDIR)
    }
  }

  @Test func aStoreThatVanishedIsAnError() throws {
    let store = try CheckpointStore(runFolder: folder.path)
    try FileManager.default.removeItem(atPath: store.path)
    try AtomicFile.write("x", to: store.path)
    #expect(throws: FileError.self) { try store.save(contents(1)) }
    #expect(throws: FileError.self) { try store.steps() }
  }
}
