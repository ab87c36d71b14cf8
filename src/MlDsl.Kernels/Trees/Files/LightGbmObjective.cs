using System.Globalization;

namespace MlDsl.Kernels;

/// <summary>What a LightGBM objective makes of the raw score.</summary>
internal sealed record LightGbmObjective(MarginTransform Transform, double Slope)
{
    /// <summary>Reads an objective with its settings, for example <c>binary sigmoid:1</c>.</summary>
    /// <exception cref="TreeEnsembleException">It is unknown.</exception>
    public static LightGbmObjective Of(string text)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0) throw new TreeEnsembleException("The LightGBM model is malformed: its objective is empty");
        MarginTransform rooted = words.Contains("sqrt") ? MarginTransform.SignedSquare : MarginTransform.Identity;
        return words[0] switch
        {
            "binary" or "multiclassova" => new(MarginTransform.Logistic, Sigmoid(words, text)),
            "cross_entropy" => new(MarginTransform.Logistic, 1),
            "cross_entropy_lambda" => new(MarginTransform.Softplus, 1),
            "multiclass" => new(MarginTransform.Softmax, 1),
            "poisson" or "gamma" or "tweedie" => new(MarginTransform.Exponential, 1),
            "regression" or "regression_l1" or "fair" or "quantile" or "mape" => new(rooted, 1),

            // LightGBM takes no root of the label with this one, whatever was asked for.
            "huber" => new(MarginTransform.Identity, 1),
            "lambdarank" or "rank_xendcg" or "custom" => new(MarginTransform.Identity, 1),
            _ => throw new TreeEnsembleException($"The LightGBM objective '{text}' is unknown; save the model with one of LightGBM's own objectives"),
        };
    }

    private static double Sigmoid(string[] words, string objective)
    {
        const string Setting = "sigmoid:";
        string? given = Array.Find(words, static word => word.StartsWith(Setting, StringComparison.Ordinal))?[Setting.Length..];
        if (given is null) return 1;
        if (!double.TryParse(given, NumberStyles.Float, CultureInfo.InvariantCulture, out double slope))
            throw new TreeEnsembleException($"The LightGBM model is malformed: '{objective}' has a sigmoid that is no number");
        return slope > 0 ? slope : throw new TreeEnsembleException($"The LightGBM model is malformed: '{objective}' has a sigmoid that is not above 0");
    }
}
