import Kernels
import Runtime

/// `y[…, m, n] = Σ a[…, m, k] · b[…, k, n]`, summed over `k`.
///
/// Either `b` is one matrix `[k, n]` for every row of `a`, or both have the same leading axes. A
/// vector counts as a row on the left and as a column on the right.
public struct MatMul: CatalogOp {
  public static let schema = OpSchema(
    "matmul", "Multiplies matrices.",
    elsewhere: ["mm", "bmm", "dot"], formula: "y[…, m, n] = Σₖ a[…, m, k] · b[…, k, n]",
    group: .linear,
    inputs: [
      Operand("a", "...", "matrices [m, k]"), Operand("b", "...", "one or as many matrices [k, n]"),
    ], result: Operand("y", "...", "matrices [m, n]"))

  public static let examples = [
    OpExample(
      inputs: [Tensor([1, 2], [1, 2]), Tensor([2, 2], [1, 2, 3, 4])],
      result: Tensor([1, 2], [7, 10])),
    OpExample(
      inputs: [Tensor([2, 1, 2], [1, 2, 3, 4]), Tensor([2, 2, 1], [1, 2, 3, 4])],
      result: Tensor([2, 1, 1], [5, 25])),
  ]

  public init(_ attributes: AttributeReader) {}

  public func build(
    _ inputs: [Value], in builder: inout GraphBuilder
  ) throws(OpError) -> Value {
    guard inputs.count == 2 else {
      throw OpError(.call, "`matmul` takes 2 inputs (`a`, `b`), not \(inputs.count)")
    }
    let (a, b) = (builder.type(of: inputs[0]), builder.type(of: inputs[1]))
    for (index, type) in [a, b].enumerated() where type.scalar != .f32 || type.rank == 0 {
      throw OpError(.input(index), "`matmul` multiplies matrices of f32, but {\(index)} is \(type)")
    }
    if a.rank > 1, b.rank == 2, !b.dims.contains(.batch) {
      try check(a.dims[a.rank - 1], b.dims[0], a, b)
      return try builder.append(MatrixProduct(name: "matmul"), inputs)[0]
    }
    return try builder.append(MatrixProducts(), inputs)[0]
  }
}

private func check(
  _ left: Dim, _ right: Dim, _ a: TensorType, _ b: TensorType
) throws(OpError) {
  if left != right {
    throw OpError(
      .input(1),
      "`matmul` multiplies rows of \(left) by columns of \(right): {0} is "
        + "\(a.shapeDescription), {1} is \(b.shapeDescription)",
      notes: [.init(.input(0), "{0} comes from here")])
  }
}

/// `y = op(a) · op(b)` for every pair of matrices, where `op` may transpose.
struct MatrixProducts: Op {
  let name: String
  let transposesA: Bool
  let transposesB: Bool

  init(name: String = "matmul", transposesA: Bool = false, transposesB: Bool = false) {
    (self.name, self.transposesA, self.transposesB) = (name, transposesA, transposesB)
  }

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] {
    let (a, b) = (inputs[0], inputs[1])
    if b.rank == 1 {
      try check(a.dims[a.rank - 1], b.dims[0], a, b)
      return [TensorType(a.dims.dropLast(), tail: a.tail)]
    }
    if a.rank == 1 {
      try check(a.dims[0], b.dims[b.rank - 2], a, b)
      return [TensorType(b.dims.dropLast(2) + b.dims.suffix(1), tail: b.tail)]
    }
    guard a.dims.dropLast(2).elementsEqual(b.dims.dropLast(2)) else {
      throw OpError(
        .input(1),
        "`matmul` needs the same leading axes, but {0} is \(a.shapeDescription) and "
          + "{1} is \(b.shapeDescription)",
        notes: [.init(.input(0), "{0} is \(a.shapeDescription)")])
    }
    if let ragged = inputs.firstIndex(where: \.isRagged) {
      throw OpError(
        .input(ragged),
        "`matmul` multiplies a ragged value only by one matrix, but {0} is "
          + "\(a.shapeDescription) and {1} is \(b.shapeDescription)")
    }
    let (rows, inner) = (
      a.dims[a.rank - (transposesA ? 1 : 2)], a.dims[a.rank - (transposesA ? 2 : 1)]
    )
    let (other, columns) = (
      b.dims[b.rank - (transposesB ? 1 : 2)], b.dims[b.rank - (transposesB ? 2 : 1)]
    )
    try check(inner, other, a, b)
    let tail: TensorType.Tail = a.tail == .zero || b.tail == .zero ? .zero : .arbitrary
    return [TensorType(Array(a.dims.dropLast(2)) + [rows, columns], tail: tail)]
  }

  func overhangs(ofInputs inputs: [TensorType], result: Int) -> [Int] {
    inputs.map { $0.isRagged ? result : 0 }
  }

  func flops(_ call: KernelCall) -> Double {
    let inner = call.input(0).size(transposesA && call.input(0).rank > 1 ? -2 : -1)
    return 2 * Double(call.result(0).count) * Double(inner)
  }

  func forward(_ call: KernelCall) {
    let (a, b, y) = (call.input(0), call.input(1), call.result(0))
    // The rows of a ragged value lie one behind the other, not in matrices of one size.
    if b.rank == 1, a.rank > 1 {
      return forEachRun(of: y, with: a) { first, firstOfA, rows, _ in
        Gemm.gemm(
          false, false, m: rows, n: 1, k: b.count, a.floats + firstOfA, lda: max(1, b.count),
          b.floats, ldb: 1, y.floats + first, ldc: 1)
      }
    }
    let (aRows, aColumns) = matrix(a, isLeft: true)
    let (bRows, bColumns) = matrix(b, isLeft: false)
    let (m, k) = transposesA ? (aColumns, aRows) : (aRows, aColumns)
    let n = transposesB ? bRows : bColumns
    // A vector on one side is shared by all matrices of the other.
    let count = m * n == 0 ? 0 : y.count / (m * n)
    for index in 0..<count {
      Gemm.gemm(
        transposesA, transposesB, m: m, n: n, k: k,
        a.floats + (a.rank > 1 ? index * aRows * aColumns : 0), lda: max(1, aColumns),
        b.floats + (b.rank > 1 ? index * bRows * bColumns : 0), ldb: max(1, bColumns),
        y.floats + index * m * n, ldc: max(1, n))
    }
  }

  func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    guard let dy = upstream[0] else { return [] }
    let (a, b) = (call.inputs[0], call.inputs[1])
    guard builder.type(of: a).rank > 1, builder.type(of: b).rank > 1 else {
      let op = VectorProductGradient(
        a: builder.type(of: a), b: builder.type(of: b))
      return try builder.append(op, [a, b, dy])
    }
    let forA = MatrixProducts(name: "matmul_gradient", transposesB: true)
    let forB = MatrixProducts(name: "matmul_gradient", transposesA: true)
    return [
      call.wantsGradient[0] ? try builder.append(forA, [dy, b])[0] : nil,
      call.wantsGradient[1] ? try builder.append(forB, [a, dy])[0] : nil,
    ]
  }
}

private func matrix(_ view: TensorView, isLeft: Bool) -> (rows: Int, columns: Int) {
  if view.rank == 1 { return isLeft ? (1, view.size(0)) : (view.size(0), 1) }
  return (view.size(-2), view.size(-1))
}

/// The gradients of a product where one side is a vector `v` and the other stacks matrices `M`:
/// `dM = dy ⊗ v`, `dv = Σ dy · M`.
struct VectorProductGradient: GradientOp {
  let name = "matmul_gradient"
  let a: TensorType
  let b: TensorType

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] { [a, b] }

  func forward(_ call: KernelCall) {
    let (a, b, dy) = (call.input(0), call.input(1), call.input(2))
    let (da, db) = (call.result(0), call.result(1))
    let (aRows, inner) = matrix(a, isLeft: true)
    let columns = matrix(b, isLeft: false).columns
    da.floats.update(repeating: 0, count: da.count)
    db.floats.update(repeating: 0, count: db.count)
    if b.rank == 1 {
      forEachRun(of: dy, with: da) { first, firstOfResult, rows, _ in
        Gemm.gemm(
          false, true, m: rows, n: inner, k: 1, dy.floats + first, lda: 1, b.floats, ldb: 1,
          da.floats + firstOfResult, ldc: max(1, inner))
      }
      return forEachRun(of: dy, with: a) { first, firstOfA, rows, _ in
        Gemm.gemm(
          true, false, m: inner, n: 1, k: rows, a.floats + firstOfA, lda: max(1, inner),
          dy.floats + first, ldb: 1, beta: 1, db.floats, ldc: 1)
      }
    }
    let count = aRows * columns == 0 ? 0 : dy.count / (aRows * columns)
    for index in 0..<count {
      let (fromA, fromB) = (
        a.rank > 1 ? index * aRows * inner : 0, b.rank > 1 ? index * inner * columns : 0
      )
      let up = dy.floats + index * aRows * columns
      Gemm.gemm(
        false, true, m: aRows, n: inner, k: columns, up, lda: max(1, columns), b.floats + fromB,
        ldb: max(1, columns), beta: 1, da.floats + fromA, ldc: max(1, inner))
      Gemm.gemm(
        true, false, m: inner, n: columns, k: aRows, a.floats + fromA, lda: max(1, inner), up,
        ldb: max(1, columns), beta: 1, db.floats + fromB, ldc: max(1, columns))
    }
  }
}
