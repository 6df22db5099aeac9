import Testing

@testable import QuickDrawModels

@Suite struct NDJSONParserTests {
  private func drawing(_ line: String, requireWord: Bool = true) throws -> Drawing {
    var parser = NDJSONParser(keys: DrawingKeys(keyID: "key_id"), requireWord: requireWord)
    return try parser.parse(line: line)
  }

  @Test func readsStrokesAndWordsAmongOtherKeys() throws {
    let line = #"""
      {"word":"cat","countrycode":"VE","timestamp":"2017-03-02 23:25:10.07453 UTC","recognized":true,
      "key_id":"5201136883597312","extra":{"a":[1,{"b":null}],"drawing":0},
      "drawing":[[[1,20,255],[0,7,100]],[[9],[8]]]}
      """#.replacing("\n", with: "")
    let cat = try drawing(line)
    #expect(cat.word == "cat")
    #expect(cat.keyID == "5201136883597312")
    #expect(cat.xs == [1, 20, 255, 9])
    #expect(cat.ys == [0, 7, 100, 8])
    #expect(cat.strokeEnds == [3, 4])
    #expect(cat.stroke(0) == 0..<3 && cat.stroke(1) == 3..<4)
  }

  @Test(
    arguments: [
      ("1,2", [1, 2]), (" 1 ,\t2 ", [1, 2]), ("-0.5,12.25", [-0.5, 12.25]),
      ("1e2,25E-1", [100, 2.5]), ("0,1234567", [0, 1_234_567]), ("0.1,1e-50", [0.1, 0]),
      ("9007199254740993,1", [9_007_199_254_740_992, 1]), ("1000,999", [1000, 999]),
      ("0.30000000000000004441,123456789012345678901234567890", [0.3, 1.2345679e29]),
      ("255,-255", [255, -255]), ("100,010e0", nil), ("01,2", nil), ("1.,2", nil), (".5,2", nil),
      ("+1,2", nil), ("0x10,2", nil), ("1e,2", nil), ("1,,2", nil), ("1,2,", nil), ("-,2", nil),
      ("1 2", nil), ("--1,2", nil), ("1e400,2", nil), ("-Infinity,2", nil), ("nan,2", nil),
    ] as [(String, [Float]?)])
  func readsNumbersAsJSONDefinesThem(_ numbers: String, _ expected: [Float]?) throws {
    let line = #"{"word":"w","drawing":[[[\#(numbers)],[3,4]]]}"#
    if let expected {
      #expect(try drawing(line).xs == expected)
    } else {
      #expect(throws: DrawingError.self) { try drawing(line) }
    }
  }

  @Test(arguments: [
    (#"cr\u00e8me br\u00fbl\u00e9e"#, "crème brûlée"), ("crème brûlée", "crème brûlée"),
    (#"\ud83d\ude00 \"\\\/"#, "😀 \"\\/"), ("../../etc/x", "../../etc/x"), ("猫", "猫"),
    (#"\ud83d"#, nil), (#"\ude00\ud83d"#, nil), (#"\u12"#, nil), (#"\x41"#, nil),
    (#"a\nb"#, nil), (#"\u2028"#, nil), ("", nil), ("a\tb", nil),
  ])
  func readsWords(_ spelled: String, _ expected: String?) throws {
    let line = #"{"word":"\#(spelled)","drawing":[[[1,2],[3,4]]]}"#
    if let expected {
      #expect(try drawing(line).word == expected)
    } else {
      #expect(throws: DrawingError.self) { try drawing(line) }
    }
  }

  @Test(
    arguments: [
      ("", .blankLine), (" \t", .blankLine), ("[1]", .notObject), ("7", .notObject),
      ("{}", .noStrokes), (#"{"word":"a"}"#, .noStrokes),
      (#"{"drawing":[[[1,2],[1,2]]]}"#, .noWord),
      (#"{"word":null,"drawing":[[[1,2],[1,2]]]}"#, .noWord),
      (#"{"word":5,"drawing":[[[1,2],[1,2]]]}"#, .badWord),
      (#"{"word":"a","word":"a","drawing":[[[1,2],[1,2]]]}"#, .duplicateKey),
      (#"{"word":"a","drawing":[[[1,2],[1,2]]]}}"#, .notJSON),
      (#"{"word":"a","drawing":[[[1,2],[1,2]]]} {}"#, .notJSON),
      (#"{"word":"a","drawing":[[[1,2],[1,2]]],}"#, .notJSON),
      (#"{"word":"a","drawing":[[[1,2],[1,2]]]"#, .notJSON),
      (#"{'word':"a","drawing":[[[1,2],[1,2]]]}"#, .notJSON),
      (#"{"word":"a","drawing":{}}"#, .noStrokes), (#"{"word":"a","drawing":[]}"#, .noStrokes),
      (#"{"word":"a","drawing":[7]}"#, .badStroke),
      (#"{"word":"a","drawing":[[1,2]]}"#, .badStroke),
      (#"{"word":"a","drawing":[[[1,2]]]}"#, .badStroke),
      (#"{"word":"a","drawing":[[[1,2],[1,2],[0,1],[2,3]]]}"#, .badStroke),
      (#"{"word":"a","drawing":[[[1,2],[1,2],[0]]]}"#, .lengthsDiffer),
      (#"{"word":"a","drawing":[[[1,2],[1]]]}"#, .lengthsDiffer),
      (#"{"word":"a","drawing":[[[1],[1]]]}"#, .tooFewPoints),
      (#"{"word":"a","drawing":[[[1,Infinity],[1,2]]]}"#, .notFinite),
      (#"{"word":"a","drawing":[[[1,3e38],[1,2]]]}"#, .notFinite),
    ] as [(String, DrawingError.Reason)])
  func refusesForAReason(_ line: String, _ reason: DrawingError.Reason) {
    let error = #expect(throws: DrawingError.self) { try drawing(line) }
    #expect(error?.reason == reason)
  }

  @Test func aPredictionNeedsNoWord() throws {
    for word in ["", #""word":null,"#, #""word":"","#] {
      let cat = try drawing("{\(word)\"drawing\":[[[1,2],[3,4]]]}", requireWord: false)
      #expect(cat.word == nil && cat.pointCount == 2)
    }
  }

  @Test func keysCanBeNamed() throws {
    var parser = NDJSONParser(keys: DrawingKeys(strokes: "strokes", word: "label"))
    let cat = try parser.parse(line: #"{"label":"cat","str\u006Fkes":[[[1,2],[3,4]]],"word":4}"#)
    #expect(cat.word == "cat" && cat.xs == [1, 2])
    let error = #expect(throws: DrawingError.self) {
      try parser.parse(line: #"{"label":"cat","drawing":[[[1,2],[3,4]]]}"#)
    }
    #expect(error?.hint?.contains("`label`, `drawing`") == true)
  }

  @Test func nestingIsBounded() throws {
    let start = #"{"word":"a","drawing":[[[1,2],[3,4]]],"x":"#
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(try drawing(start + nested(100) + "}").pointCount == 2)
    #expect(throws: DrawingError.self) { try drawing(start + nested(100_000) + "}") }
  }

  @Test func placesPointAtTheByte() throws {
    let error = #expect(throws: DrawingError.self) {
      try drawing(#"{"word":"a","drawing":[[[1,true],[1,2]]]}"#)
    }
    #expect(error?.column == 28)
    #expect(error?.message == "expected a number, found `true`")
  }

  @Test func aDrawingIsFilledAgainAndAgain() throws {
    var parser = NDJSONParser()
    var cat = Drawing(word: "old")
    cat.appendStroke(xs: [1, 2, 3], ys: [4, 5, 6])
    let line = Array(#"{"word":"w","drawing":[[[],[]],[[1.5,2,3],[1,2,3],[0,5,9]]]}"#.utf8)
    try line.withUnsafeBytes { try parser.parse($0, into: &cat) }
    #expect(cat.word == "w" && cat.xs == [1.5, 2, 3] && cat.ys == [1, 2, 3])
    #expect(cat.strokeEnds == [3])
  }
}
