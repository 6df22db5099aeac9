import Foundation

/// Programs that others wrote and that read what graphrun writes: TensorBoard, safetensors, PyTorch.
///
/// `scripts/readers` installs them.
public enum PythonReaders {
  /// How a program ended.
  public struct Result: Sendable {
    public let status: Int32
    public let output: String
    public let errors: String
  }

  /// Runs a program with them.
  ///
  /// - Parameters:
  ///   - program: The text of a Python program.
  ///   - arguments: Its arguments.
  /// - Returns: nil, after printing why, when this machine does not have them.
  /// - Throws: What starting it throws.
  public static func run(_ program: String, _ arguments: [String]) throws -> Result? {
    let python = Repository.root.appending(path: ".build/readers/bin/python3")
    guard FileManager.default.isExecutableFile(atPath: python.path) else {
      print("no TensorBoard, safetensors and PyTorch: scripts/readers, to run these tests")
      return nil
    }
    let folder = try TemporaryFolder()
    let process = Process()
    process.executableURL = python
    process.arguments = [try folder.write(program, to: "program.py")] + arguments
    for (name, set) in [
      ("output", { process.standardOutput = $0 }), ("errors", { process.standardError = $0 }),
    ] as [(String, (FileHandle) -> Void)] {
      try folder.write("", to: name)
      set(try FileHandle(forWritingTo: URL(filePath: folder.file(name))))
    }
    try process.run()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus, output: try folder.text("output"),
      errors: try folder.text("errors"))
  }
}
