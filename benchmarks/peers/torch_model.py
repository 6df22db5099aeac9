"""`quickdraw.yaml` in PyTorch.

The recurrent layers come in three exact forms, which differ in speed alone, and a popular inexact
one:

- `reversed`: one `nn.LSTM` a direction over padded steps, which is what reaches oneDNN's fused
  kernel; the backward direction reads each drawing reversed within its own length.
- `grouped`: the same, but the drawings of a batch are ordered by length and go through the
  recurrent layers a few at a time, so that short ones do not pay for the longest.
- `packed`: `pack_padded_sequence`, PyTorch's own answer to lengths; it has no fused kernel.
- `padded` (not the same model): the backward direction starts in the padding.
"""

import numpy as np
import torch
from torch import nn
from torch.nn.utils.rnn import PackedSequence, pack_padded_sequence, pad_packed_sequence

from benchmarks import model as shape

FORMS = ("reversed", "grouped", "packed", "padded")


class Reversed(nn.Module):
    """A bidirectional layer over padded steps, exact for every length."""

    def __init__(self, width, units):
        super().__init__()
        self.forwards, self.backwards = nn.LSTM(width, units), nn.LSTM(width, units)

    def forward(self, x, lengths):
        step = torch.arange(x.shape[0]).unsqueeze(1)
        mirror = torch.where(step < lengths, lengths - 1 - step, step).unsqueeze(2)

        def flip(z):
            return z.gather(0, mirror.expand(-1, -1, z.shape[2]))

        return torch.cat([self.forwards(x)[0], flip(self.backwards(flip(x))[0])], 2)


class Library(nn.Module):
    """PyTorch's own bidirectional layer: exact on a packed sequence, not on a padded one."""

    def __init__(self, width, units):
        super().__init__()
        self.lstm = nn.LSTM(width, units, bidirectional=True)

    def forward(self, x, lengths):
        return self.lstm(x)[0]


class QuickDraw(nn.Module):
    """Logits `[B, classes]` of padded ink `[B, T, 3]` and lengths `[B]` (int64)."""

    def __init__(
        self,
        form,
        classes=shape.CLASSES,
        filters=shape.FILTERS,
        windows=shape.WINDOWS,
        layers=shape.LAYERS,
        units=shape.UNITS,
        dropout=shape.DROPOUT,
        group=16,
    ):
        super().__init__()
        if form not in FORMS:
            raise ValueError(f"no form called {form}; there are {', '.join(FORMS)}")
        self.form, self.group = form, group
        widths = [3, *filters]
        self.convs = nn.ModuleList(
            nn.Conv1d(i, o, k, padding="same") for i, o, k in zip(widths, widths[1:], windows)
        )
        widths = [widths[-1]] + [2 * units] * (layers - 1)
        kind = Reversed if form in ("reversed", "grouped") else Library
        self.layers = nn.ModuleList(kind(width, units) for width in widths)
        self.dropout = nn.Dropout(dropout)
        self.dense = nn.Linear(2 * units, classes)

    def load(self, weights):
        """Takes over weights as `model.initial_weights` names them."""
        put = {}
        for i, conv in enumerate(self.convs):
            put[conv.weight] = weights[f"convs.{i}.conv/kernel"].transpose(2, 1, 0)
            put[conv.bias] = weights[f"convs.{i}.conv/bias"]
        for i, (w, u, bias, spare) in enumerate(self.directions()):
            name = f"rnn.{i // 2}.{shape.DIRECTIONS[i % 2]}"
            kernel = shape.gates(weights[f"{name}/kernel"], "ifjo").T
            put[w], put[u] = np.split(kernel, [w.shape[1]], axis=1)
            put[bias] = shape.gates(shape.with_forget_bias(weights[f"{name}/bias"]), "ifjo")
            put[spare] = np.zeros(spare.shape)
            spare.requires_grad_(False)  # PyTorch's second bias has no counterpart
        put[self.dense.weight] = weights["logits/kernel"].T
        put[self.dense.bias] = weights["logits/bias"]
        with torch.no_grad():
            for parameter, values in put.items():
                parameter.copy_(torch.from_numpy(np.ascontiguousarray(values)))
        return self

    def directions(self):
        """`(input kernel, recurrent kernel, bias, second bias)` of 0 forward, 0 backward, 1 ...."""
        for layer in self.layers:
            if isinstance(layer, Reversed):
                parts = (layer.forwards, ""), (layer.backwards, "")
            else:
                parts = (layer.lstm, ""), (layer.lstm, "_reverse")
            for lstm, end in parts:
                names = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")
                yield tuple(getattr(lstm, name + end) for name in names)

    def trained(self):
        """The parameters that training changes, once the weights are loaded."""
        return [p for p in self.parameters() if p.requires_grad]

    def forward(self, ink, lengths):
        x = ink.transpose(1, 2)
        for i, conv in enumerate(self.convs):
            x = conv(self.dropout(x) if i else x)
        x = x.permute(2, 0, 1)  # steps first
        pool = self.pool_grouped if self.form == "grouped" else self.pool
        return self.dense(pool(x, lengths))

    def pool(self, x, lengths):
        """The recurrent layers, then the sum over each drawing's own steps: `[B, 2 * units]`."""
        if self.form == "packed":
            x = pack_padded_sequence(x, lengths, enforce_sorted=False)
        for layer in self.layers:
            x = layer(x, lengths)
            if isinstance(x, PackedSequence):
                x = x._replace(data=self.dropout(x.data))
            else:
                x = self.dropout(x)
        if isinstance(x, PackedSequence):
            return pad_packed_sequence(x)[0].sum(0)
        live = torch.arange(x.shape[0]).unsqueeze(1) < lengths
        return (x * live.unsqueeze(2)).sum(0)

    def pool_grouped(self, x, lengths):
        order = lengths.argsort()
        parts = zip(x[:, order].split(self.group, 1), lengths[order].split(self.group))
        pooled = torch.cat([self.pool(part[: int(own[-1])], own) for part, own in parts])
        return pooled[order.argsort()]
