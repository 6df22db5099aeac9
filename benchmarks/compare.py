"""Times graphrun beside other frameworks on the same model and the same batches.

    python3 benchmarks/compare.py [--data FOLDER] [--batch 8 64] [--rounds 3]

From the root of the repository. Every program runs in a process of its own, one at a time, in
turn, and the whole turn again each round, because a machine's speed drifts: a ratio compares
programs of the same round. First every peer shows, by the loss of one batch at common start
weights, that it computes the same model. Prints a Markdown table and writes it with every single
measurement to `benchmarks/results/`. Needs nothing but Python; the peers' environments are
described in README.md, and a peer without one is left out and named.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks import report
from benchmarks.machine import Load, describe
from benchmarks.programs import Graphrun, peers


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--batch", type=int, nargs="+", default=[8, 64])
    parser.add_argument("--mode", nargs="+", choices=["train", "infer"], default=["train", "infer"])
    parser.add_argument("--threads", type=int, nargs="+", default=[2])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--steps", type=int, default=24, help="timed steps a measurement")
    parser.add_argument("--count", type=int, default=24, help="different batches")
    parser.add_argument("--only", default="", metavar="REGEX", help="programs whose name matches")
    parser.add_argument("--limit", type=float, default=600, help="seconds a measurement may take")
    parser.add_argument("--data", type=Path, help="folder of ndjson drawings, for real lengths")
    parser.add_argument("--lengths", type=Path, help="or a file with one length a line")
    parser.add_argument("--model", type=Path, default=ROOT / "models" / "quickdraw.yaml")
    parser.add_argument("--graphrun", type=Path, default=ROOT / ".build/release/graphrun")
    parser.add_argument("--out", type=Path, default=ROOT / "benchmarks" / "results")
    environments = os.environ.get("BENCH_VENVS", ROOT / ".build" / "peers")
    parser.add_argument("--environments", type=Path, default=Path(environments))
    return parser.parse_args()


def write_batches(options, batch):
    """The file and what is in it."""
    python = options.environments / "torch" / "bin" / "python"
    if not python.exists():
        raise SystemExit(f"{python}: not there, and it makes the batches; see README.md")
    path = ROOT / "benchmarks" / "batches" / f"B{batch}.safetensors"
    command = [python, "-m", "benchmarks.batches", path.resolve(), "--batch", str(batch)]
    command += ["--count", str(options.count)]
    if options.data:
        command += ["--data", options.data.resolve()]
    elif options.lengths:
        command += ["--lengths", options.lengths.resolve()]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise SystemExit("the batches could not be written")
    return path, json.loads(done.stdout)


def launch(command, threads, limit):
    """The JSON object of a program's last line, or `{"error": ...}`."""
    environment = {**os.environ, "BENCH_STARTED": repr(time.time())}
    # BLAS and OpenMP read these when they load, before a program can choose.
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        environment[name] = str(threads)

    def pin():
        """One thread means one core, also for a framework that starts more."""
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:threads])

    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=environment,
            timeout=limit,
            text=True,
            capture_output=True,
            preexec_fn=pin if hasattr(os, "sched_setaffinity") else None,
        )
    except subprocess.TimeoutExpired:
        return {"error": f"stopped after {limit:g} seconds"}
    lines = done.stdout.strip().splitlines()
    if done.returncode or not lines:
        last = (done.stderr.strip().splitlines() or ["no output"])[-1]
        return {"error": f"exit {done.returncode}: {last}"}
    try:
        return json.loads(lines[-1])
    except json.JSONDecodeError:
        return {"error": f"not JSON: {lines[-1][:80]}"}


def check(programs, path, options):
    """Leaves out peers that do not run; returns the others with whether they are exact."""
    losses = {}
    for program in programs:
        command = program.command(path, "check", max(options.threads), 1)
        if command is None:
            continue
        answer = launch(command, max(options.threads), options.limit)
        if "error" in answer:
            print(f"{program.name}: left out, {answer['error']}", file=sys.stderr)
        else:
            losses[program.name] = answer["loss"]
            print(f"{program.name}: loss {answer['loss']:.6f} at the start", file=sys.stderr)
    exact = [losses[p.name] for p in programs if p.exact and p.name in losses]
    if exact and max(exact) - min(exact) > 1e-5 * max(exact):
        raise SystemExit(f"the exact peers disagree about the model: losses {exact}")
    return [p for p in programs if p.name in losses or not p.checked]


def measure(programs, cases, options):
    """One entry a measurement, every program of a case next to the others, rounds outermost."""
    entries = []
    for turn in range(options.rounds):
        for path, batch, mode, threads in cases:
            for program in programs:
                if mode not in program.modes:
                    continue
                command = program.command(path, mode, threads, options.steps)
                load = Load()
                answer = launch(command, threads, options.limit)
                entry = {"name": program.name, "exact": program.exact, "round": turn, "mode": mode}
                entry |= {"batch": batch, "threads": threads, "other_cores": load.others()}
                entries.append(entry | answer)
                shown = answer.get("error") or f"{answer['drawings_per_s']:.1f} drawings/s"
                print(f"{turn} {mode} {batch} {threads} {program.name}: {shown}", file=sys.stderr)
    return entries


def main():
    options = arguments()
    programs = [p for p in peers(options.environments) if re.search(options.only, p.name)]
    if re.search(options.only, Graphrun.name):
        if options.graphrun.exists():
            programs.insert(0, Graphrun(options.graphrun, options.model))
        else:
            print(f"graphrun: left out, {options.graphrun} is not built", file=sys.stderr)
    files = {batch: write_batches(options, batch) for batch in options.batch}
    programs = check(programs, files[options.batch[0]][0], options)
    cases = [
        (files[batch][0], batch, mode, threads)
        for threads in options.threads
        for mode in options.mode
        for batch in options.batch
    ]
    facts = {
        "date": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "machine": describe(),
        "batches": {str(batch): what for batch, (_, what) in files.items()},
        "rounds": options.rounds,
        "steps": options.steps,
    }
    entries = measure(programs, cases, options)
    report.write(options.out, facts, entries)


if __name__ == "__main__":
    main()
