import Testing

@testable import QuickDrawModels

@Suite struct SyntheticDrawingsTests {
  /// The first drawings of each category with seed 7.
  private static let drawings = Dictionary(
    uniqueKeysWithValues: SyntheticDrawings.categories.map { category in
      (
        category,
        (0..<60).compactMap {
          SyntheticDrawings.drawing(category: category, index: $0, seed: 7)
        }
      )
    })

  private func drawings(_ category: String) throws -> [Drawing] {
    let drawings = try #require(Self.drawings[category])
    try #require(drawings.count == 60)
    return drawings
  }

  @Test func thereAreEnoughCategoriesAndTheyAreSorted() {
    let categories = SyntheticDrawings.categories
    #expect(categories.count >= 20)
    #expect(categories == categories.sorted())
    #expect(Set(categories).count == categories.count)
    #expect(SyntheticDrawings.drawing(category: "unicorn", index: 0, seed: 0) == nil)
  }

  @Test(arguments: SyntheticDrawings.categories)
  func drawingsKeepTheBounds(_ category: String) throws {
    for drawing in try drawings(category) {
      #expect(drawing.word == category)
      #expect((5...120).contains(drawing.pointCount))
      let coordinates = drawing.xs + drawing.ys
      #expect(coordinates.allSatisfy { (0...255).contains($0) && $0 == $0.rounded() })
      // Simplifying may cut the outermost point, as it did in the real files.
      #expect(try #require(coordinates.max()) > 248)
      #expect(try #require(drawing.xs.min()) < 7 && #require(drawing.ys.min()) < 7)
      #expect((0..<drawing.strokeCount).allSatisfy { drawing.stroke($0).count > 1 })
    }
  }

  @Test(arguments: SyntheticDrawings.categories)
  func noTwoDrawingsAreTheSame(_ category: String) throws {
    let all = try drawings(category)
    #expect(Set(all.map { $0.xs + $0.ys }).count == all.count)
    #expect(Set(all.map(\.keyID)).count == all.count)
    #expect(Set(all.map(\.pointCount)).count > 8)
    // People start in different places: the first point lies in every quarter of the sheet.
    let quarters = Set(all.map { ($0.xs[0] < 128 ? 0 : 1) + ($0.ys[0] < 128 ? 0 : 2) })
    #expect(quarters.count >= 2)
  }

  @Test func aDrawingIsAFunctionOfSeedCategoryAndIndex() throws {
    for category in SyntheticDrawings.categories {
      let forwards = try drawings(category)
      let again = SyntheticDrawings.drawing(category: category, index: 43, seed: 7)
      #expect(again == forwards[43])
      let other = SyntheticDrawings.drawing(category: category, index: 43, seed: 8)
      #expect(other != forwards[43])
    }
    for index in [-1, .min, .max] {
      #expect(SyntheticDrawings.drawing(category: "cloud", index: index, seed: .max) != nil)
    }
  }

  @Test func theyPassThroughTheReaderOfRealDrawings() throws {
    var parser = NDJSONParser(keys: DrawingKeys(keyID: "key_id"))
    for category in SyntheticDrawings.categories {
      for drawing in try drawings(category).prefix(20) {
        #expect(try parser.parse(line: DrawingWriter.ndjsonLine(drawing)) == drawing)
        #expect(Ink.points(of: drawing).count == 3 * (drawing.pointCount - 1))
      }
    }
  }

  @Test func strokesAndLengthsVaryAsInRealDrawings() throws {
    var points: [Int] = []
    var strokes: [Int] = []
    for category in SyntheticDrawings.categories {
      let all = try drawings(category)
      points += all.map(\.pointCount)
      strokes += all.map(\.strokeCount)
    }
    points.sort()
    // The real drawings of these categories have a median of 25 points and a mean of 3 strokes.
    #expect((18...32).contains(points[points.count / 2]))
    #expect(points[points.count * 95 / 100] > 45)
    let mean = Double(strokes.reduce(0, +)) / Double(strokes.count)
    #expect((2.0...4.5).contains(mean))
  }
}
