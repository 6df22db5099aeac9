import Foundation
import Runtime

/// Opens TFRecord files as sets.
struct RecordLoader {
  let layout: DataLayout
  let options: DataOptions

  /// The sets that `options.use` asks for.
  func source() throws -> DataSource {
    let classes = try classList()
    var source = DataSource(classes: classes)
    switch options.use {
    case .everything:
      source.eval = try whole(layout.train + layout.eval, classes)
    case .evaluation where !layout.eval.isEmpty:
      source.eval = try whole(layout.eval, classes)
    case .training where !layout.eval.isEmpty:
      source.train = try whole(layout.train, classes)
      source.eval = try whole(layout.eval, classes)
    case .training, .evaluation:
      let (train, heldOut) = try load(layout.train, classes) { $0 % 5 == 4 }
      source.train = options.use == .training ? train : nil
      source.eval = heldOut.count > 0 ? heldOut : nil
      source.notices.append(
        "no evaluation files: every 5th of \(train.count + heldOut.count) records is held out")
    }
    return source
  }

  private func classList() throws -> ClassList {
    guard let path = layout.classes else {
      if let classes = options.classes { return classes }
      throw DataFileError(
        file: layout.train.first ?? "data",
        reason: "records hold class numbers, but there is no "
          + "class list beside them",
        hint: "add a file `training.tfrecord.classes`, one name a line")
    }
    let classes = try ClassList(path: path)
    if let known = options.classes, known != classes {
      throw DataFileError(
        file: path,
        reason: "lists \(classes.count) classes, which are not the \(known.count) of the network",
        hint: "records hold class numbers, so both lists must be the same")
    }
    return classes
  }

  private func whole(_ paths: [String], _ classes: ClassList) throws -> Dataset {
    try load(paths, classes) { _ in false }.kept
  }

  /// Reads `paths` into memory or makes an index, putting the records whose number over all files
  /// `isHeldOut` picks into a set of their own.
  private func load(
    _ paths: [String], _ classes: ClassList, isHeldOut: (Int) -> Bool
  ) throws -> (kept: Dataset, heldOut: Dataset) {
    let fields = layout.description.fields
    let files = try paths.map {
      try InkRecords(path: $0, fields: fields, classCount: classes.count)
    }
    let bytes = files.reduce(0) { $0 + $1.file.size }
    let kept: any ExampleSource
    let heldOut: any ExampleSource
    if bytes > options.memoryLimit {
      (kept, heldOut) = try indexed(
        files, RecordExamples(fields: fields, classCount: classes.count), isHeldOut)
    } else {
      (kept, heldOut) = try inMemory(files, isHeldOut)
    }
    func set(_ source: any ExampleSource) -> Dataset {
      Dataset(
        source: source, classes: classes, name: Self.name(paths), files: paths, byteCount: bytes)
    }
    guard kept.count > 0 else {
      throw DataFileError(file: Self.name(paths), reason: "there are no records")
    }
    return (set(kept), set(heldOut))
  }

  private func inMemory(
    _ files: [InkRecords], _ isHeldOut: (Int) -> Bool
  ) throws -> (MemoryExamples, MemoryExamples) {
    var kept = MemoryExamples()
    var heldOut = MemoryExamples()
    var number = 0
    for file in files {
      while let (example, _) = try file.next() {
        if isHeldOut(number) {
          heldOut.add(example.ink, label: example.classIndex)
        } else {
          kept.add(example.ink, label: example.classIndex)
        }
        number += 1
      }
    }
    return (kept, heldOut)
  }

  private func indexed(
    _ files: [InkRecords], _ empty: RecordExamples, _ isHeldOut: (Int) -> Bool
  ) throws -> (RecordExamples, RecordExamples) {
    var kept = empty
    var heldOut = empty
    var number = 0
    for file in files {
      kept.index.open(file.file)
      heldOut.index.open(file.file)
      while let place = try file.skip() {
        if isHeldOut(number) { heldOut.add(place) } else { kept.add(place) }
        number += 1
      }
    }
    return (kept, heldOut)
  }

  /// What a set of files is called: the first, and how many more there are.
  static func name(_ paths: [String]) -> String {
    guard let first = paths.first else { return "data" }
    return paths.count == 1 ? first : "\(first) and \(paths.count - 1) more"
  }
}
