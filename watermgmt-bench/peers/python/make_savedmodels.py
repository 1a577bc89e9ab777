#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# Copyright the watermgmt authors
"""Makes small SavedModels with inputs and expected outputs beside them, for tests of whoever loads them.

  make_savedmodels.py FOLDER [NAME ...]

Each goes to FOLDER/NAME with FOLDER/NAME.json: {"inputs": {name: tensor}, "outputs": {name: tensor}}, the
outputs as Python's own call of the exported signature gave them. Needs tensorflow 2.18 with Keras 3 (see
requirements-tensorflow.txt). Weights come from seeded generators; TensorFlow's files differ in a few bytes
from run to run all the same, so their digests do too.
"""
import json
import os
import shutil
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")


def random(*shape, seed=7):
    import numpy

    return numpy.random.default_rng(seed).normal(size=shape).astype("float32")


def attention():
    """Multi-head attention over an open time axis."""
    import keras

    window = keras.Input((None, 3), name="window")
    x = keras.layers.MultiHeadAttention(2, 4)(window, window)
    x = keras.layers.LayerNormalization()(x + window)
    out = keras.layers.Dense(2)(keras.layers.GlobalAveragePooling1D()(x))
    return keras.Model(window, out), {"window": random(5, 12, 3)}


def several_inputs():
    """Two inputs of their own shapes, by name."""
    import keras

    window = keras.Input((8, 2), name="window")
    calendar = keras.Input((4,), name="calendar")
    x = keras.layers.Concatenate()([keras.layers.Flatten()(window), calendar])
    out = keras.layers.Dense(3)(keras.layers.Dense(6, "relu")(x))
    return keras.Model([window, calendar], out), {"window": random(4, 8, 2), "calendar": random(4, 4, seed=8)}


def dict_outputs():
    """Outputs by name, of two shapes; their names are not in the order of their layers."""
    import keras

    window = keras.Input((10,), name="window")
    x = keras.layers.Dense(5, "tanh")(window)
    outputs = {"upper": keras.layers.Dense(4)(x), "lower": keras.layers.Dense(4)(x), "mean": keras.layers.Dense(1)(x)}
    return keras.Model(window, outputs), {"window": random(3, 10)}


def open_time():
    """A convolution over however many steps there are; one output for each step."""
    import keras

    window = keras.Input((None, 2), name="window")
    x = keras.layers.Conv1D(4, 3, padding="causal", activation="relu")(window)
    return keras.Model(window, keras.layers.Conv1D(1, 1)(x)), {"window": random(2, 17, 2)}


def least_window():
    """Two convolutions without padding: less than 5 steps are too few."""
    import keras

    window = keras.Input((None, 2), name="window")
    x = keras.layers.Conv1D(4, 3, activation="relu")(window)
    x = keras.layers.Conv1D(2, 3)(x)
    return keras.Model(window, keras.layers.GlobalMaxPooling1D()(x)), {"window": random(3, 9, 2)}


def recurrent():
    """A GRU, which is a loop in the graph."""
    import keras

    window = keras.Input((None, 2), name="window")
    return keras.Model(window, keras.layers.Dense(1)(keras.layers.GRU(3)(window))), {"window": random(3, 11, 2)}


class Typed:
    """A module with a signature of its own, without Keras."""

    def __init__(self, function, specs, inputs):
        import tensorflow as tf

        self.module = tf.Module()
        self.module.call = tf.function(function, input_signature=specs)
        self.inputs = inputs


def mixed_types():
    """float64 and whole numbers in, float64, int32 and int64 out."""
    import tensorflow as tf

    table = tf.constant([[0.5], [1.5], [-2.0]], tf.float64)

    def call(level, hour):
        return {
            "weighed": level * tf.gather(table, hour),
            "next_hour": hour + 1,
            "count": tf.cast(tf.shape(level)[0], tf.int64),
        }

    specs = [
        tf.TensorSpec([None, 2], tf.float64, name="level"),
        tf.TensorSpec([None], tf.int32, name="hour"),
    ]
    return Typed(call, specs, {"level": random(3, 2).astype("float64"), "hour": [2, 0, 1]})


def text_input():
    """A string in: nothing that could be called with numbers."""
    import tensorflow as tf

    def call(name):
        return {"length": tf.cast(tf.strings.length(name), tf.float32)}

    return Typed(call, [tf.TensorSpec([None], tf.string, name="name")], None)


def same_name():
    """An input and an output of one name, the output of another type."""
    import tensorflow as tf

    def call(x):
        return {"x": tf.strings.as_string(x)}

    return Typed(call, [tf.TensorSpec([None], tf.float32, name="x")], None)


def any_shape():
    """A tensor of any number of axes."""
    import tensorflow as tf

    def call(x):
        return {"doubled": 2.0 * x, "axes": tf.rank(x)}

    return Typed(call, [tf.TensorSpec(None, tf.float32, name="x")], {"x": random(2, 3)})


def two_signatures():
    """Two functions, neither of them the default one."""
    import tensorflow as tf

    made = any_shape()
    spec = tf.TensorSpec([None], tf.float32, name="x")
    made.module.halve = tf.function(lambda x: {"half": x / 2}, input_signature=[spec])
    made.signatures = {"doubled": made.module.call, "halved": made.module.halve}
    made.inputs = None
    return made


def long_window():
    """A convolution over 300 steps: less are too few."""
    import keras

    window = keras.Input((None, 1), name="window")
    x = keras.layers.Conv1D(1, 300)(window)
    return keras.Model(window, keras.layers.GlobalAveragePooling1D()(x)), {"window": random(2, 301, 1)}


def missing_variables():
    """Keras 3 by tf.saved_model.save: the file can be read, and its variables are not found."""
    import keras

    window = keras.Input((10,), name="window")
    out = keras.layers.Dense(2)(keras.layers.Dense(4, "relu")(window))
    return keras.Model(window, out), {"window": random(2, 10)}


def no_signature():
    """A module of two functions, saved without saying that either is to be called."""
    made = two_signatures()
    made.signatures = None
    made.inputs = None
    return made


MODELS = {
    "attention": attention,
    "several-inputs": several_inputs,
    "dict-outputs": dict_outputs,
    "open-time": open_time,
    "least-window": least_window,
    "recurrent": recurrent,
    "mixed-types": mixed_types,
    "text-input": text_input,
    "same-name": same_name,
    "any-shape": any_shape,
    "two-signatures": two_signatures,
    "long-window": long_window,
    "missing-variables": missing_variables,
    "no-signature": no_signature,
}


def make(folder, name):
    import keras
    import tensorflow as tf

    keras.utils.set_random_seed(11)
    target = os.path.join(folder, name)
    shutil.rmtree(target, ignore_errors=True)
    made = MODELS[name]()
    if isinstance(made, Typed):
        signatures = getattr(made, "signatures", made.module.call)
        tf.saved_model.save(made.module, target, signatures=signatures)
        inputs = made.inputs
    else:
        model, inputs = made
        if name == "missing-variables":
            tf.saved_model.save(model, target)
            inputs = None
        else:
            model.export(target, format="tf_saved_model", verbose=False)
    example = {"inputs": {}, "outputs": {}}
    if inputs is not None:
        loaded = tf.saved_model.load(target).signatures["serving_default"]
        takes = loaded.structured_input_signature[1]
        given = {key: tf.constant(value, takes[key].dtype) for key, value in inputs.items()}
        outputs = loaded(**given)
        example["inputs"] = {key: value.numpy().tolist() for key, value in given.items()}
        example["outputs"] = {key: outputs[key].numpy().tolist() for key in sorted(outputs)}
    with open(target + ".json", "w", encoding="utf-8") as file:
        json.dump(example, file)
        file.write("\n")
    print(name, flush=True)


def main(arguments):
    if not arguments:
        sys.exit(__doc__)
    folder, *names = arguments
    os.makedirs(folder, exist_ok=True)
    for name in names or MODELS:
        make(folder, name)


if __name__ == "__main__":
    main(sys.argv[1:])
