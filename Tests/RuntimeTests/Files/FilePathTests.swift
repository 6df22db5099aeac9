import Runtime
import Testing

@Suite struct FilePathTests {
  @Test(arguments: [
    ("a", "."), ("a/", "."), ("a/b", "a"), ("a/b/", "a"), ("a//b", "a"), ("/a", "/"), ("/", "/"),
    ("//a", "/"), ("/a/b", "/a"), ("", "."), ("./a", "."), ("../é/ü", "../é"),
  ])
  func aPathLiesInItsFolder(path: String, folder: String) {
    #expect(FilePath.folder(of: path) == folder)
  }
}
