import Foundation
import Kernels
import Runtime

/// What of the program and the machine the bits of a training can depend on.
public struct ProgramRecord: Sendable, Equatable {
  /// Sections of a receipt with their members, such as `openblas` with `version` and `core`.
  let sections: [(name: String, members: JSONObject)]

  /// A part that is not the same in two records.
  public struct Difference: Sendable, Equatable, CustomStringConvertible {
    /// Such as `openblas core`.
    public let name: String
    /// What the first record says.
    public let old: String
    /// What the second one says.
    public let new: String

    /// Such as `openblas core: Haswell there, SkylakeX here`.
    public var description: String { "\(name): \(old) there, \(new) here" }
  }

  private static let names = ["program", "openblas", "machine"]

  /// This program on this machine.
  public static var current: ProgramRecord {
    let system = ProcessInfo.processInfo.operatingSystemVersionString
    let program: JSONValue = [
      "version": .string(ProgramVersion.current), "build": .string(build),
      "instructions": .string(KernelBuild.instructions),
    ]
    let openblas: JSONValue = [
      "version": .string(KernelBuild.blasVersion), "core": .string(KernelBuild.blasCore),
    ]
    let machine: JSONValue = [
      "system": .string(system), "processor": .string(processor),
      "cores": .integer(WorkerPool.cores),
    ]
    return ProgramRecord(
      sections: zip(names, [program, openblas, machine]).map { ($0, $1.object ?? JSONObject()) })
  }

  private init(sections: [(name: String, members: JSONObject)]) { self.sections = sections }

  /// What a receipt says; sections that it lacks are empty.
  init(_ receipt: JSONObject) {
    sections = Self.names.map { ($0, receipt[$0]?.object ?? JSONObject()) }
  }

  public static func == (one: ProgramRecord, other: ProgramRecord) -> Bool {
    one.differences(from: other).isEmpty
  }

  /// What `other` says otherwise.
  public func differences(from other: ProgramRecord) -> [Difference] {
    zip(sections, other.sections).flatMap { section, others -> [Difference] in
      let names = section.members.members.map(\.name)
      let more = others.members.members.map(\.name).filter { !names.contains($0) }
      return (names + more).compactMap { name -> Difference? in
        let (old, new) = (section.members[name], others.members[name])
        guard old != new else { return nil }
        return Difference(name: "\(section.name) \(name)", old: Self.text(old), new: Self.text(new))
      }
    }
  }

  private static func text(_ value: JSONValue?) -> String {
    value.map { $0.string ?? $0.description } ?? "unknown"
  }

  private static var build: String {
    #if DEBUG
      "debug"
    #else
      "release"
    #endif
  }

  /// The processor's name as the system gives it.
  private static var processor: String {
    let unknown = "unknown"
    // `/proc/cpuinfo` has no size, so it cannot be read as a regular file of known length.
    guard let text = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8) else {
      return unknown
    }
    let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
    let name = line?.split(separator: ":", maxSplits: 1).last
    return name?.trimmingCharacters(in: .whitespaces) ?? unknown
  }
}
