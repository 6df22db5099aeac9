import Foundation

/// What the system says of this process's memory, and of what is left.
public enum ProcessMemory {
  /// Memory that a process can still take, and who sets the bound.
  public struct Room: Sendable, Equatable {
    /// The bytes.
    public let bytes: Double
    /// Such as `free memory of the machine`.
    public let bound: String

    /// Room for `bytes` below a bound.
    public init(bytes: Double, bound: String) {
      self.bytes = bytes
      self.bound = bound
    }
  }

  /// The bytes of the process that lie in memory now; 0 when the system does not say.
  public static var resident: Double {
    let pages =
      text("/proc/self/statm")?.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? 0
    return pages * Double(sysconf(Int32(_SC_PAGESIZE)))
  }

  /// The most bytes of the program that ever lay in memory; 0 when the system does not say.
  ///
  /// Not what `getrusage` says: that begins with the memory of the process that started this one.
  public static var peak: Double {
    1024 * (field("VmHWM:", of: text("/proc/self/status") ?? "") ?? 0)
  }

  /// What the process can still take: of the machine's free memory and swap, of its control group
  /// and of its own limit, whichever is least; nil when the system says nothing.
  public static var room: Room? {
    var limit = rlimit()
    let hasLimit =
      getrlimit(__rlimit_resource_t(UInt32(RLIMIT_AS.rawValue)), &limit) == 0
      && limit.rlim_cur < UInt64(Int64.max)
    return room(in: "/", addressLimit: hasLimit ? Double(limit.rlim_cur) : nil)
  }

  /// The same, read from the files of a system below `root`.
  static func room(in root: String, addressLimit: Double?) -> Room? {
    func text(_ path: String) -> String? { Self.text(root + path) }
    func number(_ path: String) -> Double? {
      text(path).flatMap { Double($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
    }
    func field(_ name: String, _ path: String) -> Double? {
      text(path).flatMap { Self.field(name, of: $0) }
    }
    var rooms: [Room] = []
    if let free = field("MemAvailable:", "proc/meminfo") {
      let swap = field("SwapFree:", "proc/meminfo") ?? 0
      rooms.append(Room(bytes: (free + swap) * 1024, bound: "the machine"))
    }
    // Version 2 of control groups, then version 1; without a limit the file says `max` or 2⁶³.
    let own =
      text("proc/self/cgroup")?.split(separator: "\n").first { $0.hasPrefix("0::") }
      .map { String($0.dropFirst(3)) } ?? "/"
    for group in Set(["sys/fs/cgroup\(own)/memory", "sys/fs/cgroup/memory"]) {
      guard let most = number("\(group).max"), let used = number("\(group).current") else {
        continue
      }
      // Files that were read count as used but make way.
      let cache = field("inactive_file ", "\(group).stat") ?? 0
      rooms.append(Room(bytes: most - used + cache, bound: "the control group"))
    }
    let old = "sys/fs/cgroup/memory/memory"
    if let most = number("\(old).limit_in_bytes"), most < 0x1p60,
      let used = number("\(old).usage_in_bytes")
    {
      let cache = field("total_inactive_file ", "\(old).stat") ?? 0
      rooms.append(Room(bytes: most - used + cache, bound: "the control group"))
    }
    if let addressLimit {
      let used = (field("VmSize:", "proc/self/status") ?? 0) * 1024
      rooms.append(Room(bytes: addressLimit - used, bound: "the limit of address space"))
    }
    return rooms.min { $0.bytes < $1.bytes }.map { Room(bytes: max(0, $0.bytes), bound: $0.bound) }
  }

  private static func text(_ path: String) -> String? {
    try? String(contentsOfFile: path, encoding: .utf8)
  }

  /// The number of a line such as `VmHWM:  1234 kB`.
  private static func field(_ name: String, of text: String) -> Double? {
    text.split(separator: "\n").first { $0.hasPrefix(name) }?
      .split { !$0.isNumber }.first.flatMap { Double($0) }
  }
}
