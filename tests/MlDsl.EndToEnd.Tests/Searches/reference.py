# Prints the losses stated in SearchReferenceTests: scikit-learn's ridge over TimeSeriesSplit. Run with scikit-learn 1.2 or later.
import numpy as np
from sklearn.linear_model import Ridge
from sklearn.model_selection import TimeSeriesSplit

i = np.arange(160)
x = np.stack([np.float32(i * 37 % 101) / np.float32(10), np.float32(i * 53 % 97) / np.float32(10)], axis=1).astype(np.float64)
y = (np.float32(3) * x[:, 0].astype(np.float32) - x[:, 1].astype(np.float32) + np.float32(i * 71 % 29) / np.float32(5)).astype(np.float32).astype(np.float64)
for l2 in [0.001, 0.1, 1.0, 10.0]:
    losses = []
    for train, test in TimeSeriesSplit(n_splits=3, test_size=32).split(x):
        model = Ridge(alpha=l2 * len(train)).fit(x[train], y[train])
        losses.append(np.sqrt(np.mean((y[test] - model.predict(x[test])) ** 2)))
    print(l2, *(f"{l:.9f}" for l in losses))
