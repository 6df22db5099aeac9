"""Writes `quickdraw.yaml` with the shared start weights as an ONNX file: `onnx_graph OUT`.

Inputs `ink` `[B, T, 3]` float and `lengths` `[B]` int32, output `logits`. ONNX's LSTM takes the
lengths and leaves zeros after them, so the sum over time needs no mask.
"""

import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from benchmarks import model as shape
from benchmarks.peers import timing

OPSET, IR_VERSION = 17, 8


class Graph:
    """Collects nodes and constants."""

    def __init__(self):
        self.nodes, self.constants = [], []

    def constant(self, name, array):
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def node(self, op, inputs, output, **attributes):
        self.nodes.append(helper.make_node(op, inputs, [output], **attributes))
        return output


def add_convolutions(graph, weights, x):
    x = graph.node("Transpose", [x], "channels_first", perm=[0, 2, 1])
    for i, window in enumerate(shape.WINDOWS):
        kernel = weights[f"convs.{i}.conv/kernel"].transpose(2, 1, 0)
        inputs = [
            x,
            graph.constant(f"conv{i}/kernel", kernel),
            graph.constant(f"conv{i}/bias", weights[f"convs.{i}.conv/bias"]),
        ]
        pads = [(window - 1) // 2, window // 2]
        x = graph.node("Conv", inputs, f"conv{i}", kernel_shape=[window], pads=pads)
    return graph.node("Transpose", [x], "steps_first", perm=[2, 0, 1])


def add_recurrent_layers(graph, weights, x):
    merged = graph.constant("merged", np.array([0, 0, -1], np.int64))
    for i in range(shape.LAYERS):
        ins, recurrents, biases = [], [], []
        for direction in shape.DIRECTIONS:
            name = f"rnn.{i}.{direction}"
            kernel = shape.gates(weights[f"{name}/kernel"], "iofj").T
            bias = shape.gates(shape.with_forget_bias(weights[f"{name}/bias"]), "iofj")
            ins.append(kernel[:, : -shape.UNITS])
            recurrents.append(kernel[:, -shape.UNITS :])
            biases.append(np.concatenate([bias, np.zeros_like(bias)]))
        inputs = [
            x,
            graph.constant(f"rnn{i}/in", np.stack(ins)),
            graph.constant(f"rnn{i}/recurrent", np.stack(recurrents)),
            graph.constant(f"rnn{i}/bias", np.stack(biases)),
            "lengths",
        ]
        attributes = {"hidden_size": shape.UNITS, "direction": "bidirectional"}
        x = graph.node("LSTM", inputs, f"rnn{i}", **attributes)  # [T, 2, B, units]
        x = graph.node("Transpose", [x], f"rnn{i}/beside", perm=[0, 2, 1, 3])
        x = graph.node("Reshape", [x, merged], f"rnn{i}/merged")
    return x


def build():
    graph, weights = Graph(), timing.weights()
    x = add_recurrent_layers(graph, weights, add_convolutions(graph, weights, "ink"))
    axis = graph.constant("time", np.array([0], np.int64))
    x = graph.node("ReduceSum", [x, axis], "pooled", keepdims=0)
    kernel = graph.constant("dense/kernel", weights["logits/kernel"])
    bias = graph.constant("dense/bias", weights["logits/bias"])
    graph.node("Gemm", [x, kernel, bias], "logits")
    inputs = [
        helper.make_tensor_value_info("ink", TensorProto.FLOAT, ["B", "T", 3]),
        helper.make_tensor_value_info("lengths", TensorProto.INT32, ["B"]),
    ]
    scores = helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["B", shape.CLASSES])
    body = helper.make_graph(graph.nodes, "quickdraw", inputs, [scores], graph.constants)
    model = helper.make_model(body, opset_imports=[helper.make_opsetid("", OPSET)])
    model.ir_version = IR_VERSION
    onnx.checker.check_model(model)
    return model


if __name__ == "__main__":
    onnx.save(build(), sys.argv[1])
