using MlDsl.Training;

namespace MlDsl.Boosting;

/// <summary>Which labels can be learned from.</summary>
internal static class LabelChecks
{
    // The library's gain of a grade g is 2^g − 1 as a whole number of 32 bits.
    private const int Grades = 32;

    /// <summary>Says of one label what is wrong with it, as the rest of a sentence; null where nothing is.</summary>
    public static Func<float, string?> Of(XGBoostOptions options, TrainingProblem problem)
    {
        int classes = problem.Classes;
        return (problem.Target, options.Loss) switch
        {
            (TargetKind.Relevance, _) => static label => BoosterLabels.ProblemOfCode(label, Grades, "grade"),
            (not TargetKind.Value, _) => label => BoosterLabels.ProblemOfCode(label, classes, "class index"),
            (_, XGBoostLoss.Gamma) => static label => label > 0 ? null : "must be above 0 for XGBoostLoss.Gamma; use XGBoostLoss.Tweedie for such labels",
            (_, XGBoostLoss.Poisson or XGBoostLoss.Tweedie) => label => label >= 0 ? null : $"must not be negative for XGBoostLoss.{options.Loss}; use XGBoostLoss.Squared for such labels",
            _ => static _ => null,
        };
    }
}
