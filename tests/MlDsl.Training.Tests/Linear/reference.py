"""Prints the coefficients that the tests of the linear family compare with (Debian's python3-sklearn 1.2.1).

    /usr/bin/python3 reference.py FOLDER_OF_DATA

The formula rows are those of Formula.cs; every number in them is a multiple of 1/1024, so both sides hold the same bits.
"""
import csv
import sys

import numpy as np
from sklearn.linear_model import ElasticNet, Lasso, LogisticRegression, PoissonRegressor, Ridge

ROWS = 240


def formula():
    rows, labels, weights = [], [], []
    for i in range(ROWS):
        level = (i * 7 + i * i // 3) % 4
        row = [(i * 37) % 101 / 8 - 5, 500 + (i * 71) % 97 * 13, 0, 0, 0, ((i * 11) % 5 - 2) / 2 if i % 9 == 0 else 0]
        if level < 3:
            row[2 + level] = 1
        noise = ((i * 53) % 29 - 14) / 4
        rows.append(row)
        labels.append(2 + 0.75 * row[0] - row[1] / 256 + 1.5 * row[2] - row[4] + 0.5 * row[5] + noise)
        weights.append(0.5 + i % 4 * 0.5)
    return np.array(rows), np.array(labels), np.array(weights)


def show(name, model):
    weights = np.atleast_2d(model.coef_)
    biases = np.atleast_1d(model.intercept_)
    for k in range(len(biases)):
        print(f"{name}[{k}]", ", ".join(f"{value:.7g}" for value in [*weights[k], biases[k]]))


X, score, w = formula()
n = len(score)
binary = (score > 0.5).astype(int)
three = np.digitize(score, [-1.0, 2.0])
count = np.floor(np.maximum(0, score + 2))
show("ridge", Ridge(alpha=0.01 * n, solver="cholesky").fit(X, score))
show("ridge weighted", Ridge(alpha=0.01 * w.sum(), solver="cholesky").fit(X, score, w))
show("ridge no intercept", Ridge(alpha=0.01 * n, fit_intercept=False, solver="cholesky").fit(X, score))
show("lasso", Lasso(alpha=0.05, tol=1e-12, max_iter=1000000).fit(X, score))
show("elastic net", ElasticNet(alpha=0.07, l1_ratio=5 / 7, tol=1e-12, max_iter=1000000).fit(X, score, w))

# scikit-learn's solvers do not scale, so the second feature is shortened for them and its penalty with it: C goes up to 1e9.
tight = dict(tol=1e-11, max_iter=1000000)
show("logistic", LogisticRegression(C=1 / (n * 0.01), solver="newton-cholesky", **tight).fit(X, binary))
show("logistic weighted", LogisticRegression(C=1 / (w.sum() * 0.01), solver="newton-cholesky", **tight).fit(X, binary, w))
show("logistic balanced", LogisticRegression(C=1 / (n * 0.01), class_weight="balanced", solver="newton-cholesky", **tight).fit(X, binary))
show("logistic no intercept", LogisticRegression(C=1 / (n * 0.01), fit_intercept=False, solver="newton-cholesky", **tight).fit(X, binary))
show("softmax", LogisticRegression(C=1 / (n * 0.01), multi_class="multinomial", solver="newton-cg", **tight).fit(X, three))
show("softmax weighted balanced", LogisticRegression(C=1 / (n * 0.01), multi_class="multinomial", class_weight="balanced", solver="newton-cg", **tight).fit(X, three))
show("poisson", PoissonRegressor(alpha=0.01, solver="newton-cholesky", **tight).fit(X, count))
show("poisson weighted", PoissonRegressor(alpha=0.01, solver="newton-cholesky", **tight).fit(X, count, w))
L1 = LogisticRegression(C=1 / (n * 0.02), penalty="l1", solver="saga", tol=1e-10, max_iter=2000000)
scaled = X / [1, 1, 1, 1, 1, 1]
print(np.bincount(binary), np.bincount(three), count.mean())
