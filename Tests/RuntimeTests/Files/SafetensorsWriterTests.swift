import Foundation
import Runtime
import TestSupport
import Testing

@Suite struct SafetensorsWriterTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func whatIsWrittenIsRead() throws {
    let path = "\(folder.path)/weights.safetensors"
    let tensors = [
      NamedTensor(
        "rnn.0.forward/kernel", shape: [2, 3],
        values: [1, -2, .nan, .infinity, .leastNonzeroMagnitude, 6]),
      NamedTensor("a \"quoted\"\n/../../name é", shape: [], values: [7]),
      NamedTensor("empty", shape: [0, 4], values: []),
    ]
    try SafetensorsWriter.write(tensors, metadata: ["step": "12", "a": "b\n"], to: path)
    let file = try SafetensorsFile(path)
    #expect(file.metadata == ["step": "12", "a": "b\n"])
    #expect(file.tensors.map(\.name) == tensors.map(\.name).sorted())
    for tensor in tensors {
      let read = try file.tensor(tensor.name)
      #expect(read.shape == tensor.shape)
      #expect(try file.floats(read).map(\.bitPattern) == tensor.values.map(\.bitPattern))
    }
  }

  @Test func dataStartsAtAMultipleOfEight() throws {
    for length in 1...9 {
      let path = "\(folder.path)/\(length).safetensors"
      let name = String(repeating: "n", count: length)
      try SafetensorsWriter.write([NamedTensor(name, shape: [1], values: [1])], to: path)
      #expect(try SafetensorsFile(path).tensor(name).bytes.lowerBound % 8 == 0)
    }
  }

  @Test func theSameTensorsGiveTheSameBytes() throws {
    let tensors = (0..<20).map { NamedTensor("t\($0)", shape: [1], values: [Float($0)]) }
    let first = try SafetensorsWriter.write(tensors, to: "\(folder.path)/a")
    let second = try SafetensorsWriter.write(tensors.shuffled(), to: "\(folder.path)/b")
    #expect(first == second)
  }

  @Test func namesMustDiffer() {
    let twice = [
      NamedTensor("a", shape: [1], values: [1]), NamedTensor("a", shape: [1], values: [2]),
    ]
    #expect(throws: FileError.self) { try SafetensorsWriter.write(twice, to: "\(folder.path)/a") }
    let reserved = [NamedTensor("__metadata__", shape: [1], values: [1])]
    #expect(throws: FileError.self) {
      try SafetensorsWriter.write(reserved, to: "\(folder.path)/a")
    }
  }

  @Test func aFullDiskIsAnErrorWithTheSystemsReason() {
    let tensor = NamedTensor("a", shape: [1], values: [1])
    do throws(FileError) {
      try SafetensorsWriter.write([tensor], to: "/dev/full")
      Issue.record("wrote to a full disk")
    } catch {
      #expect(error.systemError == ENOSPC)
      #expect(error.path == "/dev/full")
    }
  }

  @Test func everyShorterFileIsRefused() throws {
    let path = "\(folder.path)/whole"
    try SafetensorsWriter.write([NamedTensor("a", shape: [2], values: [1, 2])], to: path)
    let bytes = try InputFile.contents(of: path)
    for length in 0..<bytes.count {
      try AtomicFile.write(Array(bytes[..<length]), to: "\(folder.path)/cut")
      #expect(throws: FileError.self) { try SafetensorsFile("\(folder.path)/cut") }
    }
  }

  /// A file that shrinks after its header was read.
  @Test func aFileThatIsCutMeanwhileIsAnError() throws {
    let path = "\(folder.path)/cut"
    try SafetensorsWriter.write([NamedTensor("a", shape: [2], values: [1, 2])], to: path)
    let file = try SafetensorsFile(path)
    let tensor = try file.tensor("a")
    #expect(truncate(path, off_t(tensor.bytes.upperBound - 3)) == 0)
    #expect(throws: FileError.self) { try file.floats(tensor) }
  }

  @Test func readingIntoABufferWantsItsSize() throws {
    let path = "\(folder.path)/a"
    try SafetensorsWriter.write([NamedTensor("a", shape: [2], values: [1, 2])], to: path)
    let file = try SafetensorsFile(path)
    let tensor = try file.tensor("a")
    var target = [Float](repeating: 0, count: 2)
    try target.withUnsafeMutableBufferPointer { try file.read(tensor, into: $0) }
    #expect(target == [1, 2])
    var wrong = [Float](repeating: 0, count: 3)
    #expect(throws: FileError.self) {
      try wrong.withUnsafeMutableBufferPointer { try file.read(tensor, into: $0) }
    }
  }

  @Test func foldersPipesAndMissingFilesAreRefused() throws {
    #expect(mkfifo("\(folder.path)/pipe", 0o600) == 0)
    for path in [folder.path, "\(folder.path)/pipe", "\(folder.path)/missing"] {
      #expect(throws: FileError.self) { try SafetensorsFile(path) }
    }
  }
}
