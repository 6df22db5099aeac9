import GraphDSL

/// A picture of a model's graph.
public enum ModelPlot: String, CaseIterable, Sendable {
  /// For documents and browsers, laid out here.
  case svg
  /// For Graphviz.
  case dot

  /// The picture of a model's forward pass: what its loss and its outputs need.
  ///
  /// - Parameter model: A model without errors, lowered for training.
  /// - Returns: A text that ends with a line break.
  public func text(of model: LoweredModel) -> String {
    let graph = PlotGraph(model)
    return switch self {
    case .svg: PlotSVG.text(graph)
    case .dot: PlotDot.text(graph)
    }
  }
}
