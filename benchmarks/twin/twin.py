"""Trains `quickdraw.yaml` in PyTorch and writes its learning curve, to set beside graphrun's.

    python -m benchmarks.twin.twin --data SPLIT --log curve.jsonl --seed 1

SPLIT is what `split.py` wrote. The same drawings, model, loss, clipping and optimizer as
`graphrun train quickdraw.yaml --data SPLIT/train`; the random numbers are PyTorch's own, so two
curves agree as two seeds do, not line by line. The same seed and thread count give the same curve.

The log is JSON lines: the run first, then one line an evaluation.
    step, epoch      updates so far, and passes over the training set
    loss             mean training loss since the line before (dropout on)
    eval_loss        mean loss over the held-out drawings (dropout off)
    eval_top1        share of the held-out drawings whose class is the best one
    seconds          training time so far, evaluations left out
    cpu_seconds      the same in processor time, which a shared machine disturbs less
    drawings_per_s   since the line before
"""

import argparse
import json
import math
import os
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from benchmarks import model as shape
from benchmarks.drawings import pad, read_folder
from benchmarks.peers.torch_model import FORMS, QuickDraw


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with train/ and eval/")
    parser.add_argument("--log", type=Path, required=True, help="where the curve goes")
    parser.add_argument("--steps", type=int, default=1500)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--learning-rate", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--eval-every", type=int, default=150, metavar="STEPS")
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    parser.add_argument("--form", choices=FORMS, default="grouped", help="see torch_model.py")
    parser.add_argument("--group", type=int, default=8, help="drawings a group")
    return parser.parse_args()


def batches(count, size, seed):
    """Indices of one batch after another, for ever: each pass in a new order, none left out."""
    random = np.random.default_rng(seed)
    waiting = np.empty(0, np.int64)
    while True:
        while len(waiting) < size:
            waiting = np.concatenate([waiting, random.permutation(count)])
        yield waiting[:size]
        waiting = waiting[size:]


def tensors(inks, labels, rows):
    ink, lengths = pad([inks[row] for row in rows])
    truth = torch.from_numpy(labels[rows])
    return torch.from_numpy(ink), torch.from_numpy(lengths).long(), truth.long()


def evaluate(net, inks, labels, size):
    """`(mean loss, share right)` over all drawings, in the files' order."""
    net.eval()
    loss, right = 0.0, 0
    with torch.inference_mode():
        for start in range(0, len(inks), size):
            rows = np.arange(start, min(start + size, len(inks)))
            ink, lengths, truth = tensors(inks, labels, rows)
            logits = net(ink, lengths)
            loss += F.cross_entropy(logits, truth, reduction="sum").item()
            right += (logits.argmax(1) == truth).sum().item()
    net.train()
    return loss / len(inks), right / len(inks)


class Trainer:
    """The model with its optimizer; one update a call."""

    def __init__(self, net, learning_rate, clip_norm=shape.CLIP_NORM):
        self.net, self.parameters, self.clip_norm = net, net.trained(), clip_norm
        self.updates = 0
        betas = shape.BETA1, shape.BETA2
        self.optimizer = torch.optim.Adam(
            self.parameters, lr=learning_rate, betas=betas, fused=True
        )

    def update(self, ink, lengths, labels):
        """`(loss, logits)` before the update."""
        self.updates += 1
        self.optimizer.zero_grad(set_to_none=True)
        logits = self.net(ink, lengths)
        loss = F.cross_entropy(logits, labels)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.parameters, self.clip_norm)
        # TensorFlow adds epsilon before the bias correction, PyTorch after it.
        correction = math.sqrt(1 - shape.BETA2**self.updates)
        self.optimizer.param_groups[0]["eps"] = shape.EPSILON / correction
        self.optimizer.step()
        return loss.item(), logits.detach()


def train(options, log):
    inks, labels, classes = read_folder(options.data / "train")
    held_inks, held_labels, held_classes = read_folder(options.data / "eval")
    if classes != held_classes:
        raise SystemExit(f"{options.data}: train/ and eval/ hold different classes")
    torch.manual_seed(options.seed)
    net = QuickDraw(options.form, classes=len(classes), group=options.group)
    net.load(shape.initial_weights(options.seed, len(classes))).train()
    trainer = Trainer(net, options.learning_rate)
    write(log, header(options, len(inks), len(held_inks), classes))
    order = batches(len(inks), options.batch, options.seed)
    losses, seconds, cpu_seconds, lap = [], 0.0, 0.0, 0.0
    for step in range(1, options.steps + 1):
        wall, cpu = time.perf_counter(), time.process_time()
        losses.append(trainer.update(*tensors(inks, labels, next(order)))[0])
        seconds += time.perf_counter() - wall
        cpu_seconds += time.process_time() - cpu
        if step % options.eval_every and step != options.steps:
            continue
        eval_loss, top1 = evaluate(net, held_inks, held_labels, options.batch)
        line = {
            "step": step,
            "epoch": round(step * options.batch / len(inks), 3),
            "loss": round(float(np.mean(losses)), 5),
            "eval_loss": round(eval_loss, 5),
            "eval_top1": round(top1, 5),
            "seconds": round(seconds, 2),
            "cpu_seconds": round(cpu_seconds, 2),
            "drawings_per_s": round(len(losses) * options.batch / (seconds - lap), 1),
        }
        write(log, line)
        losses, lap = [], seconds


def header(options, train_count, eval_count, classes):
    names = "steps", "batch", "learning_rate", "seed", "threads", "form", "group"
    return {
        "program": f"torch {torch.__version__}",
        **{name: getattr(options, name) for name in names},
        "train_drawings": train_count,
        "eval_drawings": eval_count,
        "classes": classes,
        "date": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "cores": os.cpu_count(),
    }


def write(log, entry):
    text = json.dumps(entry)
    print(text, flush=True)
    log.write(text + "\n")
    log.flush()


def main():
    options = arguments()
    torch.set_num_threads(options.threads)
    options.log.parent.mkdir(parents=True, exist_ok=True)
    with open(options.log, "w", encoding="utf-8") as log:
        train(options, log)


if __name__ == "__main__":
    main()
