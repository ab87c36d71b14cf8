# Prints the reference values stated in the calibration tests. Run with scikit-learn 1.2 or later and SciPy; CalibrationData.cs makes the same rows.
import numpy as np
from scipy.optimize import minimize, minimize_scalar
from scipy.special import expit, log_expit, log_softmax, logsumexp
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.calibration import CalibratedClassifierCV
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

i = np.arange(500)
u, v = (i * 7919 + 13) % 1009, (i * 31337 + 7) % 997
w = 1 + (i % 5) * 0.25
at = np.array([-5.0, -3.25, -1.0, -0.125, 0.0, 0.5, 1.75, 3.0, 5.0])


def show(name, value):
    print(f"{name:28} {', '.join(repr(float(x)) for x in np.ravel(value))}")


class Scores(ClassifierMixin, BaseEstimator):
    """A fitted classifier whose decisions are its input."""

    def __init__(self, classes):
        self.classes = classes

    def fit(self, X, y):
        return self

    @property
    def classes_(self):
        return np.arange(self.classes)

    n_features_in_ = 1

    def decision_function(self, X):
        X = np.asarray(X)
        return X[:, 0] if self.classes == 2 else X


def calibrated(method, X, y, weight, points, classes):
    model = CalibratedClassifierCV(Scores(classes), method=method, cv="prefit").fit(X, y, sample_weight=weight)
    return model.predict_proba(points)


# Two classes: scores that are too sure, and a share of positives that bends otherwise than a logistic curve.
s = (u % 65 - 32) / 8
y = (v < 60 + 13 * (u % 65) * (1 + (u % 65 > 40) * 0.25)).astype(int)
for name, weight in (("ones", np.ones(500)), ("weights", w)):
    show(f"platt {name}", calibrated("sigmoid", s[:, None], y, weight, at[:, None], 2)[:, 1])
    show(f"isotonic {name}", calibrated("isotonic", s[:, None], y, weight, at[:, None], 2)[:, 1])
    show(f"isotonic direct {name}", IsotonicRegression(out_of_bounds="clip").fit(s, y, weight).predict(at))
    features = np.c_[log_expit(s), -log_expit(-s)]
    beta = LogisticRegression(penalty=None, tol=1e-12, max_iter=10_000).fit(features, y, weight)
    show(f"beta {name}", beta.predict_proba(np.c_[log_expit(at), -log_expit(-at)])[:, 1])
    loss = lambda t: -np.sum(weight * (y * log_expit(t * s) + (1 - y) * log_expit(-t * s)))
    t = minimize_scalar(loss, bounds=(1e-3, 10), method="bounded", options={"xatol": 1e-12}).x
    show(f"temperature {name}", expit(t * at))

# Three classes.
z = np.c_[(u % 33 - 16) / 4, (v % 17 - 8) / 4, (u % 9) / 4]
p = np.exp(log_softmax(z / 2, axis=1))
r = ((i * 12347 + 5) % 983) / 983
c = (r[:, None] > np.cumsum(p, axis=1)[:, :2]).sum(axis=1)
rest = np.c_[tuple(z[:, k] - logsumexp(np.delete(z, k, axis=1), axis=1) for k in range(3))]
points = slice(0, 4)
for name, weight in (("ones", np.ones(500)), ("weights", w)):
    for method in ("sigmoid", "isotonic"):
        show(f"{method} of three {name}", calibrated(method, rest, c, weight, rest[points], 3))
    loss = lambda t: -np.sum(weight * log_softmax(t * z, axis=1)[i, c])
    t = minimize_scalar(loss, bounds=(1e-3, 10), method="bounded", options={"xatol": 1e-12}).x
    show(f"temperature of three {name}", np.exp(log_softmax(t * z[points], axis=1)))
show("positives and classes", [y.sum(), *np.bincount(c)])
