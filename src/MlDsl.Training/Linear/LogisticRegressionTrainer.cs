namespace MlDsl.Training;

/// <summary>Logistic regression: the log-odds of a class are a linear function of the features.</summary>
/// <remarks>
/// Two classes have one output, the log-odds of class 1; more have one each, made probabilities by softmax. Solved by L-BFGS,
/// or by OWL-QN when L1 is above 0.
/// </remarks>
internal static class LogisticRegressionTrainer
{
    /// <summary>Trains.</summary>
    /// <param name="design">The rows; labels are class indices from 0.</param>
    /// <param name="classes">The number of classes, at least 2.</param>
    /// <param name="options">Penalties, class weights and when to stop; null for the defaults.</param>
    /// <param name="control">Threads, progress and cancellation; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than two classes.</exception>
    /// <exception cref="TrainingException">The rows cannot be trained on, for instance because a class has none.</exception>
    /// <exception cref="OperationCanceledException">The control asked to stop.</exception>
    public static LinearWeights Train(
        IDesign design, int classes, LogisticRegressionOptions? options = null, TrainingControl? control = null)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        options ??= new();
        control ??= new();
        if ((long)design.Width * classes > Array.MaxLength)
        {
            throw new TrainingException(
                $"{classes} classes of {design.Width} weights are more than memory can hold; hash the features to fewer positions");
        }

        DesignSummary summary = DesignSummary.Read(design, LabelDomain.Class(classes), control);
        RequireEveryClass(summary.ClassWeight);
        double total = summary.TotalWeight;
        double[]? factor = options.ClassWeights == ClassWeights.Balanced
            ? [.. summary.ClassWeight.Select(weight => total / (classes * weight))]
            : null;
        double[] shares = [.. summary.ClassWeight.Select((weight, index) => weight * (factor?[index] ?? 1) / total)];
        if (!options.FitIntercept)
            Array.Fill(shares, 1.0 / classes);
        return classes == 2
            ? Generalized.Train<LogisticLoss>(design, summary, factor, Start(shares, first: 1), options, control)
            : Generalized.Train<SoftmaxLoss>(design, summary, factor, Start(shares, first: 0), options, control);
    }

    /// <summary>The log-odds, or log-shares about their mean, of the classes from the first one on.</summary>
    private static Generalized.Start Start(double[] shares, int first)
    {
        double reference = first == 1 ? Math.Log(shares[0]) : shares.Average(Math.Log);
        double[] intercepts = [.. shares.Skip(first).Select(share => Math.Log(share) - reference)];
        double[] curvature = [.. shares.Skip(first).Select(static share => share * (1 - share))];
        return new(intercepts, curvature, Unit: 1);
    }

    private static void RequireEveryClass(double[] classWeight)
    {
        int absent = Array.IndexOf(classWeight, 0.0);
        if (absent < 0)
            return;
        string others = classWeight.Count(static weight => weight > 0) == 1 ? "; all rows are of one class" : "";
        throw new TrainingException(
            $"Class {absent} of 0 to {classWeight.Length - 1} has no training row of positive weight{others}; "
            + "add rows of it, split by class, or remove the class");
    }
}
