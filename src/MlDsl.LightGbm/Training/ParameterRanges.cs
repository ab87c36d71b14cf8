using System.Globalization;

namespace MlDsl.Boosting;

/// <summary>
/// The ranges of parameters that have no option of their own, as the library's documentation gives them: what is out of range the library would
/// refuse with an exit of its own, which it writes to standard error before it reports it.
/// </summary>
internal static class ParameterRanges
{
    private static readonly Dictionary<string, Range> Of = new(StringComparer.Ordinal)
    {
        ["pos_bagging_fraction"] = Range.ShareAboveZero,
        ["neg_bagging_fraction"] = Range.ShareAboveZero,
        ["feature_fraction_bynode"] = Range.ShareAboveZero,
        ["drop_rate"] = Range.Share,
        ["skip_drop"] = Range.Share,
        ["top_rate"] = Range.Share,
        ["other_rate"] = Range.Share,
        ["refit_decay_rate"] = Range.Share,
        ["bin_construct_sample_cnt"] = Range.AboveZero,
        ["subsample_for_bin"] = Range.AboveZero,
        ["min_data_per_group"] = Range.AboveZero,
        ["max_cat_threshold"] = Range.AboveZero,
        ["max_cat_to_onehot"] = Range.AboveZero,
        ["min_data_in_bin"] = Range.AboveZero,
        ["top_k"] = Range.AboveZero,
        ["fair_c"] = Range.AboveZero,
        ["poisson_max_delta_step"] = Range.AboveZero,
        ["multi_error_top_k"] = Range.AboveZero,
        ["cat_l2"] = Range.NotNegative,
        ["cat_smooth"] = Range.NotNegative,
        ["monotone_penalty"] = Range.NotNegative,
        ["path_smooth"] = Range.NotNegative,
        ["cegb_tradeoff"] = Range.NotNegative,
        ["cegb_penalty_split"] = Range.NotNegative,
        ["lambdarank_position_bias_regularization"] = Range.NotNegative,
        ["max_delta_step"] = Range.Any,
        ["histogram_pool_size"] = Range.Any,
        ["max_drop"] = Range.Any,
    };

    private static readonly string[] Sampling = ["bagging", "goss"];

    /// <summary>Holds the value of a parameter against its range; what has none is the library's to judge.</summary>
    /// <exception cref="ArgumentException">It is no number, or out of range; the message names the parameter.</exception>
    public static void Check(string name, string value)
    {
        if (name == "data_sample_strategy" && !Sampling.Contains(value))
            throw new ArgumentException($"The parameter '{name}' is '{value}', and must be {string.Join(" or ", Sampling)}", nameof(value));
        if (!Of.TryGetValue(name, out Range? range)) return;
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) || !(range.ExcludesLeast ? number > range.Least : number >= range.Least) || !(number <= range.Most))
            throw new ArgumentException($"The parameter '{name}' is '{value}', and must be {range.Words}", nameof(value));
    }

    private sealed record Range(double Least, double Most, bool ExcludesLeast, string Words)
    {
        public static Range Share { get; } = new(0, 1, false, "a number from 0 to 1");

        public static Range ShareAboveZero { get; } = new(0, 1, true, "a number above 0 and at most 1");

        public static Range AboveZero { get; } = new(0, double.MaxValue, true, "a number above 0");

        public static Range NotNegative { get; } = new(0, double.MaxValue, false, "a number of at least 0");

        public static Range Any { get; } = new(double.MinValue, double.MaxValue, false, "a number");
    }
}
