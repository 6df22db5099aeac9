"""Times JAX.

The recurrence is a `lax.scan` over the steps with the input's product taken out of the loop, and
a gradient written by hand, which forms the recurrent kernel's gradient in one product after the
loop instead of one a step. XLA compiles once a shape, so T is padded up to a multiple of 16; what a
convolution puts there is cleared, so the model is still the exact one.
"""

import os

from benchmarks.peers import timing

MULTIPLE = 16


def step(state, projected, kernel):
    """One step of the cell: `(h, c)` and what the gradient needs. Gates i, j, f, o."""
    import jax
    import jax.numpy as jnp

    h, c = state
    i, j, f, o = jnp.split(projected + h @ kernel, 4, -1)
    i, j, f, o = jax.nn.sigmoid(i), jnp.tanh(j), jax.nn.sigmoid(f), jax.nn.sigmoid(o)
    after = f * c + i * j
    squashed = jnp.tanh(after)
    return (o * squashed, after), (c, i, j, f, o, squashed)


def make_scan():
    """`scan(projected [T, B, 4U], kernel [U, 4U])` to the outputs `[T, B, U]`."""
    import jax
    import jax.numpy as jnp
    from jax import lax

    def forward(projected, kernel):
        def body(state, x):
            state, saved = step(state, x, kernel)
            return state, (state[0], saved)

        zero = jnp.zeros((projected.shape[1], kernel.shape[0]))
        outputs, saved = lax.scan(body, (zero, zero), projected)[1]
        return outputs, (kernel, outputs, saved)

    def backward(kept, d_outputs):
        kernel, outputs, saved = kept

        def body(carry, x):
            dh, dc = carry
            d_output, (c, i, j, f, o, squashed) = x
            dh = dh + d_output
            dc = dc + dh * o * (1 - squashed**2)
            d_gates = jnp.concatenate(
                [dc * j * i * (1 - i), dc * i * (1 - j**2), dc * c * f * (1 - f),
                 dh * squashed * o * (1 - o)], -1
            )
            return (d_gates @ kernel.T, dc * f), d_gates

        zero = jnp.zeros_like(outputs[0])
        d_gates = lax.scan(body, (zero, zero), (d_outputs, saved), reverse=True)[1]
        before = jnp.concatenate([zero[None], outputs[:-1]])
        return d_gates, jnp.einsum("tbu,tbg->ug", before, d_gates)

    scan = jax.custom_vjp(lambda projected, kernel: forward(projected, kernel)[0])
    scan.defvjp(forward, backward)
    return scan


def make_model(shape):
    """`logits(weights, ink, lengths, key)`; without a key there is no dropout."""
    import jax
    import jax.numpy as jnp
    from jax import lax

    scan = make_scan()

    def dropout(x, key, n):
        if key is None:
            return x
        kept = jax.random.bernoulli(jax.random.fold_in(key, n), 1 - shape.DROPOUT, x.shape)
        return jnp.where(kept, x / (1 - shape.DROPOUT), 0)

    def direction(x, weights, name):
        kernel = weights[f"{name}/kernel"]
        split = kernel.shape[0] - shape.UNITS
        bias = weights[f"{name}/bias"]
        bias = bias.at[2 * shape.UNITS : 3 * shape.UNITS].add(shape.FORGET_BIAS)
        return scan(x @ kernel[:split] + bias, kernel[split:])

    def logits(weights, ink, lengths, key):
        steps = jnp.arange(ink.shape[1])
        inside = (steps < lengths.max())[None, :, None]
        x = ink
        for i in range(len(shape.FILTERS)):
            x = dropout(x, key, i) if i else x
            x = lax.conv_general_dilated(
                x, weights[f"convs.{i}.conv/kernel"], (1,), "SAME",
                dimension_numbers=("NWC", "WIO", "NWC"),
            )
            x = (x + weights[f"convs.{i}.conv/bias"]) * inside
        x = x.transpose(1, 0, 2)
        steps = steps[:, None]
        mirror = jnp.where(steps < lengths, lengths - 1 - steps, steps)[:, :, None]
        for i in range(shape.LAYERS):
            flipped = jnp.take_along_axis(x, mirror, 0)
            back = jnp.take_along_axis(direction(flipped, weights, f"rnn.{i}.backward"), mirror, 0)
            x = jnp.concatenate([direction(x, weights, f"rnn.{i}.forward"), back], 2)
            x = dropout(x, key, 10 + i)
        pooled = jnp.where((steps < lengths)[:, :, None], x, 0).sum(0)
        return pooled @ weights["logits/kernel"] + weights["logits/bias"]

    return logits


def main():
    chosen = timing.options(__doc__)
    os.environ["JAX_PLATFORMS"] = "cpu"
    if chosen.threads == 1:
        os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false"
    import jax
    import jax.numpy as jnp
    import numpy as np
    import optax

    from benchmarks import model as shape

    batches = timing.read(chosen.batches, MULTIPLE)
    data = [tuple(map(jnp.asarray, batch)) for batch in batches]
    logits = make_model(shape)
    optimizer = optax.chain(
        optax.clip_by_global_norm(shape.CLIP_NORM),
        optax.adam(shape.LEARNING_RATE, eps=shape.EPSILON),
    )
    weights = {name: jnp.asarray(array) for name, array in timing.weights().items()}

    def update(weights, moments, key, ink, lengths, labels):
        key, now = jax.random.split(key)

        def loss(weights):
            scores = logits(weights, ink, lengths, now)
            return optax.softmax_cross_entropy_with_integer_labels(scores, labels).mean()

        value, gradients = jax.value_and_grad(loss)(weights)
        changes, moments = optimizer.update(gradients, moments, weights)
        return optax.apply_updates(weights, changes), moments, key, value

    update = jax.jit(update, donate_argnums=(0, 1, 2))
    forward = jax.jit(lambda weights, ink, lengths: logits(weights, ink, lengths, None))
    state = [weights, optimizer.init(weights), jax.random.key(timing.SEED, impl="rbg")]

    def train(i):
        *state[:], loss = update(*state, *data[i])
        jax.block_until_ready(state[0])
        return float(loss)

    def infer(i):
        return np.asarray(forward(state[0], *data[i][:2]))

    program = f"JAX {jax.__version__}, scan with its own gradient"
    timing.run(chosen, batches, program, train, infer, each_shape=True)


if __name__ == "__main__":
    main()
