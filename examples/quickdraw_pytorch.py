#!/usr/bin/env python3
"""The Quick, Draw! classifier of models/quickdraw.yaml as a PyTorch module.

    graphrun ckpt export runs/quickdraw-1 --layout pytorch -o weights.safetensors
    graphrun predict runs/quickdraw-1 drawings.ndjson --batch 8 --logits > logits.jsonl
    python3 quickdraw_pytorch.py weights.safetensors drawings.ndjson logits.jsonl --batch 8

loads the exported weights, runs the drawings in the same batches, and prints how far the numbers of
the two programs are apart. Sizes are read off the tensors. The other way round,

    python3 quickdraw_pytorch.py --new weights.safetensors --classes 10
    graphrun ckpt import weights.safetensors --layout pytorch --model quickdraw.yaml \\
      --set num_classes=10 -o start.safetensors

starts from the weights of a new module. Needs torch (a build for the processor is enough), numpy and
safetensors.
"""
import argparse
import json
import sys

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence


class QuickDraw(nn.Module):
    """Convolutions, bidirectional LSTMs, a sum over the steps, one dense layer.

    The parts are called as the nodes of the model file are, so the names of the state are those of
    the export.
    """

    def __init__(self, filters, windows, layers, units, classes, batch_norm=False, masked=False):
        super().__init__()
        self.masked = masked
        self.convs = nn.ModuleList()
        channels = 3
        for size, window in zip(filters, windows):
            step = {"conv": nn.Conv1d(channels, size, window, padding="same")}
            if batch_norm:
                # TensorFlow's numbers, which are the model file's, not PyTorch's own.
                step["norm"] = nn.BatchNorm1d(channels, eps=1e-3, momentum=0.01)
            self.convs.append(nn.ModuleDict(step))
            channels = size
        self.rnn = nn.LSTM(channels, units, layers, batch_first=True, bidirectional=True)
        self.logits = nn.Linear(2 * units, classes)

    def forward(self, ink, lengths):
        """ink [B, T, 3], padded with zeros; lengths [B]; gives logits [B, classes]."""
        own = (torch.arange(ink.shape[1]) < lengths[:, None])[:, None].to(ink.dtype)
        x = ink.transpose(1, 2)
        for step in self.convs:
            if "norm" in step:
                x = step["norm"](x) * own
            # As in the tutorial a convolution's bias stands in the padding and the next one reads it,
            # unless it is masked as in quickdraw-masked.yaml.
            x = step["conv"](x) * own if self.masked else step["conv"](x)
        packed = pack_padded_sequence(
            x.transpose(1, 2), lengths, batch_first=True, enforce_sorted=False)
        # Past a drawing's end the unpacked sequence is zero, so its sum is over its own steps.
        y, _ = pad_packed_sequence(self.rnn(packed)[0], batch_first=True)
        return self.logits(y.sum(dim=1))

    @classmethod
    def of_state(cls, state, masked):
        """A module of the sizes that the tensors of a state have."""
        convs = sum(name.endswith(".conv.weight") for name in state)
        weights = [state[f"convs.{i}.conv.weight"] for i in range(convs)]
        module = cls(
            filters=[w.shape[0] for w in weights], windows=[w.shape[2] for w in weights],
            layers=sum(name.startswith("rnn.weight_hh_l") for name in state) // 2,
            units=state["rnn.weight_hh_l0"].shape[1], classes=state["logits.weight"].shape[0],
            batch_norm="convs.0.norm.weight" in state, masked=masked)
        module.load_state_dict(state)
        return module.eval()


def ink_of(drawing):
    """Strokes as differences between points in the unit box, and 1 where a stroke ends: [N - 1, 3]."""
    points = np.concatenate([np.array(stroke[:2], np.float64).T for stroke in drawing])
    ends = np.concatenate([np.arange(len(stroke[0])) == len(stroke[0]) - 1 for stroke in drawing])
    low, extent = points.min(axis=0), np.ptp(points, axis=0)
    extent[extent == 0] = 1
    scaled = (points - low) / extent
    return np.concatenate([np.diff(scaled, axis=0), ends[1:, None]], axis=1).astype(np.float32)


def run(module, drawings, batch):
    """The logits of all drawings, run `batch` at a time and padded to the longest of each batch."""
    logits = []
    for start in range(0, len(drawings), batch):
        inks = [torch.from_numpy(ink_of(drawing)) for drawing in drawings[start:start + batch]]
        lengths = torch.tensor([len(ink) for ink in inks])
        with torch.no_grad():
            logits.append(module(nn.utils.rnn.pad_sequence(inks, batch_first=True), lengths))
    return torch.cat(logits).numpy()


def compare(arguments):
    module = QuickDraw.of_state(load_file(arguments.weights), arguments.masked)
    with open(arguments.drawings, encoding="utf-8") as lines:
        drawings = [json.loads(line)["drawing"] for line in lines]
    with open(arguments.logits, encoding="utf-8") as lines:
        theirs = np.array([json.loads(line)["logits"] for line in lines])
    ours = run(module, drawings, arguments.batch)
    points = [len(ink_of(drawing)) for drawing in drawings]
    difference = np.abs(ours - theirs).max()
    print(
        f"{len(drawings)} drawings of {min(points)} to {max(points)} points: logits from "
        f"{theirs.min():.3f} to {theirs.max():.3f}, largest difference {difference:.2e}")
    if difference > arguments.limit:
        sys.exit(f"error: more than {arguments.limit}")


def make_new(arguments):
    torch.manual_seed(arguments.seed)
    module = QuickDraw(
        arguments.filters, arguments.windows, arguments.layers, arguments.units,
        arguments.classes, arguments.batch_norm)
    save_file(module.state_dict(), arguments.new)
    print(f"wrote a new module's {len(module.state_dict())} tensors to {arguments.new}")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", nargs="?", help="the exported safetensors file")
    parser.add_argument("drawings", nargs="?", help="drawings, a JSON object a line")
    parser.add_argument("logits", nargs="?", help="what `graphrun predict --logits` said of them")
    parser.add_argument("--batch", type=int, default=1, help="drawings run at once, as for predict")
    parser.add_argument("--masked", action="store_true", help="for quickdraw-masked and -small")
    parser.add_argument("--limit", type=float, default=1e-4, help="the largest difference allowed")
    parser.add_argument("--new", metavar="FILE", help="write the weights of a new module instead")
    parser.add_argument("--filters", type=int, nargs="+", default=[48, 64, 96])
    parser.add_argument("--windows", type=int, nargs="+", default=[5, 5, 3])
    parser.add_argument("--layers", type=int, default=3)
    parser.add_argument("--units", type=int, default=128)
    parser.add_argument("--classes", type=int, default=345)
    parser.add_argument("--batch-norm", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    if arguments.new:
        make_new(arguments)
    elif arguments.logits:
        compare(arguments)
    else:
        parser.error("name the weights, the drawings and the logits, or --new FILE")


if __name__ == "__main__":
    main()
