# SPDX-License-Identifier: Apache-2.0
# Copyright the watermgmt authors
"""StatsForecast's AutoTheta with the season of a week, series by series.

Sees the last 8 weeks, gaps filled as `_common.fill` says; knows neither holidays nor weather. Learns anew
at every origin, whatever --refit says. Quantiles are the library's own intervals."""
from _common import each_series, main

WEEKS = 8


def model(slots):
    from statsforecast.models import AutoTheta

    return AutoTheta(season_length=7 * slots)


main(
    ["numpy", "pandas", "statsforecast"],
    lambda task, answer: each_series(task, answer, model, last_days=7 * WEEKS),
)
