import OracleSupport
import Runtime

/// Padding of `oracles/gradients`.
let shapeMappings: [OracleMapping] = [
  OracleMapping("pad") { oracle in
    guard case .list(let pads)? = oracle.attributes["pads"] else { throw Unmapped("no pads") }
    let pairs = pads.map { pair -> [Int] in
      guard case .list(let ends) = pair else { return [] }
      return ends.compactMap { if case .int(let count) = $0 { count } else { nil } }
    }
    return try padding(
      pairs.enumerated().map { ($0.offset, $0.element[0], $0.element[1]) },
      value: oracle.attributes["value"], of: "x")
  },
  OracleMapping("reverse_sequence") { _ in throw Unmapped("checked by ReverseOracleTests") },
]

/// Padding, running sums, reversal and one-hot vectors of `oracles/onnx-node`.
let onnxShapeMappings: [OracleMapping] = [
  OracleMapping("Pad", call: onnxPad),
  OracleMapping("ReverseSequence") { _ in throw Unmapped("checked by ReverseOracleTests") },
  OracleMapping("CumSum") { oracle in
    guard let axis = oracle.inputs[1].tensor?.integers.first else { throw Unmapped("no axis") }
    return OracleCall(
      op: "cumulative_sum",
      attributes: [
        "axis": .int(axis), "exclusive": .bool(oracle.integer("exclusive") == 1),
        "reverse": .bool(oracle.integer("reverse") == 1),
      ], inputs: [.init(oracle.inputs[0].name)])
  },
  OracleMapping("OneHot", call: onnxOneHot),
]

/// Normalisations of `oracles/onnx-node` whose channels are axis 1.
let onnxNormMappings: [OracleMapping] = [
  OracleMapping("GroupNormalization") { try onnxGroupNorm($0, groups: $0.integer("num_groups")) },
  OracleMapping("InstanceNormalization") { try onnxGroupNorm($0, groups: nil) },
  OracleMapping("RMSNormalization") { oracle in
    let names = oracle.inputs.map(\.name)
    let rank = try oracle.operand(.init(names[0])).shape.count
    let axis = oracle.integer("axis") ?? -1
    return OracleCall(
      op: "rms_norm",
      attributes: [
        "axes": .int(axis < 0 ? -axis : rank - axis),
        "epsilon": oracle.attributes["epsilon"] ?? 1e-5,
      ], inputs: [.init(names[0])], parameters: ["gamma": .init(names[1])])
  },
]

/// One `pad` for each axis that gets longer, one behind the other.
private func padding(
  _ pads: [(axis: Int, before: Int, after: Int)], value: AttributeValue?, of name: String
) throws -> OracleCall {
  guard pads.allSatisfy({ $0.before >= 0 && $0.after >= 0 }) else {
    throw Unmapped("`pad` takes nothing away")
  }
  var steps = pads.filter { $0.before + $0.after > 0 }.map { pad in
    (
      op: "pad",
      attributes: [
        "axis": .int(pad.axis), "left": .int(pad.before), "right": .int(pad.after),
        "value": value ?? 0,
      ] as [String: AttributeValue]
    )
  }
  guard !steps.isEmpty else { return OracleCall(op: "identity", inputs: [.init(name)]) }
  let first = steps.removeFirst()
  return OracleCall(
    op: first.op, followers: steps, attributes: first.attributes, inputs: [.init(name)])
}

private func onnxPad(_ oracle: OracleCase) throws -> OracleCall {
  guard oracle.attributes["mode"] ?? "constant" == "constant" else {
    throw Unmapped("`pad` puts one number around")
  }
  func operand(_ index: Int) -> OracleTensor? {
    oracle.inputs.count > index ? oracle.inputs[index].tensor : nil
  }
  let rank = try oracle.operand(.init(oracle.inputs[0].name)).shape.count
  guard let pads = operand(1)?.integers ?? oracle.integers("pads") else {
    throw Unmapped("no pads")
  }
  let axes = operand(3)?.integers ?? Array(0..<rank)
  let value = operand(2)?.doubles.first.map { AttributeValue.float($0) }
  return try padding(
    axes.indices.map { (axes[$0], pads[$0], pads[axes.count + $0]) },
    value: value ?? oracle.attributes["value"], of: oracle.inputs[0].name)
}

private func onnxOneHot(_ oracle: OracleCase) throws -> OracleCall {
  let ids = try oracle.operand(.init(oracle.inputs[0].name))
  guard let depth = oracle.inputs[1].tensor?.doubles.first,
    let values = oracle.inputs[2].tensor?.doubles, ids.doubles.allSatisfy({ (0..<depth) ~= $0 })
  else { throw Unmapped("`one_hot` counts from 0 and has no place for other numbers") }
  let rank = ids.shape.count + 1
  let given = oracle.integer("axis") ?? -1
  let axis = given < 0 ? given + rank : given
  return OracleCall(
    op: "one_hot",
    attributes: ["classes": .float(depth), "on": .float(values[1]), "off": .float(values[0])],
    inputs: [.init(oracle.inputs[0].name)],
    output: .init(oracle.outputs[0].name, permutation: (0..<rank).filter { $0 != axis } + [axis]))
}

private func onnxGroupNorm(_ oracle: OracleCase, groups: Int?) throws -> OracleCall {
  let names = oracle.inputs.map(\.name)
  let shape = try oracle.operand(.init(names[0])).shape
  let channelsLast = [0] + Array(2..<max(2, shape.count)) + [1]
  // Up to operator set 20 there is one scale a group.
  guard try oracle.operand(.init(names[1])).count == shape[1] else {
    throw Unmapped("`group_norm` has one scale a channel")
  }
  return OracleCall(
    op: "group_norm",
    attributes: [
      "groups": .int(groups ?? shape[1]), "epsilon": oracle.attributes["epsilon"] ?? 1e-5,
    ],
    inputs: [.init(names[0], permutation: channelsLast)],
    parameters: ["gamma": .init(names[1]), "beta": .init(names[2])],
    output: .init(oracle.outputs[0].name, permutation: channelsLast))
}
