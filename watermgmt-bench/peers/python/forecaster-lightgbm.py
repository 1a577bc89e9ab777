# SPDX-License-Identifier: Apache-2.0
# Copyright the watermgmt authors
"""LightGBM: one global model over all series, direct for every lead, on the grid of wall-clock time.

The target is the deviation from the median of the same slot of the same day of the week over the last four
weeks, in units of the series' mean, fitted by least absolute error; one model serves the first day, one
the others. Features: the deviations of the newest day known and of the days 7, 14, ... before the target,
the level of the last day and week, slot, day of the week (a holiday is a Sunday), season, holidays around,
and where there is weather the day's greatest and mean temperature and its rain. Trees live with missing
features; a step without base takes the mean of its slot. Learns anew at every origin, whatever --refit says.

Quantiles: the same models are fitted without the last eight weeks first; their errors on these weeks, by
series, slot (with its neighbours) and first or later day, give the quantiles around the final forecast."""
import time

from _common import main

TREES = 200
HISTORY_DAYS = 400
CALIBRATION_DAYS = 56
BASE_WEEKS = 4
DAY_LEADS = 7


def work(task, answer):
    import numpy as np

    rng_seed = task.seed % (2**31)
    for origin in task.origins:
        targets = task.targets(origin)
        days, slots = task.index(targets)
        try:
            cpu = time.process_time()
            begun = time.perf_counter()
            past = [Past(task, name, origin) for name in task.series]
            today = past[0].today
            leads = days - today + 1
            groups = [(1, 1), (2, max(2, int(leads.max())))]
            train = range(max(7 * BASE_WEEKS, today - HISTORY_DAYS), today)
            early = [day for day in train if day < today - CALIBRATION_DAYS]
            late = [day for day in train if day >= today - CALIBRATION_DAYS]
            models, errors = [], []
            for low, high in groups:
                x, y = rows(task, past, early, low, high)
                first = fit(x, y, rng_seed)
                errors.append(residuals(task, past, late, low, high, first))
                more, truth = rows(task, past, late, low, high)
                models.append(fit(np.vstack([x, more]), np.concatenate([y, truth]), rng_seed))
            middle = time.perf_counter()
            results = []
            for number, one in enumerate(past):
                mean = np.empty(len(targets))
                quantiles = np.empty((len(task.levels), len(targets)))
                for group, (low, high) in enumerate(groups):
                    chosen = np.flatnonzero((leads >= low) & (leads <= high))
                    if not len(chosen):
                        continue
                    x, base = one.features(number, days[chosen], slots[chosen], leads[chosen])
                    mean[chosen] = base + models[group].predict(x) * one.scale
                    for k, level in enumerate(task.levels):
                        spread = errors[group][number, k][slots[chosen]]
                        quantiles[k, chosen] = mean[chosen] + spread * one.scale
                if one.least >= 0:
                    mean, quantiles = np.maximum(mean, 0), np.maximum(quantiles, 0)
                results.append((mean, quantiles))
            ended = time.perf_counter()
            spent = time.process_time() - cpu
            for name, (mean, quantiles) in zip(task.series, results):
                answer.forecast(name, origin, targets, mean, quantiles)
            answer.cost("", origin, middle - begun, ended - middle, spent)
        except Exception as error:
            answer.failure("", origin, f"{type(error).__name__}: {error}")


class Past:
    """One series as it was known at an origin."""

    def __init__(self, task, name, origin):
        import numpy as np

        self.task = task
        self.grid, self.today = task.past(name, origin)
        self.scale = np.nanmean(np.abs(self.grid[-HISTORY_DAYS:])) or 1.0
        if not self.scale > 0:
            raise ValueError(f"series '{name}' has no value in the history that counts")
        self.least = np.nanmin(self.grid)
        self.slot_mean = np.nanmean(self.grid[-HISTORY_DAYS:], axis=0)
        self.slot_mean = np.where(np.isnan(self.slot_mean), self.scale, self.slot_mean)
        count = len(self.grid)
        # What every day would have had as its base, from the days before it: for the days to come as well.
        longer = np.vstack([self.grid, np.full((task.days - count, task.slots), np.nan)])
        weeks = [np.vstack([np.full((7 * k, task.slots), np.nan), longer[: len(longer) - 7 * k]])
                 for k in range(1, BASE_WEEKS + 3)]
        self.lags = weeks
        base = np.nanmedian(np.stack(weeks[:BASE_WEEKS]), axis=0)
        self.base = np.where(np.isnan(base), self.slot_mean, base)
        self.values = longer
        self.deviation = (longer - self.base) / self.scale
        mean = np.nanmean(self.deviation, axis=1)
        self.day_level = mean
        self.week_level = np.array([np.nanmean(mean[max(0, d - 6) : d + 1]) for d in range(len(mean))])

    def features(self, number, days, slots, leads):
        """Features and base of targets; `leads` are 1 for the first day not wholly known, and count days."""
        import numpy as np

        known = days - leads
        base = self.base[days, slots]
        columns = [
            np.full(len(days), number),
            slots,
            leads,
            self.deviation[known, slots],
            self.day_level[known],
            self.week_level[known],
            self.deviation[known, -1],
            base / self.scale,
        ]
        for lag in self.lags[:2]:
            columns.append((lag[days, slots] - base) / self.scale)
        for back in (1, 2):
            columns.append(self.deviation[np.maximum(0, known - back), slots])
        by_day = calendar(self.task)
        for column in by_day:
            columns.append(column[days])
        columns.append(by_day[1][known])
        return np.column_stack(columns), base


def calendar(task):
    """Per day: day of the week with holidays as Sundays, holiday, eve, day after, season, weather."""
    import numpy as np

    if not hasattr(task, "calendar_columns"):
        dates = [task.date(number) for number in range(task.days)]
        holiday = np.array([float(date in task.holidays) for date in dates])
        weekday = np.array([6.0 if date in task.holidays else date.weekday() for date in dates])
        year = np.array([date.timetuple().tm_yday for date in dates]) * 2 * np.pi / 365.25
        columns = [weekday, holiday, np.append(holiday[1:], 0), np.insert(holiday[:-1], 0, 0)]
        columns += [np.sin(year), np.cos(year)]
        for name, grid in task.weather.items():
            unit = task.weather_units[name]
            if unit == "°C":
                columns += [np.nanmax(grid, axis=1), np.nanmean(grid, axis=1)]
            elif unit == "mm":
                columns.append(np.nansum(grid, axis=1))
        task.calendar_columns = columns
    return task.calendar_columns


def rows(task, past, days, low, high):
    """Training rows: each day and slot of each series once, with a lead between low and high."""
    import numpy as np

    xs, ys = [], []
    slots = np.tile(np.arange(task.slots), len(days))
    numbers = np.repeat(np.array(list(days), dtype=int), task.slots)
    for number, one in enumerate(past):
        # The leads take turns, so that every lead sees every day of the week.
        leads = low + (numbers + number) % (min(high, DAY_LEADS) - low + 1)
        x, base = one.features(number, numbers, slots, leads)
        y = (one.values[numbers, slots] - base) / one.scale
        good = ~np.isnan(y)
        xs.append(x[good])
        ys.append(y[good])
    return np.vstack(xs), np.concatenate(ys)


def residuals(task, past, days, low, high, model):
    """Quantiles of what was left, in units of the series' mean: series x levels x slots."""
    import numpy as np

    result = np.zeros((len(past), len(task.levels), task.slots))
    slots = np.tile(np.arange(task.slots), len(days))
    numbers = np.repeat(np.array(list(days), dtype=int), task.slots)
    for number, one in enumerate(past):
        leads = low + (numbers + number) % (min(high, DAY_LEADS) - low + 1)
        x, base = one.features(number, numbers, slots, leads)
        left = ((one.values[numbers, slots] - base) / one.scale - model.predict(x)).reshape(-1, task.slots)
        for slot in range(task.slots):
            near = left[:, [(slot - 1) % task.slots, slot, (slot + 1) % task.slots]].ravel()
            near = near[~np.isnan(near)]
            if len(near):
                result[number, :, slot] = np.quantile(near, task.levels)
    return result


def fit(x, y, seed):
    import lightgbm

    parameters = {
        "objective": "l1",
        "num_leaves": 31,
        "learning_rate": 0.07,
        "feature_fraction": 0.6,
        "min_data_in_leaf": 40,
        "seed": seed,
        "num_threads": 1,
        "deterministic": True,
        "force_row_wise": True,
        "verbosity": -1,
    }
    return lightgbm.train(parameters, lightgbm.Dataset(x, y, categorical_feature=[0]), TREES)


main(["numpy", "lightgbm"], work)
