import Foundation

/// The definition of attention in double precision, one query at a time.
struct AttentionReference {
  var heads: Int
  var isCausal = false
  /// The examples' queries and keys that exist; what lies behind is padding.
  var queryLengths: [Int]
  var keyLengths: [Int]
  /// The padded steps and the channels of each.
  var queries: Int
  var keys: Int
  var size: Int
  var values: Int
  var query: [Double]
  var key: [Double]
  var value: [Double]

  /// `[batch, queries, values]`, with zeros in the padding.
  func result() -> [Double] {
    var y = [Double](repeating: 0, count: queryLengths.count * queries * values)
    for example in queryLengths.indices {
      for step in 0..<queryLengths[example] {
        for head in 0..<heads {
          let seen = isCausal ? min(keyLengths[example], step + 1) : keyLengths[example]
          let weights = weights(example, step, head, seen)
          for channel in head * values / heads..<(head + 1) * values / heads {
            y[(example * queries + step) * values + channel] = (0..<seen).reduce(0) {
              $0 + weights[$1] * value[(example * keys + $1) * values + channel]
            }
          }
        }
      }
    }
    return y
  }

  private func weights(_ example: Int, _ step: Int, _ head: Int, _ seen: Int) -> [Double] {
    let part = size / heads
    let products = (0..<seen).map { position in
      (head * part..<(head + 1) * part).reduce(0.0) {
        $0 + query[(example * queries + step) * size + $1]
          * key[(example * keys + position) * size + $1]
      } / Double(part).squareRoot()
    }
    let terms = products.map { exp($0) }
    return terms.map { $0 / terms.reduce(0, +) }
  }
}
