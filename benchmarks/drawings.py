"""Quick, Draw! drawings: ndjson lines to ink, ink to padded batches. Needs numpy only."""

import json
from pathlib import Path

import numpy as np


def ink_of(strokes):
    """`[points - 1, 3]` float32: dx, dy, end of stroke.

    x and y are scaled to 0...1, each by its own extent (an extent of 0 counts as 1), rows become
    differences to the row before, and the first row, which has none before it, is dropped.
    """
    points = np.concatenate([np.array(stroke[:2], np.float32).T for stroke in strokes])
    low = points.min(axis=0)
    extent = points.max(axis=0) - low
    extent[extent == 0] = 1
    steps = np.diff((points - low) / extent, axis=0)
    ends = np.zeros((len(points), 1), np.float32)
    ends[np.cumsum([len(stroke[0]) for stroke in strokes]) - 1] = 1
    return np.hstack([steps, ends[1:]]).astype(np.float32)


def read_folder(folder):
    """All drawings of a folder of ndjson files: `(inks, labels, classes)`.

    Classes are the sorted words, a label is an index into them. A drawing of fewer than two points
    has no ink and is left out, as graphrun leaves it out.
    """
    drawings = []
    for path in sorted(Path(folder).glob("*.ndjson")):
        with open(path, encoding="utf-8") as lines:
            drawings += [json.loads(line) for line in lines]
    if not drawings:
        raise SystemExit(f"{folder}: no drawings in *.ndjson")
    drawings = [d for d in drawings if sum(len(stroke[0]) for stroke in d["drawing"]) >= 2]
    classes = sorted({d["word"] for d in drawings})
    index = {word: i for i, word in enumerate(classes)}
    labels = np.array([index[d["word"]] for d in drawings], np.int32)
    return [ink_of(d["drawing"]) for d in drawings], labels, classes


def pad(inks):
    """`(ink [B, T, 3] float32, lengths [B] int32)`; T is the longest, the padding is zero."""
    lengths = np.array([len(ink) for ink in inks], np.int32)
    padded = np.zeros((len(inks), lengths.max(), 3), np.float32)
    for row, ink in enumerate(inks):
        padded[row, : len(ink)] = ink
    return padded, lengths
