/// The list of a checkpoint's files with their sizes and digests; written last.
struct CheckpointManifest: Equatable {
  static let fileName = "manifest.json"

  struct Entry: Equatable {
    let name: String
    let receipt: OutputFile.Receipt
  }

  let step: Int
  let files: [Entry]

  var json: JSONValue {
    [
      "step": .integer(step),
      "files": .array(
        files.map {
          [
            "name": .string($0.name), "size": .integer($0.receipt.size),
            "sha256": .string($0.receipt.sha256),
          ]
        }),
    ]
  }

  init(step: Int, files: [Entry]) {
    self.step = step
    self.files = files
  }

  /// Reads the manifest of the checkpoint in `folder`.
  init(in folder: String) throws(FileError) {
    let path = "\(folder)/\(Self.fileName)"
    let text = try InputFile.contents(of: path, limit: 1 << 20)
    let json: JSONValue
    do { json = try JSONValue(parsing: text) } catch { throw error.within(path) }
    guard let step = json["step"]?.integer, let list = json["files"]?.array else {
      throw FileError(path, "has no `step` or no `files`")
    }
    var files: [Entry] = []
    for entry in list {
      guard let name = entry["name"]?.string, !name.contains("/"),
        let size = entry["size"]?.integer, let digest = entry["sha256"]?.string
      else { throw FileError(path, "an entry of `files` has no `name`, `size` or `sha256`") }
      files.append(Entry(name: name, receipt: OutputFile.Receipt(size: size, sha256: digest)))
    }
    self.init(step: step, files: files)
  }

  /// Reads every file and compares it with the list.
  func verify(in folder: String) throws(FileError) {
    for entry in files {
      let file = try InputFile("\(folder)/\(entry.name)")
      guard file.size == entry.receipt.size else {
        throw FileError(
          file.path, "is damaged: \(file.size) bytes, \(entry.receipt.size) in the manifest")
      }
      guard try file.sha256() == entry.receipt.sha256 else {
        throw FileError(file.path, "is damaged: its digest differs from the manifest's")
      }
    }
  }
}
