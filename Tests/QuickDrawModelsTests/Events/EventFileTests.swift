import Foundation
import Runtime
import TestSupport
import Testing

@testable import QuickDrawModels

@Suite struct EventFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func events() throws -> [Tensorflow_Event] {
    let names = try folder.names()
    #expect(names.count == 1, "\(names)")
    let reader = try TFRecordReader(path: folder.file(try #require(names.first)))
    var payload: [UInt8] = []
    var events: [Tensorflow_Event] = []
    while try reader.next(into: &payload) != nil {
      events.append(try Tensorflow_Event(serializedBytes: payload))
    }
    return events
  }

  private func write(_ steps: [Int], tag: String = "loss") throws {
    let file = try EventFile.create(in: folder.path)
    for step in steps {
      try file.append(Tensorflow_Event(step: step, [.scalar(tag, Double(step) / 2)]))
    }
    try file.sync()
  }

  @Test func aFileBeginsWithItsVersion() throws {
    try write([1, 2])
    let events = try events()
    #expect(events.map(\.step) == [0, 1, 2])
    #expect(events[0].fileVersion == "brain.Event:2")
    #expect(events[2].summary.value.map(\.simpleValue) == [1])
    #expect(events.allSatisfy { $0.wallTime > 1e9 })
  }

  @Test func goingOnLeavesOutWhatCameLater() throws {
    try write([1, 2, 3])
    let before = try #require(try folder.names().first)
    let (file, damage) = try EventFile.resume(in: folder.path, after: 2, ends: [])
    try file?.append(Tensorflow_Event(step: 3, [.scalar("loss", 9)]))
    #expect(damage == nil)
    #expect(try events().map(\.step) == [0, 1, 2, 3])
    #expect(try events().last?.summary.value.first?.simpleValue == 9)
    let after = try #require(try folder.names().first)
    #expect(after > before, "TensorBoard reads files in the order of their names")
  }

  @Test func theEndOfARunIsLeftOut() throws {
    try write([1, 2], tag: "end")
    _ = try EventFile.resume(in: folder.path, after: 5, ends: ["end"])
    #expect(try events().map(\.step) == [0])
  }

  @Test func whatACrashCutShortIsLeftOut() throws {
    try write([1, 2])
    let name = try #require(try folder.names().first)
    try folder.write(Array(try folder.bytes(name).dropLast(3)), to: name)
    let (file, damage) = try EventFile.resume(in: folder.path, after: 5, ends: [])
    #expect(file != nil)
    #expect(damage?.reason.contains("ends") == true)
    #expect(try events().map(\.step) == [0, 1])
  }

  @Test func aCrashBetweenRenamingAndRemoving() throws {
    try write([1])
    let older = try #require(try folder.names().first)
    _ = try EventFile.resume(in: folder.path, after: 1, ends: [])
    try folder.write([1, 2, 3], to: older)
    let (_, damage) = try EventFile.resume(in: folder.path, after: 1, ends: [])
    #expect(damage == nil)
    #expect(try events().map(\.step) == [0, 1])
  }

  @Test func thereIsNothingToGoOnFrom() throws {
    #expect(try EventFile.resume(in: folder.path, after: 1, ends: []).file == nil)
    #expect(try folder.names().isEmpty)
  }
}
