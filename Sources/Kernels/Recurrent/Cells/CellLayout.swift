/// How the gates of a cell stand beside each other, and which products the loop over the steps takes.
struct CellLayout {
  /// A product of a state and some columns of the recurrent weights.
  struct Product {
    /// The products of a stage come before its arithmetic, and after it on the way back.
    var stage = 0
    /// The blocks of the kernel's columns.
    let weights: Range<Int>
    /// The first block of gates that it is added to.
    let gates: Int
    /// Whether it reads what stage 0 saved instead of h₋.
    var readsSaved = false
  }

  /// The blocks of `units` numbers in a row of gates: first those that x reaches.
  let gates: Int
  /// The blocks of `units` columns of the kernel.
  let weights: Int
  /// The products of the loop over the steps.
  let products: [Product]
  /// The block that the forget bias is added to.
  var forgetGate: Int?
  /// Whether each row keeps a second state beside gates and h₋.
  var keepsSaved = false
  /// Whether a part of the gradient goes from h to h₋ past the gates.
  var hasBypass = false

  /// How often the arithmetic of a row waits for products.
  var stages: Int { (products.last?.stage ?? 0) + 1 }

  /// A cell of one gate.
  static let simple = CellLayout(
    gates: 1, weights: 1, products: [Product(weights: 0..<1, gates: 0)])
}
