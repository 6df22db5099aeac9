import TestSupport
import Testing

/// A model without classes trains and is evaluated like any other, and cannot predict any.
@Suite struct ClasslessModelTests {
  @Test func trainsAndEvaluatesButNamesNoClass() throws {
    let program = try Program()
    let drawings = try program.run(
      "data", "synth", "-o", "drawings", "-n", "20", "--categories", "circle,star")
    #expect(drawings.status == 0, "\(drawings.errors)")
    let trained = try program.run(
      "train", Repository.model("stroke-autoencoder"), "--data", "drawings", "--steps", "2",
      "--run", "run")
    #expect(trained.status == 0, "\(trained.errors)")
    #expect(trained.errors.contains("next: graphrun eval run  "))
    // An error is a number, and only a share of the drawings is so many of a hundred.
    #expect(!trained.errors.contains(/move_error [0-9.]+ %/))

    let evaluated = try program.run("eval", "run", "--json")
    #expect(evaluated.status == 0, "\(evaluated.errors)")
    #expect(evaluated.output.contains("\"move_error\":"))

    let predicted = try program.run("predict", "run", "drawings/star.ndjson")
    #expect(predicted.status == 65)
    #expect(predicted.output.isEmpty)
    #expect(predicted.errors.contains("`predict` names classes, but the model has no output"))
  }
}
