"""The numbers of `quickdraw.yaml`, and start weights that every program here can load."""

import math

import numpy as np

FILTERS = (48, 64, 96)
WINDOWS = (5, 5, 3)
LAYERS = 3
UNITS = 128
DROPOUT = 0.3
FORGET_BIAS = 1.0
CLASSES = 345
LEARNING_RATE = 1e-4
CLIP_NORM = 9.0
BETA1, BETA2, EPSILON = 0.9, 0.999, 1e-8
DIRECTIONS = ("forward", "backward")


def glorot(random, *dims):
    """Uniform within sqrt(6 / (ins + outs)); the last two dims are in and out, others a window."""
    window = math.prod(dims[:-2])
    limit = math.sqrt(6 / (window * (dims[-2] + dims[-1])))
    return random.uniform(-limit, limit, dims).astype(np.float32)


def initial_weights(seed, classes=CLASSES):
    """Arrays by name, as graphrun names and stores them.

    Convolutions `[window, in, out]`, LSTM kernels `[in + units, 4 * units]` with the gates in the
    order input, candidate, forget, output, dense `[in, out]`. All biases are zero: the forget
    bias is added when the model runs. 1,142,265 numbers with 345 classes.
    """
    random = np.random.default_rng(seed)
    weights, width = {}, 3
    for i, (filters, window) in enumerate(zip(FILTERS, WINDOWS)):
        weights[f"convs.{i}.conv/kernel"] = glorot(random, window, width, filters)
        weights[f"convs.{i}.conv/bias"] = np.zeros(filters, np.float32)
        width = filters
    for i in range(LAYERS):
        for direction in DIRECTIONS:
            kernel = glorot(random, width + UNITS, 4 * UNITS)
            weights[f"rnn.{i}.{direction}/kernel"] = kernel
            weights[f"rnn.{i}.{direction}/bias"] = np.zeros(4 * UNITS, np.float32)
        width = 2 * UNITS
    weights["logits/kernel"] = glorot(random, width, classes)
    weights["logits/bias"] = np.zeros(classes, np.float32)
    return weights


def gates(array, order, axis=-1):
    """Reorders the four gates along an axis: `order` holds the letters i, j, f, o."""
    parts = dict(zip("ijfo", np.split(array, 4, axis)))
    return np.concatenate([parts[letter] for letter in order], axis)


def with_forget_bias(bias):
    """The bias of a program that does not add the forget bias by itself; gates i, j, f, o."""
    units = len(bias) // 4
    bias = bias.copy()
    bias[2 * units : 3 * units] += FORGET_BIAS
    return bias
