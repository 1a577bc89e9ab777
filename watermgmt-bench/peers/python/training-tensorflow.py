#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# Copyright the watermgmt authors
"""Times training in Python's TensorFlow, one thread: 8,000 rows of 10 inputs, Dense 10 relu, Dense 1, Adam.

Prints one line of JSON: for each batch size the median milliseconds of a pass, by a loop around a compiled step
(tf.function with GradientTape) and by Keras' fit. TrainingSpeedTest of watermgmt-tf sets its own beside.
"""
import json
import os
import statistics
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

ROWS = 8000
PASSES = 25
WARM_UP = 5


def network():
    return keras.Sequential(
        [keras.layers.Input((10,)), keras.layers.Dense(10, activation="relu"), keras.layers.Dense(1)])


def loop(x, y, batch):
    model = network()
    adam = keras.optimizers.Adam(0.01)
    adam.build(model.trainable_variables)

    @tf.function
    def step(inputs, truth):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(model(inputs, training=True) - truth))
        gradients = tape.gradient(loss, model.trainable_variables)
        adam.apply_gradients(zip(gradients, model.trainable_variables))
        return loss

    parts = [(tf.constant(x[i:i + batch]), tf.constant(y[i:i + batch])) for i in range(0, ROWS, batch)]
    times = []
    for _ in range(PASSES):
        begun = time.perf_counter()
        for inputs, truth in parts:
            step(inputs, truth)
        times.append(time.perf_counter() - begun)
    return statistics.median(times[WARM_UP:]) * 1e3


def fit(x, y, batch):
    model = network()
    model.compile(optimizer=keras.optimizers.Adam(0.01), loss="mse")
    times = []

    class Clock(keras.callbacks.Callback):
        def on_epoch_begin(self, epoch, logs=None):
            self.begun = time.perf_counter()

        def on_epoch_end(self, epoch, logs=None):
            times.append(time.perf_counter() - self.begun)

    model.fit(x, y, batch_size=batch, epochs=PASSES, verbose=0, callbacks=[Clock()])
    return statistics.median(times[WARM_UP:]) * 1e3


def main():
    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    random = np.random.default_rng(1)
    x = random.standard_normal((ROWS, 10)).astype(np.float32)
    y = (2 * x[:, :1] + x[:, 3:4]).astype(np.float32)
    print(json.dumps({str(batch): {"loop": loop(x, y, batch), "fit": fit(x, y, batch)} for batch in (32, 256)}))


if __name__ == "__main__":
    main()
