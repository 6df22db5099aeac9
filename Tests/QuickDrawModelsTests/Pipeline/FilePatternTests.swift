import TestSupport
import Testing

@testable import QuickDrawModels

@Suite struct FilePatternTests {
  @Test(arguments: [
    ("cat.ndjson", "*.ndjson", true), ("cat.ndjson", "c?t.nd*", true), ("cat", "c", false),
    ("cat", "cat?", false), ("cat", "*", true), ("aXbXc", "a*X*c", true), ("ab", "a*b*", true),
    ("crème", "cr?me", true), ("abcabd", "*abd", true), ("abcabd", "*abc", false),
  ])
  func wildcardsMatchNames(_ name: String, _ pattern: String, _ expected: Bool) {
    #expect(FilePattern.matches(name, Array(pattern)) == expected)
  }

  @Test func filesAreFoundInOrder() throws {
    let folder = try TemporaryFolder()
    for name in ["t-00001-of-00002", "t-00000-of-00002", "t-00000-of-00002.json", ".t-x"] {
      try folder.write("", to: name)
    }
    let found = FilePattern(text: "t-?????-of-?????").files(in: folder.path)
    #expect(found == ["t-00000-of-00002", "t-00001-of-00002"].map(folder.file))
    #expect(FilePattern(text: "\(folder.path)/t-*.json").files(in: "elsewhere").count == 1)
    #expect(FilePattern(text: "no/such/*").files(in: folder.path).isEmpty)
  }

  @Test func shardNamesAreRead() {
    let shard = ShardName("data/training.tfrecord-00003-of-00010")
    #expect(shard?.base == "data/training.tfrecord")
    #expect(shard?.index == 3)
    #expect(shard?.count == 10)
    #expect(ShardName.path("data/training.tfrecord", 3, of: 10).hasSuffix("-00003-of-00010"))
    #expect(ShardName("training.tfrecord") == nil)
    #expect(ShardName("a-3-of-10") == nil)
  }

  @Test func missingAndMixedShardsAreNamed() throws {
    try ShardName.check(["plain", "t-00000-of-00002", "t-00001-of-00002"])
    let missing = #expect(throws: DataFileError.self) {
      try ShardName.check(["t-00000-of-00003", "t-00002-of-00003"])
    }
    #expect(missing?.file == "t-00001-of-00003")
    #expect(throws: DataFileError.self) {
      try ShardName.check(["t-00000-of-00001", "t-00000-of-00002"])
    }
  }
}
