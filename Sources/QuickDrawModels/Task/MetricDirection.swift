import GraphDSL
import Ops
import Runtime

extension LoweredModel {
  /// Whether smaller values of an evaluated metric are better: the loss, and a metric whose op is a
  /// loss.
  public func prefersSmall(_ metric: String) -> Bool {
    guard metric != "loss" else { return true }
    let op = nodes.first { $0.spec.name.value == "metrics.\(metric)" }?.spec.op.value
    return catalog.contains { $0.schema.name == op && $0.schema.group == .loss }
  }
}
