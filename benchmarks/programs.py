"""The programs of a comparison: how each is called."""

import sys


class Peer:
    """One form of one framework: a program of `peers/` in an environment of its own."""

    checked = True

    def __init__(self, name, environment, module, modes, form=None, exact=True):
        self.name, self.environment, self.module = name, environment, module
        self.modes, self.form, self.exact = modes, form, exact

    def command(self, batches, mode, threads, steps):
        command = [self.environment / "bin" / "python", "-m", f"benchmarks.peers.{self.module}"]
        command += ["--batches", batches, "--mode", mode, "--threads", str(threads)]
        command += ["--steps", str(steps)]
        return command + (["--form", self.form] if self.form else [])


class Graphrun:
    """graphrun itself, which is held to TensorFlow by its own tests rather than here."""

    name, modes, exact, checked = "graphrun", ("train", "infer"), False, False

    def __init__(self, program, model):
        self.program, self.model = program, model

    def command(self, batches, mode, threads, steps):
        if mode == "check":
            return None
        command = [self.program.resolve(), "time", self.model.resolve(), "--batches", batches]
        command += ["--mode", mode, "--threads", str(threads)]
        return command + ["--steps", str(steps), "--json"]


def peers(environments):
    """The peers whose environment is installed; the others are named on stderr."""
    both, found = ("train", "infer"), []
    known = [
        ("PyTorch grouped", "torch", "run_torch", both, "grouped", True),
        ("PyTorch reversed", "torch", "run_torch", both, "reversed", True),
        ("PyTorch packed", "torch", "run_torch", both, "packed", True),
        ("PyTorch padded", "torch", "run_torch", both, "padded", False),
        ("JAX", "jax", "run_jax", both, None, True),
        ("TensorFlow BlockLSTM", "tf", "run_tensorflow", both, None, True),
        ("ONNX Runtime", "torch", "run_onnxruntime", ("infer",), None, True),
    ]
    for name, folder, *rest in known:
        if (environments / folder / "bin" / "python").exists():
            found.append(Peer(name, environments / folder, *rest))
        else:
            print(f"{name}: left out, {environments / folder} is not installed", file=sys.stderr)
    return found
