# SPDX-License-Identifier: Apache-2.0
# Copyright the watermgmt authors
"""What the forecasting peers share: the request, the calendar grid, the files they write.

Peers work on a grid of wall-clock time, one row per local day and one column per step of the day, so that
a daily pattern stays in place when clocks change: a step that spring skips is missing, of the two that
autumn repeats the mean counts, and a target that occurs twice gets one forecast twice.
"""
import csv
import datetime as dt
import importlib
import json
import sys
import time
import warnings
from importlib.metadata import version
from zoneinfo import ZoneInfo


def main(packages, work):
    """Runs the script's command: `check`, or `run REQUEST.json`."""
    warnings.filterwarnings("ignore")
    for package in packages:
        try:
            importlib.import_module(package)
        except Exception as error:  # a broken library is as bad as none
            sys.exit(f"Python package {package} cannot be used: {error}")
    if sys.argv[1:] == ["check"]:
        print(", ".join(f"{package} {version(package)}" for package in packages))
        return
    if len(sys.argv) != 3 or sys.argv[1] != "run":
        sys.exit("usage: SCRIPT check | SCRIPT run REQUEST.json")
    with open(sys.argv[2], encoding="utf-8") as file:
        request = json.load(file)
    with Answer(request) as answer:
        work(Task(request), answer)


class Task:
    """The request, with the readings on the grid of wall-clock time: `values[series]` is days x slots."""

    def __init__(self, request):
        import numpy as np

        self.name = request["provider"]
        self.zone = ZoneInfo(request["zone"])
        self.step = request["step_seconds"]
        if 86400 % self.step:
            sys.exit(f"step ({self.step} s), must divide a day")
        self.slots = 86400 // self.step
        self.horizon = request["horizon"]
        self.seed = request["seed"]
        self.levels = [float(level) for level in request["levels"]]
        self.series = request["series"]
        self.origins = [parse(origin) for origin in request["origins"]]
        self.holidays = {dt.date.fromisoformat(day) for day in request["holidays"]}
        times, columns = read(request["readings"])
        places = [self.place(t) for t in times]
        self.first = places[0][0]
        last = max(places[-1][0], self.place(self.targets(self.origins[-1])[-1])[0])
        self.days = (last - self.first).days + 1
        self.values = {name: self._grid(places, columns[name], np.nanmean) for name in self.series}
        self.weather = {}
        if request["weather"]:
            times, columns = read(request["weather"])
            places = [self.place(t) for t in times]
            self.weather = {name: self._grid(places, column, np.nanmean) for name, column in columns.items()}
        self.weather_units = request["weather_units"]

    def place(self, instant):
        """The local day and the slot of the day of an instant."""
        local = instant.astimezone(self.zone)
        return local.date(), (local.hour * 3600 + local.minute * 60 + local.second) // self.step

    def targets(self, origin):
        return [origin + dt.timedelta(seconds=self.step * k) for k in range(self.horizon)]

    def past(self, name, origin):
        """A copy of a series' grid up to the day of the origin, missing from the origin on; and that day's
        number. What comes later is not there."""
        import numpy as np

        day, slot = self.place(origin)
        number = (day - self.first).days
        grid = self.values[name][: number + 1].copy()
        grid[number, slot:] = np.nan
        return grid, number

    def index(self, instants):
        """Day numbers and slots of instants, as two arrays."""
        import numpy as np

        places = [self.place(t) for t in instants]
        return np.array([(day - self.first).days for day, _ in places]), np.array([slot for _, slot in places])

    def date(self, number):
        return self.first + dt.timedelta(days=int(number))

    def _grid(self, places, column, mean):
        import numpy as np

        sums = np.zeros((self.days, self.slots))
        counts = np.zeros((self.days, self.slots))
        for (day, slot), value in zip(places, column):
            number = (day - self.first).days
            if 0 <= number < self.days and value == value:
                sums[number, slot] += value
                counts[number, slot] += 1
        return np.divide(sums, counts, out=np.full_like(sums, np.nan), where=counts > 0)


def fill(grid, weeks=8):
    """Fills gaps for models that cannot live with them: the median of the same slot of the same day of the
    week over the last weeks (filled values count where measured ones lack), else of the slot over all days
    before, else over all days. Only the last rule looks ahead, within the history, at its very beginning."""
    import numpy as np

    filled = grid.copy()
    for day, slot in np.argwhere(np.isnan(grid)):
        last = filled[max(0, day - 7 * weeks) : day : 1][::-1][6::7, slot]
        before = last[~np.isnan(last)]
        if not len(before):
            before = grid[:day, slot][~np.isnan(grid[:day, slot])]
        if not len(before):
            before = grid[:, slot][~np.isnan(grid[:, slot])]
        filled[day, slot] = np.median(before) if len(before) else np.nan
    return filled


class Answer:
    """Writes forecasts.csv and costs.csv of a request."""

    def __init__(self, request):
        self.provider = request["provider"]
        self.origins = len(request["origins"])
        self.seen = set()
        self.forecasts = open(request["forecasts"], "w", encoding="utf-8", newline="")
        self.costs = open(request["costs"], "w", encoding="utf-8", newline="")
        self.rows = csv.writer(self.forecasts, lineterminator="\n")
        self.rows.writerow(["provider", "series", "origin", "target", "mean", *request["levels"]])
        self.cost_rows = csv.writer(self.costs, lineterminator="\n")
        self.cost_rows.writerow(["series", "origin", "fit_ms", "forecast_ms", "cpu_ms", "failure"])

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.forecasts.close()
        self.costs.close()

    def forecast(self, series, origin, targets, mean, quantiles):
        """Quantiles are levels x steps; where they cross they are put in order."""
        import numpy as np

        ordered = np.sort(np.asarray(quantiles), axis=0)
        for k, target in enumerate(targets):
            values = [mean[k], *ordered[:, k]]
            self.rows.writerow(
                [self.provider, series, stamp(origin), stamp(target), *[f"{value:.6f}" for value in values]]
            )
        if origin not in self.seen:
            self.seen.add(origin)
            print(f"{self.provider} {len(self.seen)} of {self.origins}", flush=True)

    def cost(self, series, origin, fit, forecast, cpu):
        """Seconds of a fit and its forecast; without series if it served all of them."""
        self.cost_rows.writerow(
            [series, stamp(origin), f"{fit * 1e3:.3f}", f"{forecast * 1e3:.3f}", f"{cpu * 1e3:.3f}", ""]
        )

    def failure(self, series, origin, why):
        self.cost_rows.writerow([series, stamp(origin), "", "", "", " ".join(str(why).split()) or "failed"])


def each_series(task, answer, model, last_days):
    """Runs a model of statsforecast on each series and origin by itself.

    `model` makes one from the slots of a day; it sees the last days, gaps filled."""
    import numpy as np

    for origin in task.origins:
        targets = task.targets(origin)
        days, slots = task.index(targets)
        for name in task.series:
            try:
                grid, today = task.past(name, origin)
                _, slot = task.place(origin)
                cpu = time.process_time()
                begun = time.perf_counter()
                flat = fill(grid[-last_days - 1 :]).reshape(-1)
                known = flat[: len(flat) - task.slots + slot]
                if np.isnan(known).any():
                    raise ValueError("the history has no value to fill its gaps with")
                # The grid may begin after a day's first step, and may have more days than the history.
                steps = (days - today) * task.slots + slots - slot
                fitted = model(task.slots).fit(known)
                middle = time.perf_counter()
                bands = sorted({round(abs(2 * level - 1) * 100, 2) for level in task.levels if level != 0.5})
                result = fitted.predict(h=int(steps.max()) + 1, level=bands or None)
                mean = np.asarray(result["mean"])[steps]
                quantiles = np.array([quantile(result, level)[steps] for level in task.levels])
                if np.nanmin(grid) >= 0:
                    mean, quantiles = np.maximum(mean, 0), np.maximum(quantiles, 0)
                ended = time.perf_counter()
                spent = time.process_time() - cpu
                answer.forecast(name, origin, targets, mean, quantiles)
                answer.cost(name, origin, middle - begun, ended - middle, spent)
            except Exception as error:
                answer.failure(name, origin, f"{type(error).__name__}: {error}")


def quantile(result, level):
    import numpy as np

    if level == 0.5:
        return np.asarray(result["mean"])
    band = round(abs(2 * level - 1) * 100, 2)
    side = "lo" if level < 0.5 else "hi"
    for key in (f"{side}-{band}", f"{side}-{band:g}", f"{side}-{int(band)}"):
        if key in result:
            return np.asarray(result[key])
    raise KeyError(f"{side}-{band}")


def parse(text):
    return dt.datetime.fromisoformat(text.replace("Z", "+00:00"))


def stamp(instant):
    return instant.astimezone(dt.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def read(path):
    """Reads a CSV of `time` and columns of numbers, empty where missing."""
    with open(path, encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        names = next(rows)[1:]
        times = []
        columns = {name: [] for name in names}
        for row in rows:
            times.append(parse(row[0]))
            for name, cell in zip(names, row[1:]):
                columns[name].append(float(cell) if cell else float("nan"))
    return times, columns
