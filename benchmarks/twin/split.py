"""Writes a small training set and a held-out one from a folder of Quick, Draw! ndjson files.

    python3 benchmarks/twin/split.py FOLDER OUT [--categories 16]

The N largest categories; every fifth line of each file (the 5th, 10th, ...) goes to `OUT/eval`, the
others to `OUT/train`, both as ndjson under the file's own name.
"""

import argparse
from pathlib import Path

FOLD = 5


def lines_of(path):
    """Lines with their endings, which must not be split at Unicode's other line separators."""
    with open(path, "rb") as file:
        return [line for line in file if line.strip()]


def split(lines):
    """`(train, held out)`."""
    return (
        [line for i, line in enumerate(lines) if i % FOLD != FOLD - 1],
        [line for i, line in enumerate(lines) if i % FOLD == FOLD - 1],
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--categories", type=int, default=16, help="how many, the largest first")
    options = parser.parse_args()
    files = {path: lines_of(path) for path in sorted(options.folder.glob("*.ndjson"))}
    if len(files) < options.categories:
        wanted = f"--categories asks for {options.categories}"
        raise SystemExit(f"{options.folder}: {len(files)} ndjson files, but {wanted}")
    largest = sorted(files, key=lambda path: (-len(files[path]), path.name))[: options.categories]
    totals = [0, 0]
    for part in ("train", "eval"):
        (options.out / part).mkdir(parents=True, exist_ok=True)
    for path in sorted(largest):
        parts = split(files[path])
        for i, (name, lines) in enumerate(zip(("train", "eval"), parts)):
            (options.out / name / path.name).write_bytes(b"".join(lines))
            totals[i] += len(lines)
        print(f"{path.stem:20} {len(parts[0]):6} train {len(parts[1]):6} eval")
    print(f"{'all':20} {totals[0]:6} train {totals[1]:6} eval")


if __name__ == "__main__":
    main()
