# SPDX-License-Identifier: Apache-2.0
# Copyright the watermgmt authors
"""Writes what ReconciliationReferenceTest compares with: a made-up hierarchy of three levels, forecasts and
past errors of its series, and what hierarchicalforecast makes of them.

    python3 -m venv venv && venv/bin/pip install hierarchicalforecast==1.5.3
    venv/bin/python reconcile.py reconcile.properties

Series: city, Z1, Z2, then the leaves Z1a, Z1b, Z1c, Z2a, Z2b, in this order. `base.K` are the forecasts of
step K, `errors.ID` the past errors of a series; some leaves lie close to zero, so that without a bound they
would be negative. `METHOD.K` are the reconciled forecasts, `METHOD.bounded.K` those that may not be negative,
whose quadratic program was solved to a few digits only."""
import sys

import numpy as np
from hierarchicalforecast.methods import MinTrace

STEPS, PAST = 5, 60
random = np.random.default_rng(20260102)
ids = ["city", "Z1", "Z2", "Z1a", "Z1b", "Z1c", "Z2a", "Z2b"]
S = np.array(
    [[1, 1, 1, 1, 1], [1, 1, 1, 0, 0], [0, 0, 0, 1, 1]] + np.eye(5).tolist(), dtype=float)
leaves = random.uniform([20, 0.1, 5, 0.1, 9], [30, 1, 8, 1, 12], (STEPS, 5)).T
base = S @ leaves
base[:3] += random.normal(0, [[6], [4], [3]], (3, STEPS))
shared = random.normal(0, 1, PAST)
errors = S @ (random.normal(0, [[2], [0.5], [1], [0.5], [1.5]], (5, PAST)) + 0.6 * shared)
errors += random.normal(0, 0.7, errors.shape)
truth = 50 + random.normal(0, 5, errors.shape)
lines = ["# Made by reconcile.py with hierarchicalforecast 1.5.3; see there."]


def put(name, values):
    lines.append(f"{name}={' '.join(repr(float(v)) for v in values)}")


for k in range(STEPS):
    put(f"base.{k}", base[:, k])
for i, name in enumerate(ids):
    put(f"errors.{name}", errors[i])
for method in ["ols", "wls_struct", "mint_shrink"]:
    for bounded in [False, True]:
        mean = MinTrace(method, nonnegative=bounded).fit_predict(
            S=S, y_hat=base, y_insample=truth, y_hat_insample=truth - errors)["mean"]
        for k in range(STEPS):
            put(f"{method}{'.bounded' if bounded else ''}.{k}", mean[:, k])
with open(sys.argv[1], "w") as out:
    out.write("\n".join(lines) + "\n")
