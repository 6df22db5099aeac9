import Testing

@testable import ModelTools
@testable import QuickDrawModels

@Suite struct TrainingLinesTests {
  private func progress(
    step: Int, loss: Double, accuracy: Double, rate: Double = 1000, secondsLeft: Double = 54
  ) -> TrainingProgress {
    TrainingProgress(
      step: step, steps: 2000, epoch: 0.13, loss: loss,
      metrics: [
        Evaluation.Metric(name: "accuracy", value: accuracy, isShare: true),
        Evaluation.Metric(name: "top_3", value: 0.981, isShare: true),
      ],
      learningRate: 0.00398, gradientNorm: 1, rate: rate, dataWait: 0.002,
      secondsLeft: secondsLeft)
  }

  @Test func whatIsTrainedOnWhat() {
    let plan = TrainingPlan(
      model: "small", parameterCount: 93_648, optimizer: "adam", decay: 0.999, data: "drawings",
      trainCount: 24_000, evalCount: 1200, classCount: 24, firstStep: 50, steps: 2000,
      batchSize: 32, folder: "runs/small-1")
    #expect(
      TrainingLines.beginning(plan, memory: 61e6) == [
        "small: 93,648 parameters, trained by adam, averaged with decay 0.999",
        "data: drawings",
        "      24,000 drawings of 24 classes to train on, 1,200 to evaluate",
        "training: from step 50 to step 2,000, 32 drawings a step, 2.7 epochs, about 61.0 MB of memory",
        "run: runs/small-1",
      ])
  }

  @Test func everythingWhereThereIsRoom() {
    #expect(
      TrainingLines.progress(progress(step: 100, loss: 2.4876, accuracy: 0.285))
        == "step   100/2,000  epoch 0.13  loss 2.4876  accuracy 28.5 %  top_3 98.1 %  "
        + "lr 0.00398   1,000 drawings/s  data wait 0.2 %  54 s left")
  }

  /// Loss, accuracy, the time left and the speed are wanted most.
  @Test func theLeastImportantGoFirst() {
    let progress = progress(step: 100, loss: 2.4876, accuracy: 0.285)
    #expect(
      TrainingLines.progress(progress, width: 119)
        == "step   100/2,000  epoch 0.13  loss 2.4876  accuracy 28.5 %  lr 0.00398   "
        + "1,000 drawings/s  data wait 0.2 %  54 s left")
    #expect(
      TrainingLines.progress(progress, width: 79)
        == "step   100/2,000  loss 2.4876  accuracy 28.5 %  1,000 drawings/s  54 s left")
    #expect(TrainingLines.progress(progress, width: 30) == "step   100/2,000  loss 2.4876")
    for width in 1...160 {
      #expect(TrainingLines.progress(progress, width: width).count <= width)
    }
  }

  @Test func evaluationsHaveIntervals() {
    let evaluation = Evaluation(
      loss: 0.1885,
      metrics: [
        Evaluation.Metric(name: "accuracy", value: 0.94, isShare: true),
        Evaluation.Metric(name: "error", value: 0.25),
      ], count: 1200, seconds: 0.29)
    #expect(
      TrainingLines.evaluation(evaluation, step: 2000)
        == "evaluation after step 2,000  loss 0.1885  accuracy 94.0 % (92.5 to 95.2)  error 0.2500  "
        + "on 1,200 drawings  in 0.29 s")
    #expect(
      TrainingLines.evaluation(evaluation, step: 2000, width: 79)
        == "evaluation after step 2,000  loss 0.1885  accuracy 94.0 % (92.5 to 95.2)")
  }

  /// A quarter of the way into a window its mean counts a quarter.
  @Test func numbersAreSteadyBetweenSummaries() {
    var smoothed = SmoothedProgress()
    let first = progress(step: 40, loss: 3, accuracy: 0.1)
    #expect(smoothed.smoothed(first).loss == 3)
    smoothed.summarised(progress(step: 100, loss: 2, accuracy: 0.4))
    let now = smoothed.smoothed(
      progress(step: 125, loss: 1, accuracy: 0.8, rate: 2000, secondsLeft: 10))
    #expect(now.loss == 1.75 && now.step == 125)
    #expect((now.metrics[0].value - 0.5).magnitude < 1e-12)
    #expect(now.rate == 1250 && now.secondsLeft == 16)
    smoothed.summarised(progress(step: 200, loss: 1, accuracy: 0.8))
    #expect(smoothed.smoothed(progress(step: 300, loss: 0.5, accuracy: 0.9)).loss == 0.5)
  }

  @Test func whatToTypeNext() {
    #expect(
      TrainingLines.next(folder: "runs/a", step: 50, hasBest: true, drawings: "cat.ndjson") == [
        "next: graphrun eval runs/a                # how well it does",
        "      graphrun eval runs/a --best         # the best checkpoint",
        "      graphrun predict runs/a cat.ndjson  # what drawings show",
        "      graphrun resume runs/a --steps 100  # train on",
        "      graphrun runs                       # beside other runs",
      ])
  }
}
