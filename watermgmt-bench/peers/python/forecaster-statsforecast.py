# SPDX-License-Identifier: Apache-2.0
# Copyright the watermgmt authors
"""StatsForecast's MSTL (seasons of a day and a week) with AutoETS for the trend, series by series.

Sees the last 12 weeks, gaps filled as `_common.fill` says; knows neither holidays nor weather. Learns anew
at every origin, whatever --refit says. Quantiles are the library's own intervals."""
from _common import each_series, main

WEEKS = 12


def model(slots):
    from statsforecast.models import MSTL, AutoETS

    # Without a trend (ZNN): a week ahead, the default's trends cost accuracy on demand data.
    return MSTL(season_length=[slots, 7 * slots], trend_forecaster=AutoETS(model="ZNN"))


main(
    ["numpy", "pandas", "statsforecast"],
    lambda task, answer: each_series(task, answer, model, last_days=7 * WEEKS),
)
