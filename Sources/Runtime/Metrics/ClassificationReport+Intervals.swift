/// 95 % intervals; nil where the number itself has no meaning or rests on fewer than two examples.
extension ClassificationReport {
  /// Wilson's interval of ``topThree``.
  public var topThreeInterval: ConfidenceInterval {
    ConfidenceInterval(successes: topThreeCount, of: count)
  }

  /// That of ``meanAveragePrecisionAtThree``, a mean; see ``SampleMean/interval``.
  public var meanAveragePrecisionInterval: ConfidenceInterval? { reciprocalRanks.interval }

  /// That of ``logLoss``, a mean; see ``SampleMean/interval``.
  public var logLossInterval: ConfidenceInterval? { logLosses.interval }

  /// That of ``macroF1``; see ``ConfusionErrors``.
  public var macroF1Interval: ConfidenceInterval? {
    ConfusionErrors(confusion).macroF1(macroF1)
  }

  /// That of ``weightedF1``; see ``ConfusionErrors``.
  public var weightedF1Interval: ConfidenceInterval? {
    ConfusionErrors(confusion).weightedF1(weightedF1)
  }

  /// That of ``balancedAccuracy``; see ``ConfusionErrors``.
  public var balancedAccuracyInterval: ConfidenceInterval? {
    ConfusionErrors(confusion).balancedAccuracy(balancedAccuracy)
  }

  /// That of ``kappa``; see ``ConfusionErrors``.
  public var kappaInterval: ConfidenceInterval? { ConfusionErrors(confusion).kappa(kappa) }

  /// That of ``matthewsCorrelation``; see ``ConfusionErrors``.
  public var matthewsInterval: ConfidenceInterval? {
    ConfusionErrors(confusion).matthewsCorrelation(matthewsCorrelation)
  }
}
