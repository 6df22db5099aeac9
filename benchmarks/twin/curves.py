"""Lays graphrun's learning curves beside PyTorch's.

    python3 benchmarks/twin/curves.py --torch torch-seed*.jsonl --graphrun runs/*/metrics.jsonl

Prints, for every step that all curves evaluated, the mean over the seeds with the lowest and the
highest, and the difference of the means. Two programs that do the same differ by no more than
seeds do.
"""

import argparse
import json
from pathlib import Path
from statistics import mean


def look_up(entry, key):
    """`eval.accuracy` is a key of that name or `accuracy` inside `eval`; None if neither."""
    if key in entry:
        return entry[key]
    for part in key.split("."):
        entry = entry.get(part) if isinstance(entry, dict) else None
    return entry


def curve(path, key):
    """Value by step, from the lines that have both."""
    values = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            entry = json.loads(line)
        except json.JSONDecodeError as error:
            raise SystemExit(f"{path}:{number}: {error}") from error
        value = look_up(entry, key)
        if value is not None and "step" in entry:
            values[entry["step"]] = value
    if not values:
        raise SystemExit(f"{path}: no line has `step` and `{key}`")
    return values


def cell(values):
    return f"{mean(values):.4f} ({min(values):.4f} to {max(values):.4f})"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--torch", type=Path, nargs="+", required=True, metavar="LOG")
    parser.add_argument("--graphrun", type=Path, nargs="+", required=True, metavar="LOG")
    parser.add_argument("--torch-key", default="eval_top1")
    parser.add_argument("--graphrun-key", default="eval.accuracy")
    options = parser.parse_args()
    theirs = [curve(path, options.torch_key) for path in options.torch]
    ours = [curve(path, options.graphrun_key) for path in options.graphrun]
    steps = sorted(set.intersection(*(set(values) for values in theirs + ours)))
    if not steps:
        raise SystemExit("there is no step that all curves evaluated")
    print(f"| step | PyTorch, {len(theirs)} seeds | graphrun, {len(ours)} seeds | difference |")
    print("| ---: | --- | --- | ---: |")
    for step in steps:
        there, here = [c[step] for c in theirs], [c[step] for c in ours]
        print(f"| {step} | {cell(there)} | {cell(here)} | {mean(here) - mean(there):+.4f} |")


if __name__ == "__main__":
    main()
