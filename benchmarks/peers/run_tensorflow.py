"""Times TensorFlow with `BlockLSTMV2`, its fused operation for processors.

That is what the tutorial's `cell_type: block_lstm` was built on; the backward direction reads each
drawing reversed within its own length.
"""

import os

from benchmarks.peers import timing


def make_model(tf, shape, variables):
    """`logits(ink, lengths, training)`; gates i, f, j, o in `BlockLSTMV2`'s order."""

    def direction(x, name):
        zero = tf.zeros((tf.shape(x)[1], shape.UNITS))
        peephole = tf.zeros(shape.UNITS)
        return tf.raw_ops.BlockLSTMV2(
            seq_len_max=tf.cast(tf.shape(x)[0], tf.int64),
            x=x,
            cs_prev=zero,
            h_prev=zero,
            w=variables[f"{name}/kernel"],
            wci=peephole,
            wcf=peephole,
            wco=peephole,
            b=variables[f"{name}/bias"],
            cell_clip=0.0,
            use_peephole=False,
        ).h

    def logits(ink, lengths, training):
        x = ink
        for i in range(len(shape.FILTERS)):
            if i and training:
                x = tf.nn.dropout(x, shape.DROPOUT)
            x = tf.nn.conv1d(x, variables[f"convs.{i}.conv/kernel"], 1, "SAME")
            x = tf.nn.bias_add(x, variables[f"convs.{i}.conv/bias"])
        live = tf.transpose(tf.sequence_mask(lengths, tf.shape(x)[1], tf.float32))[:, :, None]
        x = tf.transpose(x, (1, 0, 2))

        def flip(z):
            return tf.reverse_sequence(z, lengths, seq_axis=0, batch_axis=1)

        for i in range(shape.LAYERS):
            back = flip(direction(flip(x), f"rnn.{i}.backward"))
            x = tf.concat([direction(x, f"rnn.{i}.forward"), back], 2)
            if training:
                x = tf.nn.dropout(x, shape.DROPOUT)
        pooled = tf.reduce_sum(x * live, 0)
        return pooled @ variables["logits/kernel"] + variables["logits/bias"]

    return logits


def make_variables(tf, shape):
    variables = {}
    for name, array in timing.weights().items():
        if name.startswith("rnn") and name.endswith("/bias"):
            array = shape.with_forget_bias(array)
        if name.startswith("rnn"):
            array = shape.gates(array, "ifjo")
        variables[name] = tf.Variable(array)
    return variables


def make_update(tf, shape, variables):
    """TensorFlow's Adam behind its clipping, one fused operation a variable."""
    values = list(variables.values())
    first = [tf.Variable(tf.zeros_like(v)) for v in values]
    second = [tf.Variable(tf.zeros_like(v)) for v in values]
    count = tf.Variable(0.0)

    def update(gradients):
        gradients, _ = tf.clip_by_global_norm(gradients, shape.CLIP_NORM)
        count.assign_add(1.0)
        for value, m, v, gradient in zip(values, first, second, gradients):
            tf.raw_ops.ResourceApplyAdam(
                var=value.handle,
                m=m.handle,
                v=v.handle,
                beta1_power=shape.BETA1**count,
                beta2_power=shape.BETA2**count,
                lr=shape.LEARNING_RATE,
                beta1=shape.BETA1,
                beta2=shape.BETA2,
                epsilon=shape.EPSILON,
                grad=gradient,
            )

    return update


def main():
    chosen = timing.options(__doc__)
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"
    import tensorflow as tf

    from benchmarks import model as shape

    tf.config.threading.set_intra_op_parallelism_threads(chosen.threads)
    tf.config.threading.set_inter_op_parallelism_threads(chosen.threads)
    tf.random.set_seed(timing.SEED)
    batches = timing.read(chosen.batches)
    data = [tuple(map(tf.constant, batch)) for batch in batches]
    variables = make_variables(tf, shape)
    logits = make_model(tf, shape, variables)
    update = make_update(tf, shape, variables)
    ink, row = tf.TensorSpec((None, None, 3), tf.float32), tf.TensorSpec((None,), tf.int32)

    @tf.function(input_signature=[ink, row, row])
    def train_graph(ink, lengths, labels):
        with tf.GradientTape() as tape:
            scores = logits(ink, lengths, True)
            losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=scores)
            loss = tf.reduce_mean(losses)
        update(tape.gradient(loss, list(variables.values())))
        return loss

    @tf.function(input_signature=[ink, row])
    def infer_graph(ink, lengths):
        return logits(ink, lengths, False)

    program = f"TensorFlow {tf.__version__}, BlockLSTMV2"
    timing.run(
        chosen,
        batches,
        program,
        lambda i: float(train_graph(*data[i])),
        lambda i: infer_graph(*data[i][:2]).numpy(),
    )


if __name__ == "__main__":
    main()
