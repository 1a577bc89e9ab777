#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# Copyright the watermgmt authors
"""TensorFlow in Python as a peer of `compare savedmodel`: the signature of a loaded SavedModel, which is a
tf.function, on one thread.

  savedmodel-tensorflow.py check              ends with 0 if tensorflow is here
  savedmodel-tensorflow.py run REQUEST.json   calls one model; what a request holds: PeerCaller.java

A timed call goes from prepared tensors to NumPy arrays, so that the conversion of the inputs, which the
Java side pays for, is not counted here. Needs requirements-tensorflow.txt.
"""
import json
import math
import os
import statistics
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
LEAST = 5


def times(call, most, seconds):
    """Microseconds of each call, until there are so many or so much time has passed."""
    found = []
    begun = last = time.perf_counter_ns()
    while len(found) < most and (len(found) < LEAST or last - begun < seconds * 1e9):
        before = time.perf_counter_ns()
        call()
        last = time.perf_counter_ns()
        found.append((last - before) / 1e3)
    return found


def median(call, request):
    times(call, request["warm_calls"], request["warm_seconds"])
    return statistics.median(times(call, request["calls"], request["seconds"]))


def load(request):
    import tensorflow as tf

    loaded = tf.saved_model.load(request["folder"])
    keys = list(loaded.signatures)
    key = request["signature"] or (keys[0] if len(keys) == 1 else "serving_default")
    if key not in keys:
        raise KeyError(f"no signature '{key}', only {keys}")
    # The signature alone does not keep its variables alive.
    return loaded, loaded.signatures[key]


def named(inputs, signature):
    """The inputs as arrays by the names and types of the signature; a sole one goes to the sole input."""
    import numpy

    takes = signature.structured_input_signature[1]
    if len(inputs) == 1 and len(takes) == 1:
        inputs = {next(iter(takes)): next(iter(inputs.values()))}
    return {name: numpy.array(inputs[name], takes[name].dtype.as_numpy_dtype) for name in takes}


def repeated(arrays, rows):
    """The arrays with so many rows; None where they have no common rows."""
    import numpy

    sizes = {array.shape[0] if array.ndim else None for array in arrays.values()}
    if len(sizes) != 1 or sizes & {None, 0}:
        return None
    return {name: numpy.resize(array, (rows, *array.shape[1:])) for name, array in arrays.items()}


def answer(request):
    import tensorflow as tf

    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    try:
        load(request)  # the first load of a process pays for more than the model
        begun = time.perf_counter()
        loaded, signature = load(request)
        load_ms = (time.perf_counter() - begun) * 1e3
    except Exception as error:
        return {"status": "refused", "reason": f"{type(error).__name__}: {error}"}, {}

    def tensors(arrays):
        return {name: tf.constant(array) for name, array in arrays.items()}

    def call(given):
        return {name: value.numpy() for name, value in signature(**given).items()}

    with open(request["example"], encoding="utf-8") as file:
        arrays = named(json.load(file)["inputs"], signature)
    outputs = call(tensors(arrays))
    result = {"status": "called", "load_ms": load_ms}
    for name, rows in zip(("one_us", "many_us"), request["rows"]):
        batch = repeated(arrays, rows)
        try:
            if batch is not None:
                given = tensors(batch)
                result[name] = median(lambda given=given: call(given), request)
        except tf.errors.InvalidArgumentError:
            pass  # a network of a fixed number of rows
    del loaded
    return result, {name: outputs[name].tolist() for name in sorted(outputs)}


def plain(value):
    """Nested lists in which what JSON has no number for is text."""
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return value


def run(request_file):
    with open(request_file, encoding="utf-8") as file:
        request = json.load(file)
    result, outputs = answer(request)
    with open(request["outputs"], "w", encoding="utf-8") as file:
        json.dump({"inputs": {}, "outputs": {name: plain(value) for name, value in outputs.items()}}, file)
    with open(request["results"], "w", encoding="utf-8") as file:
        json.dump(result, file)


def check():
    try:
        import tensorflow as tf
    except Exception as error:  # a broken library is as bad as none
        sys.exit(f"tensorflow cannot be used: {error}")
    print("TensorFlow " + tf.__version__)


if __name__ == "__main__":
    if sys.argv[1:] == ["check"]:
        check()
    elif len(sys.argv) == 3 and sys.argv[1] == "run":
        run(sys.argv[2])
    else:
        sys.exit(__doc__)
