/// Texts and what the formatter makes of them.
let layouts: [(name: String, written: String, canonical: String)] = [
  (
    "values of neighbouring nodes stand in one column",
    """
    graph:
        rnn: {op: lstm,units: 4}
        # own line
        pooled: { op: masked_sum , over: T }

        logits: {op: dense, units: 3}

    """,
    """
    graph:
      rnn:    {op: lstm, units: 4}
      # own line
      pooled: {op: masked_sum, over: T}

      logits: {op: dense, units: 3}

    """
  ),
  (
    "other values stay in one column, or in none",
    """
    params:
      width:    128
      depth:    3

      a: 1
      long:   2

    """,
    """
    params:
      width: 128
      depth: 3

      a: 1
      long: 2

    """
  ),
  (
    "brackets of several lines are joined, with a comment opened",
    """
    a: {op: dense,
        units: 3}
    b: [1, # one
        2]
    c: {x: 1, y: {z: 2}}  # behind

    """,
    """
    a: {op: dense, units: 3}
    b:
      - 1                              # one
      - 2
    c: {x: 1, y: {z: 2}}               # behind

    """
  ),
  (
    "comments keep their block",
    """
    a:   # of a
    # of b
        b: 1
        # end of a
    # of c
    c:
    - d:   1
      e: 2   # of e
    # end

    """,
    """
    a:                                 # of a
      # of b
      b: 1
      # end of a
    # of c
    c:
      - d: 1
        e: 2                           # of e
    # end

    """
  ),
  (
    "neighbouring comments share a column",
    """
    a: {op: dense, units: 3, activation: relu}  # one
    b: 2  # two

    """,
    """
    a: {op: dense, units: 3, activation: relu}  # one
    b: 2                                        # two

    """
  ),
  (
    "text of several lines",
    """
    a: |   # why
         one
           two

    b: >-
      x
    c: plain
          text
    d: "quoted

       text"

    """,
    """
    a: |                               # why
      one
        two

    b: >-
      x
    c: plain
      text
    d: "quoted

      text"

    """
  ),
  (
    "anchors and aliases",
    """
    a: &x {b:   1}
    c:   &y
      d: *x
    e: !!str   5

    """,
    """
    a: &x {b: 1}
    c: &y
      d: *x
    e: !!str 5

    """
  ),
  (
    "a long list is filled into lines, a long node becomes a block",
    "a: [\((0..<40).map { "\($0)" }.joined(separator: ", "))]\n"
      + "b: {op: dense, name: \(String(repeating: "x", count: 110))}\n",
    "a: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, "
      + "25, 26, 27, 28, 29, 30,\n    31, 32, 33, 34, 35, 36, 37, 38, 39]\n"
      + "b:\n  op: dense\n  name: \(String(repeating: "x", count: 110))\n"
  ),
]
