"""What every peer program shares: its options, its clock, its line of JSON."""

import argparse
import json
import os
import resource
import statistics
import sys
import time
from pathlib import Path

import numpy as np

from benchmarks import model as shape
from benchmarks import tensors

SEED = 1  # of the start weights


def options(description, forms=()):
    """Must be called before the framework is imported: the environment sets its threads."""
    parser = argparse.ArgumentParser(description=description.splitlines()[0])
    parser.add_argument("--batches", type=Path, required=True, help="written by batches.py")
    parser.add_argument("--mode", choices=["train", "infer", "check"], default="train")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--steps", type=int, default=24)
    parser.add_argument("--warmup", type=int, default=5)
    if forms:
        parser.add_argument("--form", choices=forms, default=forms[0])
    chosen = parser.parse_args()
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = str(chosen.threads)
    return chosen


def read(path, multiple=1):
    """List of `(ink, lengths, labels)`; with `multiple`, T is padded up to a multiple of it."""
    arrays, facts = tensors.load(path)
    batches = []
    for i in range(int(facts["count"])):
        ink = arrays[f"ink{i}"]
        ink = np.pad(ink, ((0, 0), (0, -ink.shape[1] % multiple), (0, 0)))
        batches.append((ink, arrays[f"len{i}"], arrays[f"lab{i}"]))
    return batches


def loss_of(logits, labels):
    """Mean softmax cross entropy, in float64."""
    logits = np.asarray(logits, np.float64)
    logits = logits - logits.max(axis=1, keepdims=True)
    rows = np.arange(len(labels))
    return float((np.log(np.exp(logits).sum(axis=1)) - logits[rows, labels]).mean())


def peak_mb():
    unit = 1 if sys.platform == "darwin" else 1024  # getrusage counts bytes there, kilobytes here
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def run(chosen, batches, program, train, infer, each_shape=False):
    """Times one mode and prints the result.

    `train(i)` makes one update on batch i and returns when it is done; `infer(i)` returns the
    logits of batch i as a NumPy array. `each_shape` visits every shape before the clock starts, for
    programs that compile once a shape. `check` prints the loss of batch 0 at the start weights,
    without dropout, by which the driver sees that all programs compute the same model.
    """
    if chosen.mode == "check":
        print(json.dumps({"program": program, "loss": loss_of(infer(0), batches[0][2])}))
        return
    step = train if chosen.mode == "train" else infer
    step(0)
    started = os.environ.get("BENCH_STARTED")  # when the driver launched this program
    first = time.time() - float(started) if started else None
    if each_shape:
        for i in {ink.shape: i for i, (ink, _, _) in enumerate(batches)}.values():
            step(i)
    for i in range(chosen.warmup):
        step(i % len(batches))
    times = {}
    for n in range(chosen.steps):
        i = n % len(batches)
        start = time.perf_counter()
        step(i)
        times.setdefault(i, []).append(time.perf_counter() - start)
    print(json.dumps({"program": program, **summary(times, batches), "start_to_first_step_s": first,
                      "peak_mb": peak_mb()}))


def summary(times, batches):
    """A batch counts with its median time, so that one disturbed step moves nothing."""
    seconds = sum(statistics.median(of_batch) for of_batch in times.values())
    return {
        "ms_median": 1e3 * statistics.median(t for of_batch in times.values() for t in of_batch),
        "drawings_per_s": sum(len(batches[i][1]) for i in times) / seconds,
        "points_per_s": int(sum(batches[i][1].sum() for i in times)) / seconds,
    }


def weights():
    return shape.initial_weights(SEED)
