namespace MlDsl.Training;

/// <summary>Which labels boosted trees can learn from, whatever the library.</summary>
internal static class BoosterLabels
{
    /// <summary>Says of the label of a class or a grade what is wrong with it, as the rest of a sentence; null where nothing is.</summary>
    public static string? ProblemOfCode(float label, int count, string what) => label >= 0 && label < count && label == MathF.Floor(label)
        ? null
        : FormattableString.Invariant($"must be a {what} from 0 to {count - 1}");

    /// <exception cref="TrainingException">A label is not finite or, as <paramref name="domain"/> says, not to be learned from, or a weight is none.</exception>
    public static void Check(IDesign rows, long row, float label, float weight, Func<float, string?> domain)
    {
        if ((float.IsFinite(label) ? domain(label) : "must be a finite number; leave the row out or repair it") is { } problem)
            throw Wrong(FormattableString.Invariant($"The label {label}"), problem);
        if (!(weight >= 0) || float.IsInfinity(weight)) throw Wrong(FormattableString.Invariant($"The weight {weight}"), "must be finite and not negative");

        TrainingException Wrong(string what, string must)
        {
            long number = rows.NumberOf(row);
            return new(FormattableString.Invariant($"{what} of training row {number + 1} {must}"), number, null);
        }
    }

    /// <summary>Refuses labels that teach nothing, all together; what orders teach <see cref="QueryChecks"/> says.</summary>
    /// <param name="labels">The label of each row.</param>
    /// <param name="weights">The weight of each row; null where each is 1.</param>
    /// <param name="problem">What is learned.</param>
    /// <exception cref="TrainingException">They are all the same, a class has no row, or no row has weight.</exception>
    public static void CheckAll(float[] labels, float[]? weights, TrainingProblem problem)
    {
        if (labels.Length == 0) throw new TrainingException("There are no training rows");
        if (weights is not null && !weights.Any(static weight => weight > 0)) throw new TrainingException("No training row has a weight above 0; correct the column of weights");
        if (problem.Target is TargetKind.TwoClasses or TargetKind.Classes)
        {
            var weight = new double[problem.Classes];
            for (int i = 0; i < labels.Length; i++) weight[(int)labels[i]] += weights?[i] ?? 1;
            if (Array.FindIndex(weight, static w => !(w > 0)) is >= 0 and var absent)
                throw new TrainingException($"Class {absent} of 0 to {weight.Length - 1} has no training row of positive weight; add rows of it, split by class, or remove the class");
        }
        else if (problem.Target == TargetKind.Value && Array.TrueForAll(labels, label => label == labels[0]))
        {
            throw new TrainingException(FormattableString.Invariant($"The label of all {labels.Length} training rows is {labels[0]}, so that there is nothing to learn; look at the column, or at how the rows were chosen"));
        }
    }
}
