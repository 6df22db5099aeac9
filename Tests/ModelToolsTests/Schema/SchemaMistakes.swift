/// Mistakes that people make in model files, each as one edit of a file that is right.
enum SchemaMistakes {
  /// A piece of the file and what stands there instead.
  typealias Edit = (old: String, new: String)

  /// Mistakes in a whole model, `models/quickdraw.yaml`, which the schema must refuse.
  static let inModel: [Edit] = [
    // The file and its sections.
    ("graphrun: 1 ", "graphrun: 2 "),
    ("graphrun: 1 ", "graphrun: one "),
    ("graphrun: 1 ", " "),
    ("\nmetrics:", "\nmetricks:"),
    ("\ninputs:", "\ninput:"),
    ("\ngraph:", "\ngrpah:"),
    ("\ntrain:", "\ntraining:"),
    ("\ndata:", "\ndataset:"),
    ("\nparams:", "\nparameters:"),
    ("\ndims:", "\ndim:"),
    ("\noutputs:", "\noutput:"),
    // Parameters, dims and inputs.
    ("{value: 0.3, min: 0, below: 1}", "{default: 0.3, min: 0}"),
    ("{value: 0.3, min: 0, below: 1}", "{value: 0.3, minimum: 0}"),
    ("choices: [lstm, block_lstm, cudnn_lstm]", "choices: lstm"),
    ("batch_norm: false", "batch_norm:"),
    ("  steps: 100000", "  step-count: 100000"),
    ("B: batch", "B: bacth"),
    ("T: ragged  ", "T: variable  "),
    ("f32[B, T, 3]", "f16[B, T, 3]"),
    ("f32[B, T, 3]", "f32(B, T, 3)"),
    ("f32[B, T, 3]", "f32[B, T, 0]"),
    ("i32[B]  ", "int  "),
    // Nodes.
    ("op: dropout", "op: dropuot"),
    ("op: conv1d", "op: conv_1d"),
    ("kernel: $kernel", "kernal: $kernel"),
    ("padding: same", "padding: full"),
    ("mask: false", "mask: no"),
    ("mask: false", "mask: 0"),
    ("filters: $filters", "filters: filters"),
    ("filters: $filters", "filters: 0"),
    ("filters: $filters", "filters: 2.5"),
    ("filters: $filters", "filters: [3]"),
    ("filters: $filters, ", ""),
    ("rate: $dropout", "rate: 1.5"),
    ("rate: $dropout", "rate: -0.1"),
    ("rate: $dropout", "rate: \"0.3\""),
    ("cell: $cell_type", "cell: gru"),
    ("layers: $num_layers", "layer: $num_layers"),
    ("units: $num_nodes", "units: -1"),
    ("masked_sum, over: T", "masked_sum, axis: T"),
    ("{op: dense, units: $num_classes}", "{units: $num_classes}"),
    ("{op: dense, units: $num_classes}", "dense"),
    ("{op: dense, units: $num_classes}", "{op: dense, units: $num_classes, after: pooled}"),
    // Groups.
    ("index: i\n", "indx: i\n"),
    ("    do:", "    body:"),
    ("    from: ink\n", "    from: [ink, label]\n"),
    ("for: {filters: num_conv, kernel: conv_len}", "for: 3"),
    ("if: batch_norm", "when: batch_norm"),
    // Loss, metrics and outputs.
    (
      "loss: {op: softmax_cross_entropy, logits: logits, labels: label}",
      "loss: {op: softmax_cross_entropy, logits: logits}"
    ),
    (
      "loss: {op: softmax_cross_entropy, logits: logits, labels: label}",
      "loss: {op: softmax_cross_entropy, from: logits}"
    ),
    (
      "loss: {op: softmax_cross_entropy, logits: logits, labels: label}",
      "loss: {op: softmax_cross_entropy, from: [logits, label], labels: label}"
    ),
    (
      "loss: {op: softmax_cross_entropy, logits: logits, labels: label}",
      "loss: {op: softmax_cross_entropy, logits: logits, label: label}"
    ),
    ("op: softmax_cross_entropy", "op: cross_entropy"),
    ("k: 3", "k: 0"),
    ("k: 3", "k: three"),
    ("{op: argmax, from: logits}", "logits"),
    ("{op: identity, from: logits}", "{op: identity, from: [logits, logits]}"),
    // Data.
    ("format: tfrecord", "format: csv"),
    ("shuffle: 1000000", "shufle: 1000000"),
    ("shuffle: 1000000", "shuffle: -1"),
    ("  eval:  {files", "  test:  {files"),
    ("label: {key: class_index}", "label: class_index"),
    ("strokes: drawing", "stroke: drawing"),
    ("steps: [unit_box, deltas]", "steps: [unitbox, deltas]"),
    ("steps: [unit_box, deltas]", "steps: unit_box"),
    // Training.
    ("steps: $steps", "steps: many"),
    ("steps: $steps\n", "\n"),
    ("batch_size: $batch_size", "batch_size: 0"),
    ("seed: 1", "sede: 1"),
    ("seed: 1", "seed: -1"),
    ("op: adam,", "op: adamm,"),
    ("op: adam,", "op: sgd,"),
    ("op: adam, ", ""),
    ("beta1: 0.9", "beta_1: 0.9"),
    ("beta1: 0.9", "beta1: 1.5"),
    ("epsilon: 1e-8", "epsilon: tiny"),
    ("  optimizer:", "  optimiser:"),
    ("{op: constant}", "{op: cosin}"),
    ("{op: constant}", "{op: cosine}"),
    ("{global_norm: $gradient_clipping_norm}", "{norm: 9.0}"),
    ("{global_norm: $gradient_clipping_norm}", "{global_norm: 0}"),
    ("every: 100 steps", "every: 100"),
    ("every: 300 seconds", "every: 5 minutes"),
    ("record: [learning_rate,", "record: [lr,"),
    ("keep: 5", "keep: 0"),
    ("batches: all", "batches: none"),
    ("  checkpoint:", "  checkpoints:"),
  ]

  /// A file that extends `quickdraw.yaml`.
  static let edits = """
    graphrun: 1
    extends: quickdraw.yaml
    remove: [metrics.top_3]
    set:
      num_nodes: 192
      graph.convs.conv.mask: true
      train.steps: 10
    add:
      graph.tail: {op: dropout, rate: $dropout, after: pooled}

    """

  /// Mistakes in ``edits``, which the schema must refuse.
  static let inEdits: [Edit] = [
    ("graphrun: 1\n", ""),
    ("extends:", "extend:"),
    ("[metrics.top_3]", "metrics.top_3"),
    ("set:", "sets:"),
    ("set:", "graph: {more: {op: relu}}\nset:"),
    ("train.steps: 10", "train.step: 10"),
    ("train.steps: 10", "train.steps: ten"),
    ("train.steps: 10", "train.schedule: {op: cosine}"),
    ("train.steps: 10", "train.optimizer.op: adamm"),
    (", after: pooled", ""),
    ("after: pooled", "after: pooled, before: logits"),
    ("graph.tail:", "tail:"),
  ]

  /// A model with a block of its own.
  static let blocks = """
    graphrun: 1
    dims: {B: batch}
    inputs: {x: "f32[B, 8]"}
    blocks:
      twice:
        doc: Adds a layer to what it reads.
        args: {units: int, rate: {type: float, default: 0.1, min: 0, below: 1}}
        do:
          inner: {op: dense, units: $units}
          drop: {op: dropout, rate: $rate}
          out: {op: add, from: [drop, input]}
    graph:
      first: {op: twice, units: 8, rate: 0.2, from: x}
    outputs: {y: {op: identity, from: first}}

    """

  /// Mistakes in ``blocks``, which the schema must refuse.
  static let inBlocks: [Edit] = [
    ("units: int", "units: integer"),
    ("units: int", "units: {default: 3}"),
    ("min: 0", "mni: 0"),
    ("min: 0", "min: none"),
    ("    do:", "    nodes:"),
    ("doc: Adds", "docs: Adds"),
    ("args: {", "arguments: {"),
    ("op: dense, units: $units", "op: dense, unit: $units"),
    ("graphrun: 1", "graphrun: 1\nuse: blocks/conv.yaml"),
  ]

  /// Mistakes in ``blocks`` that the schema made for the file must refuse, because it knows the block.
  static let inCalls: [Edit] = [
    ("units: 8, ", ""),
    ("units: 8", "units: many"),
    ("rate: 0.2", "rat: 0.2"),
    ("rate: 0.2", "rate: 1.2"),
    ("from: x}", "from: [x, x]}"),
  ]

  /// Mistakes in ``edits`` that the schema made for the file must refuse, because it knows the base.
  static let againstBase: [Edit] = [
    ("num_nodes: 192", "num_nods: 192"),
    ("graph.convs.conv.mask: true", "graph.convs.cnov.mask: true"),
    ("graph.convs.conv.mask: true", "graph.convs.conv.maks: true"),
    ("graph.convs.conv.mask: true", "graph.convs.conv.mask: maybe"),
    ("metrics.top_3", "metrics.top_5"),
  ]

  /// Mistakes in a whole model that no schema can know: what they depend on stands elsewhere.
  static let beyondSchemas: [Edit] = [
    ("pooled: {op: masked_sum, over: T}", "pooled: {op: identity}"),  // a loss of the wrong shape
    ("over: T", "over: X"),  // no such axis
    ("logits: logits, labels: label}\n\n", "logits: logit, labels: label}\n\n"),  // no such node
    ("from: ink\n", "from: pooled\n"),  // read before it is defined
    ("conv_len: [5, 5, 3] ", "conv_len: [5, 5] "),  // lists of two lengths
    ("num_nodes: 128", "num_nodes: $num_nodes * 2"),  // a circle
    ("num_nodes: 128", "num_nodes: $num_node"),  // no such parameter
    ("units: $num_nodes", "units: $num_nodes +"),  // an expression that does not end
    ("value: lstm,", "value: gru,"),  // not among its choices
    ("value: 0.3", "value: 1.3"),  // not within its bounds
    ("filters: $filters", "filters: 3.0"),  // JSON has one kind of number
    ("best: eval.accuracy", "best: eval.loss_"),  // no such metric
    ("    label: {key", "    labels: {key"),  // no such input
  ]
}
