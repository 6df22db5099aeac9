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

  /// The picture as an element of a page that has the rules of ``PlotStyle`` for `scope`.
  static func element(of model: LoweredModel, scope: String, id: String) -> String {
    PlotSVG.element(PlotGraph(model), scope: scope, id: id)
  }
}
