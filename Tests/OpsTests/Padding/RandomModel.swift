import Ops
import Runtime

/// A graph of ops of the catalog, drawn at random with the attributes of their examples.
struct RandomModel {
  let builder: GraphBuilder
  let values: [Value]

  init(seed: UInt64, nodes: Int = 14) {
    var random = RandomNumbers(seed: seed)
    var builder = GraphBuilder(mode: .evaluation)
    var values = [
      builder.input("ink", TensorType([.batch, .ragged(RaggedDim("T")), .fixed(4)])),
      builder.input("ids", TensorType([.batch, .ragged(RaggedDim("T"))], scalar: .i32)),
      builder.input("row", TensorType([.batch, .fixed(4)])),
    ]
    // The ops that can let padding in, more often than by chance.
    let leaky: [(String, [String: AttributeValue])] = [
      ("dense", ["units": 4]), ("conv1d", ["filters": 4, "kernel": 3, "mask": false]),
      ("conv1d", ["filters": 4, "kernel": 2, "stride": 2, "mask": false]),
      ("conv1d", ["filters": 4, "kernel": 3, "padding": "causal", "mask": false]),
      ("bidirectional_lstm", ["units": 2, "cell": "cudnn_lstm"]), ("masked_sum", [:]),
      ("lstm", ["units": 4, "cell": "cudnn_lstm"]), ("mask", [:]), ("tanh", [:]),
    ]
    for node in 0..<nodes {
      for _ in 0..<20 {
        var (name, attributes) = leaky[Int.random(in: 0..<leaky.count, using: &random)]
        if Bool.random(using: &random) {
          let type = catalog[Int.random(in: 0..<catalog.count, using: &random)]
          name = type.schema.name
          let examples = type.examples
          guard !examples.isEmpty else { continue }
          attributes = examples[Int.random(in: 0..<examples.count, using: &random)].attributes
        }
        guard let type = catalog.first(where: { $0.schema.name == name }) else { continue }
        let inputs = type.schema.inputs.map { _ in
          values[max(0, values.count - 1 - Int.random(in: 0..<8, using: &random))]
        }
        var copy = builder
        guard
          let value = try? copy.scoped(
            "n\(node)",
            { builder throws(OpError) in
              try type.init(AttributeReader(attributes)).build(inputs, in: &builder)
            }), copy.type(of: value).dims.first == .batch
        else { continue }
        builder = copy
        values.append(value)
        break
      }
    }
    self.builder = builder
    self.values = values
  }
}
