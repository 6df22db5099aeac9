"""Times ONNX Runtime, which only infers."""

import subprocess
import sys

from benchmarks.peers import timing


def session(onnxruntime, chosen):
    """The graph lies beside the batches; a check writes it, in a process of its own."""
    path = chosen.batches.with_name("quickdraw.onnx")
    if chosen.mode == "check" or not path.exists():
        subprocess.run([sys.executable, "-m", "benchmarks.peers.onnx_graph", path], check=True)
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads, settings.inter_op_num_threads = chosen.threads, 1
    return onnxruntime.InferenceSession(path, settings, providers=["CPUExecutionProvider"])


def main():
    chosen = timing.options(__doc__)
    if chosen.mode == "train":
        raise SystemExit("ONNX Runtime does not train; use --mode infer")
    import onnxruntime

    batches = timing.read(chosen.batches)
    ready = session(onnxruntime, chosen)
    program = f"ONNX Runtime {onnxruntime.__version__}"

    def infer(i):
        ink, lengths, _ = batches[i]
        return ready.run(None, {"ink": ink, "lengths": lengths})[0]

    timing.run(chosen, batches, program, None, infer)


if __name__ == "__main__":
    main()
