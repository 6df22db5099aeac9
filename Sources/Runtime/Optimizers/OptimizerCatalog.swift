/// Every optimizer that a model file can name.
public enum OptimizerCatalog {
  /// Sorted by name.
  public static let all: [any Optimizer.Type] = [
    Adadelta.self,
    Adagrad.self,
    Adam.self,
    Adamax.self,
    AdamW.self,
    RAdam.self,
    RMSProp.self,
    SGD.self,
  ]

  /// The optimizer of that name in a model file, or nil.
  public static func named(_ name: String) -> (any Optimizer.Type)? {
    all.first { $0.schema.name == name }
  }
}
