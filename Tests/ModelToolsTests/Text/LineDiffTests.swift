import ModelTools
import Testing

@Suite struct LineDiffTests {
  @Test func nothingDiffers() {
    #expect(LineDiff.unified("a\nb\n", "a\nb\n", name: "x") == "")
  }

  @Test func aLineChanges() {
    let old = (1...9).map { "\($0)\n" }.joined()
    let new = old.replacing("5\n", with: "five\n")
    #expect(
      LineDiff.unified(old, new, name: "x") == """
        --- x
        +++ x
        @@ -2,7 +2,7 @@
         2
         3
         4
        -5
        +five
         6
         7
         8

        """)
  }

  /// The numbers are those of GNU diff 3.8.
  @Test func distantChangesAreApart() {
    let old = (1...20).map { "\($0)\n" }.joined()
    let new = "0\n" + old.replacing("18\n", with: "")
    let heads = LineDiff.unified(old, new, name: "x").split(separator: "\n").filter {
      $0.hasPrefix("@@")
    }
    #expect(heads == ["@@ -1,3 +1,4 @@", "@@ -15,6 +16,5 @@"])
  }
}
