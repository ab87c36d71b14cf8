using System.Globalization;

namespace MlDsl.Training;

/// <summary>Trainer options as a model file tells them.</summary>
internal static class TrainerOptions
{
    private const string Suffix = "Options";

    /// <summary>The trainer's name: LinearRegression for LinearRegressionOptions.</summary>
    public static string NameOf(LinearOptions options)
    {
        string name = options.GetType().Name;
        return name[..^Suffix.Length];
    }

    /// <summary>Every option by name, in the invariant culture.</summary>
    public static SortedDictionary<string, string> Describe(LinearOptions options)
    {
        var described = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [nameof(options.L1)] = options.L1.ToString("R", CultureInfo.InvariantCulture),
            [nameof(options.L2)] = options.L2.ToString("R", CultureInfo.InvariantCulture),
            [nameof(options.FitIntercept)] = options.FitIntercept ? "true" : "false",
            [nameof(options.MaxIterations)] = options.MaxIterations.ToString(CultureInfo.InvariantCulture),
            [nameof(options.Tolerance)] = options.Tolerance.ToString("R", CultureInfo.InvariantCulture),
        };
        if (options is LogisticRegressionOptions logistic) described[nameof(logistic.ClassWeights)] = logistic.ClassWeights.ToString();
        return described;
    }
}
