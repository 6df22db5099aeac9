/// The text with which a new model begins.
enum NewModelText {
  /// A model of each kind of section, small enough to train in a minute; `NAME` stands for its name.
  static let starter = """
    # NAME: say here in one sentence what it is.
    graphrun: 1
    name: NAME

    params:                            # change one for a run: --set units=128
      units: 64
      dropout: {value: 0.1, min: 0, below: 1}
      num_classes: 345

    dims:
      B: batch
      T: ragged                        # points of a drawing; each has its own number

    inputs:
      ink:   f32[B, T, 3]              # dx, dy, end of stroke
      label: i32[B]                    # class index; `predict` does not need it

    graph:                             # a node reads the one above unless it says `from`
      conv:   {op: conv1d, from: ink, filters: $units, kernel: 5}
      active: {op: relu}
      memory: {op: lstm, units: $units}
      pooled: {op: masked_mean, over: T}
      drop:   {op: dropout, rate: $dropout}
      logits: {op: dense, units: $num_classes}

    loss: {op: softmax_cross_entropy, logits: logits, labels: label}

    metrics:
      accuracy: {op: accuracy, logits: logits, labels: label}

    outputs:
      logits: {op: identity, from: logits}
      class:  {op: argmax, from: logits}

    train:
      steps: 1000
      batch_size: 32
      optimizer: {op: adam, learning_rate: 1e-3}
      eval:      {every: 250 steps}

    """
}
