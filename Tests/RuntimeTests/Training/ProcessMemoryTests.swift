import Foundation
import TestSupport
import Testing

@testable import Runtime

@Suite struct ProcessMemoryTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try write("proc/meminfo", "MemTotal: 9000 kB\nMemAvailable:    4000 kB\nSwapFree: 1000 kB\n")
    try write("proc/self/status", "Name:\ttest\nVmSize:\t    1000 kB\n")
    try write("proc/self/cgroup", "0::/user\n")
  }

  private func write(_ path: String, _ text: String) throws {
    let url = URL(fileURLWithPath: folder.file(path))
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: url, atomically: true, encoding: .utf8)
  }

  private func room(addressLimit: Double? = nil) -> ProcessMemory.Room? {
    ProcessMemory.room(in: folder.path + "/", addressLimit: addressLimit)
  }

  @Test func theMachineCountsSwap() {
    #expect(room() == .init(bytes: 5000 * 1024, bound: "the machine"))
  }

  @Test func aControlGroupBindsTighter() throws {
    try write("sys/fs/cgroup/user/memory.max", "1000000\n")
    try write("sys/fs/cgroup/user/memory.current", "400000\n")
    try write("sys/fs/cgroup/user/memory.stat", "anon 1\ninactive_file 50000\n")
    #expect(room() == .init(bytes: 650_000, bound: "the control group"))
    try write("sys/fs/cgroup/user/memory.max", "max\n")
    #expect(room()?.bound == "the machine")
  }

  @Test func anOldControlGroupBindsToo() throws {
    try write("sys/fs/cgroup/memory/memory.limit_in_bytes", "300000\n")
    try write("sys/fs/cgroup/memory/memory.usage_in_bytes", "400000\n")
    #expect(room() == .init(bytes: 0, bound: "the control group"))
  }

  @Test func theAddressSpaceIsWhatIsLeftOfIt() {
    #expect(
      room(addressLimit: 1_500_000)
        == .init(bytes: 1_500_000 - 1_024_000, bound: "the limit of address space"))
  }

  @Test func theProcessItselfIsMeasured() {
    #expect(ProcessMemory.resident > 1e6)
    #expect(ProcessMemory.peak >= 0.5 * ProcessMemory.resident)
  }
}
