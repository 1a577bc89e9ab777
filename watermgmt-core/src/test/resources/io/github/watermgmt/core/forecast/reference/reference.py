# SPDX-License-Identifier: Apache-2.0
# Copyright the watermgmt authors
"""Writes what ReferenceTest compares with: two generated series, and what StatsForecast 2.1.1 makes of them.

    python3 -m venv venv && venv/bin/pip install -r watermgmt-bench/peers/python/requirements.txt
    venv/bin/python reference.py FOLDER

`daily.csv` has a season of 12, as of two-hour steps; `level.csv` has none. In `reference.properties`,
`NAME.sse` is the sum of the squared one-step errors, of a Theta model without its first three, which
StatsForecast leaves out of what it minimises."""
import sys
from pathlib import Path

import numpy as np
import statsforecast
from statsforecast.ets import ets_f, forecast_ets
from statsforecast.theta import forecast_theta, thetamodel

SEASON = 12
folder = Path(sys.argv[1])
random = np.random.default_rng(20260101)
lines = [f"# Made by reference.py with StatsForecast {statsforecast.__version__}; see there."]


def put(name, *values):
    lines.append(f"{name}={' '.join(repr(float(v)) for v in values)}")


def write(name, values):
    text = "value\n" + "".join(f"{float(v)!r}\n" for v in values)
    (folder / name).write_text(text)


# A level that wanders and a season that changes slowly.
days = 70
hour = np.arange(SEASON)
season = 6 * np.sin(2 * np.pi * hour / SEASON) + 3 * np.cos(4 * np.pi * hour / SEASON)
daily = []
level = 30.0
for day in range(days):
    for slot in range(SEASON):
        level += random.normal(0, 0.15)
        daily.append(level + season[slot] + random.normal(0, 0.8))
    season = season + random.normal(0, 0.2, SEASON)
daily = np.round(np.array(daily), 4)
write("daily.csv", daily)
for name, model, damped in (("ana", "ANA", False), ("aada", "AAA", True)):
    fit = ets_f(daily, SEASON, model=model, damped=damped)
    trend = model[1] == "A"
    put(f"{name}.alpha", fit["par"][0])
    put(f"{name}.beta", fit["par"][1] if trend else 0)
    put(f"{name}.gamma", fit["par"][2])
    put(f"{name}.phi", fit["par"][3] if trend else 1)
    first, last = fit["states"][0], fit["states"][-1]
    put(f"{name}.level", first[0])
    put(f"{name}.trend", first[1] if trend else 0)
    # The newest season comes first in a state.
    put(f"{name}.season", *first[1 + trend :][::-1])
    put(f"{name}.last", *(last[: 1 + trend]))
    put(f"{name}.sse", float(np.sum(np.asarray(fit["residuals"]) ** 2)))
    put(f"{name}.forecast", *forecast_ets(fit, 2 * SEASON)["mean"])

# A level that wanders, and grows.
n = 160
level = np.round(40 + 0.05 * np.arange(n) + np.cumsum(random.normal(0, 0.4, n)) + random.normal(0, 0.9, n), 4)
write("level.csv", level)
nan = float("nan")
for name, model, given in (
    ("stm.fixed", "STM", (12.0, 0.3, 2.0)),
    ("otm.fixed", "OTM", (9.0, 0.45, 3.0)),
    ("stm", "STM", (nan, nan, nan)),
    ("otm", "OTM", (nan, nan, nan)),
):
    fit = thetamodel(level, 1, model, *given, nmse=3)
    put(f"{name}.first", fit["par"]["initial_smoothed"])
    put(f"{name}.alpha", fit["par"]["alpha"])
    put(f"{name}.theta", fit["par"]["theta"])
    put(f"{name}.last", fit["states"][-1][0])
    put(f"{name}.sse", float(np.sum(np.asarray(fit["residuals"])[3:] ** 2)))
    put(f"{name}.forecast", *forecast_theta(fit, 14)["mean"])
(folder / "reference.properties").write_text("\n".join(lines) + "\n")
