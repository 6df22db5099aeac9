import CFuzzer
import GraphDSL
import Ops
import Runtime

/// Feeds made-up bytes to everything that reads what a user types.
///
/// The first byte chooses: `$` an expression with names in scope, `=` the formula of a `map` with
/// its gradient, all else a whole model file, through the reader, parameters, blocks, loops, wires and
/// shapes, and the messages about it. Nothing may crash, hang, run past memory or give a message
/// without a place.
@main
enum ModelFuzzer {
  static func main() {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    let status = withUnsafeMutablePointer(to: &arguments) { pointer in
      LLVMFuzzerRunDriver(&count, OpaquePointer(pointer).map(UnsafeMutablePointer.init)) {
        bytes, count in
        ModelFuzzer.run(UnsafeBufferPointer(start: bytes, count: count))
        return 0
      }
    }
    precondition(status == 0, "libFuzzer ended with \(status)")
  }

  private static func run(_ bytes: UnsafeBufferPointer<UInt8>) {
    let text = String(decoding: bytes.dropFirst(), as: UTF8.self)
    switch bytes.first {
    case UInt8(ascii: "$"): runExpression(text)
    case UInt8(ascii: "="): runFormula(text)
    default: runModel(Array(bytes))
    }
  }

  private static func runModel(_ bytes: [UInt8]) {
    var diagnostics = Diagnostics()
    let file = SourceFile(path: "fuzzed.yaml", bytes: bytes)
    let (spec, sources) = ModelLoader.load(file, into: &diagnostics)
    if let spec {
      let model = ModelLowering.lower(
        spec, mode: .training, catalog: catalog, into: &diagnostics)
      precondition(model != nil || diagnostics.hasErrors, "refused without a word")
    }
    for format in DiagnosticRenderer.Format.allCases {
      let text = DiagnosticRenderer(sources: sources, format: format).render(diagnostics)
      precondition(text.isEmpty == diagnostics.all.isEmpty, "a problem that nobody sees")
    }
  }

  private static func runExpression(_ text: String) {
    guard let expression = try? ScalarExpression(text) else { return }
    let scope = ExpressionScope([
      "n": 3, "rate": 0.5, "name": "lstm", "flag": true, "list": [1, 2, 3],
    ])
    do {
      _ = try expression.value(in: scope)
    } catch {
      precondition(!error.message.isEmpty)
      precondition(error.range.upperBound <= text.utf8.count, "a place outside of the text")
    }
  }

  private static func runFormula(_ text: String) {
    do {
      let formula = try Formula(text, operands: ["a", "b"])
      let (gradient, _) = formula.gradient(for: [0, 1])
      for each in [formula, gradient] {
        let program = FormulaProgram(each)
        precondition(program.resultCount == each.results.count, "a result was lost")
        // A comparison has no gradient, so nothing to print.
        precondition(each.description.isEmpty == each.results.isEmpty, "a print of nothing")
      }
    } catch {
      precondition(!error.message.isEmpty)
      precondition((error.range?.upperBound ?? 0) <= text.utf8.count, "a place outside of the text")
    }
  }
}
