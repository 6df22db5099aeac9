"""Reads and writes safetensors files with numpy alone, so that every environment here can."""

import json
import struct

import numpy as np

NAMES = {"F32": np.dtype("<f4"), "I32": np.dtype("<i4")}


def save(path, arrays, metadata):
    """Arrays of float32 or int32 by name; metadata maps strings to strings."""
    entries, offset = {"__metadata__": metadata}, 0
    for name, array in arrays.items():
        kind = next((k for k, dtype in NAMES.items() if dtype == array.dtype), None)
        if kind is None:
            raise TypeError(f"{name} is {array.dtype}; only float32 and int32 are written")
        span = [offset, offset + array.nbytes]
        entries[name] = {"dtype": kind, "shape": list(array.shape), "data_offsets": span}
        offset += array.nbytes
    header = json.dumps(entries).encode()
    header += b" " * (-len(header) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(header)) + header)
        for array in arrays.values():
            file.write(np.ascontiguousarray(array).tobytes())


def load(path):
    """`(arrays by name, metadata)`."""
    with open(path, "rb") as file:
        (size,) = struct.unpack("<Q", file.read(8))
        entries = json.loads(file.read(size))
        data = file.read()
    metadata = entries.pop("__metadata__", {})
    arrays = {}
    for name, entry in entries.items():
        start, end = entry["data_offsets"]
        values = np.frombuffer(data[start:end], NAMES[entry["dtype"]])
        arrays[name] = values.reshape(entry["shape"])
    return arrays, metadata
