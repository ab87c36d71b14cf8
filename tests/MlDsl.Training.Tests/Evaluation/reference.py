# Prints the reference values stated in the evaluation tests. Run with scikit-learn 1.2 or later; ReferenceData.cs makes the same rows.
import numpy as np
from sklearn import metrics as m

np.seterr(all="ignore")
EPS = 2.0**-23
i = np.arange(500)
u, v = (i * 7919 + 13) % 1009, (i * 31337 + 7) % 997
w = 1 + (i % 5) * 0.25


def show(name, value):
    print(f"{name:28} {', '.join(repr(float(x)) for x in np.atleast_1d(value))}")


p = (u % 65) / 64
y = v < 300 + 6 * (u % 65)
for name, weight in (("ones", np.ones(500)), ("weights", w)):
    show(f"binary {name} AUC", m.roc_auc_score(y, p, sample_weight=weight))
    show(f"binary {name} AP", m.average_precision_score(y, p, sample_weight=weight))
    clipped = np.clip(p, EPS, 1 - EPS)
    show(f"binary {name} log-loss", m.log_loss(y, clipped, sample_weight=weight))
    show(f"binary {name} Brier", m.brier_score_loss(y, p, sample_weight=weight))
    for threshold in (0.5, 0.25):
        d = p >= threshold
        show(f"binary {name} accuracy {threshold}", m.accuracy_score(y, d, sample_weight=weight))
        show(f"binary {name} P R F1 {threshold}", m.precision_recall_fscore_support(y, d, average="binary", sample_weight=weight)[:3])
        show(f"binary {name} tn fp fn tp {threshold}", m.confusion_matrix(y, d, sample_weight=weight).ravel())
show("binary positives", y.sum())

label = (u % 200) / 8
prediction = label * 0.75 + ((v % 64) + 1) / 16
some = label != 0
for name, weight in (("ones", np.ones(500)), ("weights", w)):
    show(f"regression {name} RMSE", m.mean_squared_error(label, prediction, sample_weight=weight) ** 0.5)
    show(f"regression {name} MAE", m.mean_absolute_error(label, prediction, sample_weight=weight))
    show(f"regression {name} R2", m.r2_score(label, prediction, sample_weight=weight))
    show(f"regression {name} MAPE", m.mean_absolute_percentage_error(label[some], prediction[some], sample_weight=weight[some]))
    show(f"regression {name} Poisson", m.mean_poisson_deviance(label, prediction, sample_weight=weight))
show("regression zero labels", (~some).sum())

parts = np.stack([i * 37 % 17, i * 53 % 17, i * 71 % 17], axis=1)
parts = np.concatenate([parts, 64 - parts.sum(axis=1, keepdims=True)], axis=1)
shift = i * 29 % 4
q = np.zeros((500, 4))
for k in range(4):
    q[i, (k + shift) % 4] = parts[:, k] / 64
c = np.where(v % 10 < 6, (3 + shift) % 4, v % 4)
d = q.argmax(axis=1)
for name, weight in (("ones", np.ones(500)), ("weights", w)):
    show(f"multiclass {name} log-loss", m.log_loss(c, np.clip(q, EPS, 1 - EPS), sample_weight=weight, labels=range(4)))
    show(f"multiclass {name} accuracy", m.accuracy_score(c, d, sample_weight=weight))
    show(f"multiclass {name} balanced", m.balanced_accuracy_score(c, d, sample_weight=weight))
    show(f"multiclass {name} micro F1", m.f1_score(c, d, average="micro", sample_weight=weight))
    show(f"multiclass {name} macro F1", m.f1_score(c, d, average="macro", sample_weight=weight))
    for part, values in zip(("precision", "recall", "F1"), m.precision_recall_fscore_support(c, d, sample_weight=weight)):
        show(f"multiclass {name} {part}", values)
    show(f"multiclass {name} confusion", m.confusion_matrix(c, d, sample_weight=weight).ravel())

# Rankings: rows of a query lie anywhere. Scores all differ, or many are equal: scikit-learn averages the gains of equal ones.
query, grade = (i * 53 + 11) % 37, np.maximum(0, v % 7 - 2)
for name, score in (("distinct", u / 64), ("tied", u % 4)):
    for cut in (1, 5, 10, None):
        each = [m.ndcg_score([2.0 ** grade[query == q] - 1], [score[query == q]], k=cut) for q in range(37) if grade[query == q].max() > 0]
        show(f"ranking {name} NDCG@{cut}", np.mean(each))
each = [m.average_precision_score(grade[query == q] > 0, (u / 64)[query == q]) for q in range(37) if grade[query == q].max() > 0]
show("ranking distinct MAP", np.mean(each))
weights = [w[query == q].mean() for q in range(37) if grade[query == q].max() > 0]
show("ranking distinct MAP weighted", np.average(each, weights=weights))
show("ranking queries with a relevant row", len(each))
