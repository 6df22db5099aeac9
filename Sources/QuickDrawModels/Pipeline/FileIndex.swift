import Runtime

/// Where drawings lie in files: 16 bytes a drawing, however long it is.
struct FileIndex: Sendable {
  /// A stretch of one of the files.
  struct Place {
    let file: InputFile
    /// The number of the record or line in its file, as messages give it.
    let number: Int
    let offset: Int
    let length: Int
  }

  private var files: [InputFile] = []
  /// For each file the index behind its last drawing.
  private var ends: [Int] = []
  private var offsets: [Int] = []
  private var lengths: [UInt32] = []
  private var numbers: [UInt32] = []

  /// The number of drawings.
  var count: Int { offsets.count }

  /// The bytes of the drawing at `index`.
  func length(of index: Int) -> Int { Int(lengths[index]) }

  /// Makes `file` the one that drawings are added for.
  mutating func open(_ file: InputFile) {
    files.append(file)
    ends.append(count)
  }

  /// Adds a drawing of the file opened last.
  mutating func add(number: Int, offset: Int, length: Int) {
    numbers.append(UInt32(clamping: number))
    offsets.append(offset)
    lengths.append(UInt32(clamping: length))
    ends[ends.count - 1] = count
  }

  /// Where the drawing at `index` lies.
  func place(of index: Int) -> Place {
    var low = 0
    var high = files.count - 1
    while low < high {
      let middle = (low + high) / 2
      if index < ends[middle] { high = middle } else { low = middle + 1 }
    }
    return Place(
      file: files[low], number: Int(numbers[index]), offset: offsets[index],
      length: length(of: index))
  }
}
