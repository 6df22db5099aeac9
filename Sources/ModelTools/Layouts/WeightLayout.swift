import GraphDSL
import QuickDrawModels
import Runtime

/// How the weights of a model are named and laid out in another framework.
public struct WeightLayout: Sendable {
  /// A framework.
  public enum Framework: String, CaseIterable, Sendable {
    case pytorch, tensorflow
  }

  /// Why a model has no such layout.
  public struct Unsupported: Error, Sendable, CustomStringConvertible {
    let framework: Framework
    let nodes: [String]

    /// The nodes that have no counterpart.
    public var description: String {
      "there is no \(framework.rawValue) layout for "
        + LoadReport.shortened(nodes.map { DisplayText.escaped($0) })
    }
  }

  let groups: [TensorGroup]
  /// What to do about names that do not fit.
  let advice: String
  /// Other tensors that may be there and are not needed.
  let ignored: Set<String>

  /// The layout of a model's weights.
  ///
  /// - Parameters:
  ///   - framework: The framework.
  ///   - model: The model.
  ///   - present: The tensors of the file that is to be read, where a framework has several names for
  ///     one; empty for a file to be written.
  /// - Throws: ``Unsupported`` when a node with weights has no counterpart there.
  public init(
    _ framework: Framework, of model: LoweredModel, present: [TensorShape] = []
  ) throws(Unsupported) {
    var (groups, ignored, unsupported): ([TensorGroup], Set<String>, [String]) = ([], [], [])
    var tensorFlow = TensorFlowLayout()
    let there = Set(present.map(\.name))
    for layer in LayerWeights.all(of: model) {
      let found: [TensorGroup]?
      switch framework {
      case .pytorch:
        found = PyTorchLayout.groups(of: layer)
        ignored.formUnion(PyTorchLayout.ignored(of: layer))
      case .tensorflow:
        found = tensorFlow.names(of: layer)?.map { tensor, names in
          TensorGroup.renamed(tensor, to: names.first { there.contains($0) } ?? names[0])
        }
      }
      if let found {
        groups += found
      } else {
        unsupported.append("`\(layer.node)` (\(layer.op))")
      }
    }
    guard unsupported.isEmpty else {
      throw Unsupported(framework: framework, nodes: unsupported)
    }
    self.groups = groups
    self.ignored = ignored
    advice =
      framework == .pytorch
      ? "the module's parts must be called as the model's nodes are"
      : "--map FILE with lines `THEIR NAME: OUR NAME` renames tensors"
  }

  /// The layout that a map describes: other names for the model's own tensors.
  public init(_ map: NameMap, of model: LoweredModel) {
    let shapes = ParameterStore(for: model.graph.builder.graph).shapes
    groups = shapes.map { tensor in
      TensorGroup.renamed(
        tensor, to: map.names.first { $0.own == tensor.name }?.other ?? tensor.name)
    }
    let known = Set(shapes.map(\.name))
    unknown = map.names.map { $0.own }.filter { !known.contains($0) }
    ignored = map.ignored
    advice = "a line `THEIR NAME: null` in the map leaves a tensor aside"
  }

  /// Names of a map that the model does not have.
  private(set) var unknown: [String] = []
}
