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

tight = dict(tol=1e-11, max_iter=1000000)
show("logistic", LogisticRegression(C=1 / (n * 0.01), solver="newton-cholesky", **tight).fit(X, binary))
show("logistic weighted", LogisticRegression(C=1 / (w.sum() * 0.01), solver="newton-cholesky", **tight).fit(X, binary, w))
show("logistic balanced", LogisticRegression(C=1 / (n * 0.01), class_weight="balanced", solver="newton-cholesky", **tight).fit(X, binary))
show("logistic no intercept", LogisticRegression(C=1 / (n * 0.01), fit_intercept=False, solver="newton-cholesky", **tight).fit(X, binary))
show("softmax", LogisticRegression(C=1 / (n * 0.01), multi_class="multinomial", solver="newton-cg", **tight).fit(X, three))
show("softmax weighted balanced", LogisticRegression(C=1 / (n * 0.01), multi_class="multinomial", class_weight="balanced", solver="newton-cg", **tight).fit(X, three))
show("poisson", PoissonRegressor(alpha=0.01, solver="newton-cholesky", **tight).fit(X, count))
show("poisson weighted", PoissonRegressor(alpha=0.01, solver="newton-cholesky", **tight).fit(X, count, w))# saga does not scale, so the second column is shortened for it, and in the test too.
short = X / [1, 256, 1, 1, 1, 1]
elastic = dict(penalty="elasticnet", solver="saga", l1_ratio=0.75, C=1 / (n * 0.02), tol=1e-10, max_iter=1000000, random_state=1)
show("logistic elastic net", LogisticRegression(**elastic).fit(short, binary))
show("softmax elastic net", LogisticRegression(multi_class="multinomial", **elastic).fit(short, three))


def optdigits(path):
    rows = np.loadtxt(path, delimiter=",")
    return rows[:, :-1] / 16, rows[:, -1].astype(int)


def taxi(path):
    with open(path) as file:
        rows = list(csv.DictReader(file))
    columns = []
    for name in ["vendor_id", "rate_code", "payment_type"]:
        for level in sorted({row[name] for row in rows}):
            columns.append([float(row[name] == level) for row in rows])
    for name in ["passenger_count", "trip_time_in_secs", "trip_distance"]:
        columns.append([float(np.float32(row[name])) for row in rows])
    return np.array(columns).T, np.array([float(np.float32(row["fare_amount"])) for row in rows])


def adult(path):
    with open(path) as file:
        rows = list(csv.DictReader(file, skipinitialspace=True))
    numbers = ["age", "fnlwgt", "education-num", "capital-gain", "capital-loss", "hours-per-week"]
    label = "label(IsOver50K)"
    columns = [[float(row[name]) for row in rows] for name in numbers]
    for name in rows[0]:
        if name not in numbers and name != label:
            for level in sorted({row[name] for row in rows}):
                columns.append([float(row[name] == level) for row in rows])
    return np.array(columns).T, np.array([int(row[label]) for row in rows])


def mean_log_loss(model, X, y):
    return -model.predict_log_proba(X)[np.arange(len(y)), y].mean()


if len(sys.argv) > 1:
    X, y = taxi(f"{sys.argv[1]}/taxi-fare-train.csv")
    show("taxi ridge", Ridge(alpha=1e-3 * len(y), solver="cholesky").fit(X, y))
    show("taxi elastic net", ElasticNet(alpha=0.1, l1_ratio=0.5, tol=1e-12, max_iter=1000000).fit(X, y))
    for name, (X, y), solver in [
        ("adult", adult(f"{sys.argv[1]}/adult.csv"), dict(solver="newton-cholesky", tol=1e-11)),
        ("optdigits", optdigits(f"{sys.argv[1]}/optdigits-train.csv"), dict(solver="newton-cg", tol=1e-8, multi_class="multinomial")),
    ]:
        model = LogisticRegression(C=1 / (len(y) * 1e-3), max_iter=10000, **solver).fit(X, y)
        show(name, model)
        print(name, "objective", f"{mean_log_loss(model, X, y) + 0.5e-3 * (model.coef_ ** 2).sum():.9f}")
