"""Holds the PyTorch model to TensorFlow's: every case of the model oracle, every exact form.

    python -m benchmarks.twin.check ORACLES/model

A case is the tutorial's own graph, trained a few steps by TensorFlow in float64. Cases with batch
normalisation, which the PyTorch model does not have, are left out and named. Ends with 1 if a loss
or a logit is off by more than the limits below.
"""

import json
import sys
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import load_file

from benchmarks.peers.torch_model import QuickDraw
from benchmarks.twin.twin import Trainer

LOSS_LIMIT = 1e-5  # relative
LOGIT_LIMIT = 5e-5  # absolute; logits here are of size 1 to 10
EXACT = ("reversed", "grouped", "packed")


def start_weights(case, arrays):
    """TensorFlow's start weights under the names that the model here reads."""
    config = case["config"]
    names = {"dense": "logits"}
    for i in range(len(config["num_conv"])):
        names[f"conv1d_{i}"] = f"convs.{i}.conv"
    for i in range(config["num_layers"]):
        names[f"cell_{i}/fw"] = f"rnn.{i}.forward"
        names[f"cell_{i}/bw"] = f"rnn.{i}.backward"
    return {
        f"{ours}/{part}": arrays[f"initial/{theirs}/{part}"]
        for theirs, ours in names.items()
        for part in ("kernel", "bias")
    }


def differences(case, arrays, form):
    """The largest loss and logit differences over the steps."""
    config = case["config"]
    net = QuickDraw(
        form,
        classes=config["num_classes"],
        filters=config["num_conv"],
        windows=config["conv_len"],
        layers=config["num_layers"],
        units=config["num_nodes"],
        dropout=0.0,
        group=2,
    )
    net.load(start_weights(case, arrays))
    trainer = Trainer(net, config["learning_rate"], config["gradient_clipping_norm"])
    worst_loss = worst_logit = 0.0
    for step, expected in enumerate(case["losses"]):
        ink, lengths, labels = (arrays[f"step{step}/{n}"] for n in ("ink", "lengths", "labels"))
        loss, logits = trainer.update(
            torch.from_numpy(ink.astype(np.float32)),
            torch.from_numpy(lengths).long(),
            torch.from_numpy(labels).long(),
        )
        worst_loss = max(worst_loss, abs(loss - expected) / abs(expected))
        logit = np.abs(logits.numpy() - arrays[f"step{step}/logits"]).max()
        worst_logit = max(worst_logit, float(logit))
    return worst_loss, worst_logit


def main():
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    paths = sorted(Path(sys.argv[1]).glob("*.json"))
    if not paths:
        raise SystemExit(f"{sys.argv[1]}: no cases")
    bad = 0
    for path in paths:
        case = json.loads(path.read_text())
        if case["config"]["batch_norm"]:
            print(f"{path.stem}: left out, batch normalisation")
            continue
        arrays = load_file(path.with_suffix(".safetensors"))
        for form in EXACT:
            loss, logit = differences(case, arrays, form)
            good = loss <= LOSS_LIMIT and logit <= LOGIT_LIMIT
            bad += not good
            verdict = "ok" if good else "WRONG"
            print(f"{path.stem} {form}: loss {loss:.1e} relative, logits {logit:.1e}, {verdict}")
    raise SystemExit(1 if bad else 0)


if __name__ == "__main__":
    main()
