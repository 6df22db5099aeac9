import Ops
import OracleSupport
import Runtime
import Testing

/// What an op says of steps past an example's end is what its kernel does.
@Suite struct PaddingLaws {
  /// Calls that let padding in, or nearly do.
  static let special: [PaddingCase] =
    ["same", "valid", "causal"].flatMap { padding in
      [(3, 1, 1), (4, 1, 2), (1, 2, 1), (2, 2, 1), (3, 2, 1), (5, 3, 1)].map {
        PaddingCase(
          "conv1d",
          [
            "filters": 3, "kernel": .int($0), "stride": .int($1), "dilation": .int($2),
            "padding": .string(padding), "mask": false,
          ])
      }
    } + [
      PaddingCase("batch_norm", ["mask": false], mode: .training),
      PaddingCase("batch_norm", ["mask": false]),
      PaddingCase("bidirectional_lstm", ["units": 3, "cell": "cudnn_lstm"]),
      PaddingCase("lstm", ["units": 3, "cell": "cudnn_lstm"]),
      PaddingCase("lstm", ["units": 3, "cell": "cudnn_lstm", "reverse": true]),
      PaddingCase("lstm", ["units": 3, "cell": "cudnn_lstm", "layers": 2]),
    ]

  @Test(arguments: catalogNames) func paddingChangesOnlyWhatIsReported(name: String) throws {
    for call in PaddingCase.cases(of: try #require(catalogOp(name))) {
      for mode in [GraphBuilder.Mode.evaluation, .training] {
        var call = call
        call.mode = mode
        for fillsTails in [false, true] {
          guard let trial = try? PaddingTrial(call, fillsTails: fillsTails) else { continue }
          #expect(trial.isReported || !trial.changes, "\(call) \(fillsTails)")
        }
      }
    }
  }

  @Test(arguments: special) func whatIsReportedHappens(call: PaddingCase) throws {
    for fillsTails in [false, true] {
      let trial = try PaddingTrial(call, fillsTails: fillsTails)
      #expect(trial.isReported == trial.changes, "\(call) \(fillsTails)")
    }
  }

  @Test(arguments: catalogNames) func anArbitraryTailIsOneThatCanBeOtherThanZero(
    name: String
  ) throws {
    for call in PaddingCase.cases(of: try #require(catalogOp(name))) {
      guard let trial = try? PaddingTrial(call, fillsTails: false), trial.tail == .arbitrary else {
        continue
      }
      #expect(trial.hasTailOtherThanZero, "\(call) always makes zeros of zeros")
    }
  }

  @Test(arguments: special.map(\.name).uniqued()) func theRemedyMends(name: String) throws {
    let type = try #require(catalogOp(name))
    let declared = type.paddingRemedy
    let remedy = try #require(declared)
    for call in Self.special where call.name == name {
      var attributes = call.attributes
      attributes[remedy.attribute] = remedy.value
      for fillsTails in [false, true] {
        let mended = try PaddingTrial(
          PaddingCase(name, attributes, mode: call.mode), fillsTails: fillsTails)
        #expect(!mended.isReported && !mended.changes, "\(call) \(remedy)")
      }
    }
  }
}

extension Array where Element: Hashable {
  /// The elements in order, each once.
  fileprivate func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
