"""Makes diebold-mariano.csv: python3 diebold-mariano.py > diebold-mariano.csv (numpy, scipy).

The variance of the mean is summed over all pairs of a matrix, and the probabilities are those of
scipy: another way to the same numbers than autocovariances and a correction.
"""

import numpy as np
from scipy import stats

print("case,overlap,differences,mean,error,statistic,two_sided,better,worse")
rng = np.random.default_rng(20221031)
for case in range(40):
    n = int(rng.integers(8, 60))
    h = int(rng.integers(1, 5))
    noise = rng.standard_normal(n + h)
    d = np.convolve(noise, np.ones(h), "valid")[:n] + rng.choice([0, 0.3, -0.8])
    d = np.round(d, 6)
    centred = d - d.mean()
    near = np.abs(np.subtract.outer(np.arange(n), np.arange(n))) < h
    variance = (np.outer(centred, centred) * near).sum() / n**2
    if variance <= 0:
        continue
    k2 = (n + 1 - 2 * h + h / n * (h - 1)) / n
    error = np.sqrt(variance / k2)
    t = d.mean() / error
    print(
        f"{case},{h},{' '.join(map(repr, d.tolist()))},{d.mean()!r},{error!r},{t!r},"
        f"{2 * stats.t.sf(abs(t), n - 1)!r},{stats.t.cdf(t, n - 1)!r},{stats.t.sf(t, n - 1)!r}".replace(
            "np.float64(", ""
        ).replace(")", "")
    )
