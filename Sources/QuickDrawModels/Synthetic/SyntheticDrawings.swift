import Foundation

/// Drawings of some of Quick, Draw!'s categories, made up so that training needs no download.
///
/// Each is drawn by somebody else: with another start, direction, order, proportion and care, with
/// parts missing or added. A drawing is a function of seed, category and index alone.
public enum SyntheticDrawings {
  /// Grows when the same seed, category and index give another drawing, so that a receipt which names
  /// generated drawings says which.
  public static let version = 1

  /// The categories, sorted.
  public static let categories: [String] = recipes.map(\.name)

  /// One table: a category is added here and drawn in one of the files named.
  static let recipes: [SketchRecipe] = [
    SketchRecipe("circle", stretch: 0.18, RoundSketches.circle),
    SketchRecipe("clock", RoundSketches.clock),
    SketchRecipe("cloud", NatureSketches.cloud),
    SketchRecipe("diamond", PolygonSketches.diamond),
    SketchRecipe("door", stretch: 0.18, BuiltSketches.door),
    SketchRecipe("envelope", stretch: 0.2, BuiltSketches.envelope),
    SketchRecipe("eye", stretch: 0.25, RoundSketches.eye),
    SketchRecipe("fish", stretch: 0.2, NatureSketches.fish),
    SketchRecipe("flower", NatureSketches.flower),
    SketchRecipe("hexagon", stretch: 0.2, PolygonSketches.hexagon),
    SketchRecipe("house", BuiltSketches.house),
    SketchRecipe("ladder", stretch: 0.2, tilt: 0.2, BuiltSketches.ladder),
    SketchRecipe("moon", stretch: 0.2, tilt: 0.2, RoundSketches.moon),
    SketchRecipe("mountain", stretch: 0.25, NatureSketches.mountain),
    SketchRecipe("octagon", PolygonSketches.octagon),
    SketchRecipe("smiley face", RoundSketches.smileyFace),
    SketchRecipe("square", stretch: 0.12, PolygonSketches.square),
    SketchRecipe("stairs", BuiltSketches.stairs),
    SketchRecipe("star", tilt: 0.12, PolygonSketches.star),
    SketchRecipe("sun", RoundSketches.sun),
    SketchRecipe("table", stretch: 0.25, BuiltSketches.table),
    SketchRecipe("tree", NatureSketches.tree),
    SketchRecipe("triangle", stretch: 0.25, tilt: 0.1, PolygonSketches.triangle),
    SketchRecipe("zigzag", stretch: 0.3, tilt: 0.15, NatureSketches.zigzag),
  ]

  private static let recipeByName = Dictionary(
    uniqueKeysWithValues: recipes.map { ($0.name, $0) })

  /// One drawing.
  ///
  /// - Parameters:
  ///   - category: one of `categories`.
  ///   - index: which of its drawings, any number.
  ///   - seed: which set of drawings.
  /// - Returns: 5 to 120 points with whole coordinates in 0...255; nil for another category.
  public static func drawing(category: String, index: Int, seed: UInt64) -> Drawing? {
    recipeByName[category].map { drawing($0, index: index, seed: seed) }
  }

  /// The drawing `index` of a recipe's category.
  static func drawing(_ recipe: SketchRecipe, index: Int, seed: UInt64) -> Drawing {
    var random = SplitMix64(seed: seed, text: recipe.name, index: index)
    let keyID = String(1 << 52 + random.next() >> 12)
    var sketch = Sketch(random: random)
    recipe.draw(&sketch)
    sketch.hurry()
    let strokes = leaned(sketch.strokes, recipe, &sketch.random)
    return Simplifier.drawing(of: strokes, word: recipe.name, keyID: keyID)
  }

  /// The strokes stretched, sheared and turned as a whole.
  private static func leaned(
    _ strokes: [[SketchPoint]], _ recipe: SketchRecipe, _ random: inout SplitMix64
  ) -> [[SketchPoint]] {
    let width = exp(random.normal(recipe.stretch))
    let shear = random.normal(0.05)
    let angle = random.normal(recipe.tilt)
    let right = SketchPoint(cos(angle), sin(angle))
    let down = SketchPoint(-right.y, right.x)
    return strokes.map { $0.map { ($0.x + shear * $0.y) * width * right + $0.y * down } }
  }
}
