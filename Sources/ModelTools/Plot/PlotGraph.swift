/// A model's graph as a picture shows it: nodes, what flows between them, and the groups around them.
struct PlotGraph: Sendable {
  /// A box of the picture.
  struct Node: Sendable {
    /// The whole name, such as `convs.0.conv`.
    let name: String
    /// What is written in the box: the name without the groups around it.
    let label: String
    /// The op; nil for an input of the model.
    let op: String?
    /// The attributes that the model file gives, such as `kernel 5`.
    let attributes: [String]
    /// The symbolic shape of the result, axis by axis.
    let axes: [String]
    /// `f32` or `i32`.
    let scalar: String
    /// The trained elements that belong to the node.
    let parameters: Int
    /// Multiplications and additions of one forward pass, in words; nil when there are none.
    let cost: String?
    /// What kind of work it does.
    let family: PlotFamily
    /// The whole names of the groups around it, outermost first.
    let groups: [String]
  }

  /// A value that flows from one node to another, as indices of nodes.
  struct Edge: Hashable, Sendable {
    let source: Int
    let target: Int
  }

  /// A box around nodes.
  struct Group: Sendable {
    /// The whole name, such as `convs.0`.
    let name: String
    /// What is written over it.
    var title: String
    /// What a reader learns when pointing at it.
    var detail: String
  }

  /// The model's name.
  var title: String
  /// What stands below it, such as the number of parameters.
  var subtitle: String
  /// The nodes in the order in which they run, inputs first.
  var nodes: [Node]
  /// Without repetitions, by target and then by source.
  var edges: [Edge]
  /// Every group that some node is in, by name.
  var groups: [String: Group]
}
