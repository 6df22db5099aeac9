import Runtime
import Testing

@testable import QuickDrawModels

/// Damaged lines either parse or are refused; nothing crashes, and what parses is JSON that says
/// the same to the project's other reader.
@Suite struct NDJSONMutationTests {
  private static let seeds = [
    #"{"word":"cat","recognized":true,"drawing":[[[17,3,255],[200,0,4]],[[1,2],[3,4]]]}"#,
    #"{"word":"cr\u00e8me \ud83d\ude00","drawing":[[[1.5,-2e1],[0.25,4],[0,16]]],"x":[{},[]]}"#,
    #"{ "key_id" : "51" , "word" : "brûlée" , "drawing" : [ [ [ 1 , 22 ] , [ 3 , 4 ] ] ] }"#,
  ]

  @Test(arguments: 0..<8)
  func damagedLinesParseOrAreRefused(_ seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let alphabet = Array("{}[],:\"\\ue0129-+.tfn \u{0}\u{7F}é".utf8) + [0xFF, 0xC3, 0xE2, 0xF4]
    var accepted = 0
    for _ in 0..<3000 {
      var line = Array(Self.seeds[random.below(Self.seeds.count)].utf8)
      for _ in 0...random.below(3) { damage(&line, with: alphabet, &random) }
      var parser = NDJSONParser()
      guard let drawing = try? parser.parse(bytes: line) else { continue }
      accepted += 1
      try expectAgreement(drawing, line)
    }
    #expect(accepted > 100)
  }

  private func damage(_ line: inout [UInt8], with bytes: [UInt8], _ random: inout SplitMix64) {
    guard !line.isEmpty else { return }
    let place = random.below(line.count)
    switch random.below(5) {
    case 0: line[place] = bytes[random.below(bytes.count)]
    case 1: line.insert(bytes[random.below(bytes.count)], at: place)
    case 2: line.remove(at: place)
    case 3: line.removeSubrange(place...)
    default: line.insert(contentsOf: line[place..<min(place + 4, line.count)], at: place)
    }
  }

  private func expectAgreement(_ drawing: Drawing, _ line: [UInt8]) throws {
    let text = String(decoding: line, as: UTF8.self)
    let json = try #require(try? JSONValue(parsing: line), "accepted, but no JSON: \(text)")
    #expect(json["word"]?.string == drawing.word, "\(text)")
    let strokes = try #require(json["drawing"]?.array)
    for (axis, values) in [drawing.xs, drawing.ys].enumerated() {
      let expected = strokes.flatMap { stroke in stroke.array?[axis].array ?? [] }
      #expect(expected.compactMap { $0.double.map { Float($0) } } == values, "\(text)")
    }
    #expect(drawing.strokeEnds.last == drawing.pointCount)
    #expect(drawing.xs.count == drawing.ys.count && drawing.pointCount >= 2)
  }
}
