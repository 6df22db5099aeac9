"""Writes the batches that every program of a comparison reads, as safetensors.

    python -m benchmarks.batches OUT --batch 64 [--count 24] [--data FOLDER | --lengths FILE]

Tensors of batch i, the drawings in random order: `ink{i}` `[B, T, 3]` float32 (dx, dy, end of
stroke), `len{i}` `[B]` int32, `lab{i}` `[B]` int32 (below 345). T is the longest of the batch and
the padding is zero. What decides the speed is the lengths; they come from, in this order:

- `--data FOLDER`: drawings of Quick, Draw! ndjson files, every category equally likely;
- `--lengths FILE`: one number of points a line, drawn with replacement;
- else a log-normal distribution like the real one: median 37, mean 41, 95th percentile 82, at
  least 5 and at most 200 points.
"""

import argparse
import json
import math
from pathlib import Path

import numpy as np

from benchmarks import model as shape
from benchmarks import tensors
from benchmarks.drawings import pad, read_folder

MEDIAN, MEAN, SHORTEST, LONGEST = 37, 41, 5, 200


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--count", type=int, default=24, help="batches in the file")
    parser.add_argument("--seed", type=int, default=1)
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--data", type=Path, help="folder of Quick, Draw! ndjson files")
    source.add_argument("--lengths", type=Path, help="file with one number of points a line")
    return parser.parse_args()


def drawn(inks, labels, random):
    """Picks real drawings, first a category, then one of its drawings."""
    by_class = [np.flatnonzero(labels == label) for label in range(labels.max() + 1)]
    while True:
        row = random.choice(by_class[random.integers(len(by_class))])
        yield inks[row], labels[row] % shape.CLASSES


def made(length, random):
    """Makes ink of the given lengths: the values do not matter to the speed, their range does."""
    while True:
        ink = random.normal(0, 0.12, (length(), 3)).astype(np.float32)
        ink[:, 2] = random.random(len(ink)) < 0.12
        ink[-1, 2] = 1
        yield ink, random.integers(shape.CLASSES)


def source(options, random):
    """`(an endless row of (ink, label), what it is in words)`."""
    if options.data:
        inks, labels, classes = read_folder(options.data)
        return drawn(inks, labels, random), f"{len(inks)} drawings of {len(classes)} categories"
    if options.lengths:
        known = np.array([int(line) for line in options.lengths.read_text().split()])
        if not len(known) or known.min() < 1:
            raise SystemExit(f"{options.lengths}: a length is a whole number of at least 1")
        return made(lambda: random.choice(known), random), f"{len(known)} lengths from a file"
    spread = math.sqrt(2 * math.log(MEAN / MEDIAN))  # of a log-normal with this mean and median

    def length():
        value = random.lognormal(math.log(MEDIAN), spread)
        return int(np.clip(round(value), SHORTEST, LONGEST))

    return made(length, random), f"log-normal lengths, median {MEDIAN}"


def main():
    options = arguments()
    random = np.random.default_rng([options.seed, options.batch])
    drawings, words = source(options, random)
    arrays, lengths = {}, []
    for i in range(options.count):
        inks, labels = zip(*(next(drawings) for _ in range(options.batch)))
        arrays[f"ink{i}"], arrays[f"len{i}"] = pad(inks)
        arrays[f"lab{i}"] = np.array(labels, np.int32)
        lengths.append(arrays[f"len{i}"])
    steps = sum(len(l) * l.max() for l in lengths)
    lengths = np.concatenate(lengths)
    facts = {
        "source": words,
        "batch": options.batch,
        "count": options.count,
        "mean_length": round(float(lengths.mean()), 1),
        "median_length": float(np.median(lengths)),
        "p95_length": round(float(np.percentile(lengths, 95)), 1),
        "real_share": round(float(lengths.sum() / steps), 3),
    }
    options.out.parent.mkdir(parents=True, exist_ok=True)
    tensors.save(options.out, arrays, {key: str(value) for key, value in facts.items()})
    print(json.dumps(facts))


if __name__ == "__main__":
    main()
