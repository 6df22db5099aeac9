import GraphDSL

/// The keys of a model file with what an editor shows of them, in the order in which they are best
/// written.
enum TopKeys {
  /// All keys and their meanings.
  static let all: [(name: String, summary: String)] = [
    (
      "graphrun",
      "The version of the language the file is written for: \(ModelSpec.languageVersion). "
        + "It fixes every default."
    ),
    ("name", "What the model and its runs are called; the file's name if left out."),
    ("extends", "The file that this one edits, beside this file."),
    ("remove", "Paths of what to remove from the base; the gap in a chain of nodes is closed."),
    ("use", "Libraries of blocks, beside this file or shipped: `[blocks/conv.yaml]`."),
    (
      "set",
      "New values by path. A bare name is a parameter; a path is a node's attribute or any other "
        + "key, such as `graph.convs.conv.mask`."
    ),
    ("add", "New nodes and keys by path. A node says `after` or `before`."),
    ("params", "Numbers and choices with names, to be changed for a run: `--set name=value`."),
    ("dims", "The names of free sizes: `batch` or `ragged`."),
    ("inputs", "The types of what a batch brings, such as `f32[B, T, 3]`."),
    ("blocks", "Ops that this file defines, each of nodes under `do`."),
    ("graph", "The nodes, by name. A node reads the one above unless it says `from`."),
    ("loss", "The node that training makes small."),
    ("metrics", "Nodes that an evaluation reports."),
    ("outputs", "Nodes that a prediction returns."),
    ("data", DataSpec.schema.summary),
    ("train", TrainSpec.schema.summary),
  ]

  /// The meaning of a key.
  static func summary(_ name: String) -> String {
    guard let key = all.first(where: { $0.name == name }) else {
      preconditionFailure("`\(name)` is no key of model files")
    }
    return key.summary
  }
}
