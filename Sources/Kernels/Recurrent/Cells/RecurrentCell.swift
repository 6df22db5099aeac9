/// The arithmetic of a recurrent cell on one row, that is one step of one example.
///
/// ``RecurrentSteps`` does all else: it finds the rows and adds the products that ``layout`` names.
/// The functions stand alone and work on rows that a product just left in the nearest cache; fused
/// with the product they would fight it for registers.
protocol RecurrentCell {
  static var layout: CellLayout { get }

  /// Replaces the sums of a row of gates by what ``backward`` needs of them.
  ///
  /// In the last stage both places of the output receive h.
  static func forward(_ stage: Int, _ row: CellRow, _ output: CellOutput)

  /// Replaces the numbers in a row of gates by the gradients of their sums; last stage first.
  ///
  /// `gradient.hidden` is what the following step passes back to h, and with a bypass on return what
  /// of it passes on to h₋; `gradient.saved` is the same for the saved state.
  static func backward(_ stage: Int, _ row: CellRow, _ gradient: CellGradient)
}

/// What a cell reads and writes of one row.
struct CellRow {
  /// The size of the state.
  let units: Int
  /// [gates · units].
  let gates: UnsafeMutablePointer<Float>
  /// [units]: h₋.
  let previousHidden: UnsafePointer<Float>
  /// [units]: the second state of the row; meaningless for a cell that keeps none.
  let saved: UnsafeMutablePointer<Float>
  /// [units]: the second state of the row before, or that before the first step.
  let previousSaved: UnsafePointer<Float>
}

/// Where h goes; [units] each.
struct CellOutput {
  /// The row of y.
  let hidden: UnsafeMutablePointer<Float>
  /// The start of the next step.
  let next: UnsafeMutablePointer<Float>
}

/// The gradients that reach a row from outside its gates; [units] each.
struct CellGradient {
  /// From y.
  let output: UnsafePointer<Float>
  /// From the following step to h.
  let hidden: UnsafeMutablePointer<Float>
  /// From the following step, or from a product, to the second state.
  let saved: UnsafeMutablePointer<Float>
}
