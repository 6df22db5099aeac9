import Foundation

/// System calls with typed errors.
enum FileSystem {
  /// Creates a folder and those above it, and brings them to the disk; one that is there is fine.
  static func createFolder(_ path: String) throws(FileError) {
    guard mkdir(path, 0o755) != 0 else { return try syncParent(of: path) }
    let code = errno
    if code == ENOENT {
      let parent = FilePath.folder(of: path)
      guard !path.isEmpty, parent != path else {
        throw FileError(path, cannot: "create the folder", systemError: code)
      }
      try createFolder(parent)
      guard mkdir(path, 0o755) != 0 else { return try syncParent(of: path) }
    }
    guard code == EEXIST || errno == EEXIST, isFolder(path) else {
      throw FileError(path, cannot: "create the folder", systemError: code)
    }
  }

  /// Creates a folder that must not be there yet; returns whether it was not.
  static func createNewFolder(_ path: String) throws(FileError) -> Bool {
    guard mkdir(path, 0o755) != 0 else {
      try syncParent(of: path)
      return true
    }
    guard errno == EEXIST else {
      throw FileError(path, cannot: "create the folder", systemError: errno)
    }
    return false
  }

  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The names in a folder, sorted.
  static func names(in path: String) throws(FileError) -> [String] {
    guard let folder = opendir(path) else {
      throw FileError(path, cannot: "list the folder", systemError: errno)
    }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
        name.withMemoryRebound(to: CChar.self, capacity: 1) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Brings a folder's entries (files created, renamed or removed in it) to the disk.
  static func syncFolder(_ path: String) throws(FileError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw FileError(path, cannot: "open the folder", systemError: errno)
    }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else {
      throw FileError(path, cannot: "write the folder to the disk", systemError: errno)
    }
  }

  /// Brings the entry of a file or folder to the disk.
  static func syncParent(of path: String) throws(FileError) {
    try syncFolder(FilePath.folder(of: path))
  }

  static func rename(_ old: String, to new: String) throws(FileError) {
    guard Foundation.rename(old, new) == 0 else {
      throw FileError(new, cannot: "rename \(old) to it", systemError: errno)
    }
  }

  /// Removes a file or a folder with all it holds; nothing there is fine.
  static func remove(_ path: String) throws(FileError) {
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      var status = stat()
      if lstat(path, &status) != 0 && errno == ENOENT { return }
      throw FileError(path, "cannot remove: \(error.localizedDescription)")
    }
  }

  /// Writes all of `bytes`.
  static func write(
    _ bytes: UnsafeRawBufferPointer, to descriptor: Int32, _ path: String
  ) throws(FileError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = UnsafeRawBufferPointer(rebasing: rest)
      let count = Foundation.write(descriptor, piece.baseAddress, piece.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw FileError(path, cannot: "write", systemError: errno) }
      rest = rest.dropFirst(count)
    }
  }
}
