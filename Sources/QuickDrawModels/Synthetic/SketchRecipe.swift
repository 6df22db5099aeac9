/// How people draw one category.
struct SketchRecipe: Sendable {
  /// The category's name in Quick, Draw!.
  let name: String
  /// How much the width varies against the height, as the deviation of its logarithm.
  let stretch: Double
  /// How much the whole leans, as the deviation of an angle in radians.
  let tilt: Double
  /// Puts the strokes on the sheet, around the origin and about two wide.
  let draw: @Sendable (inout Sketch) -> Void

  init(
    _ name: String, stretch: Double = 0.15, tilt: Double = 0.06,
    _ draw: @escaping @Sendable (inout Sketch) -> Void
  ) {
    self.name = name
    self.stretch = stretch
    self.tilt = tilt
    self.draw = draw
  }
}
