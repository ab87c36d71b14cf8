using System.ComponentModel;
using System.Globalization;

namespace MlDsl.Columns;

/// <summary>
/// Learns what a numeric column needs: the fill, the scale or the bins. The result is the same, to the bit, for every order and
/// partition of the rows: means and deviations are exact sums rounded once; medians, quartiles and bins are exact up to 65,536 values and
/// within a relative 2⁻¹² above.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class NumericLearner
{
    private readonly string column;
    private readonly NumericOptions options;
    private readonly ValueSketch? sketch;
    private ExactSum sum;
    private Moments moments;
    private long count, missing;
    // Finish is called once per cross-fitting fold, and the numbers are the same for all of them.
    private NumericScaling? learned;
    private float least = float.PositiveInfinity, most = float.NegativeInfinity;

    /// <summary>A learner of <paramref name="column"/> that has seen nothing.</summary>
    /// <exception cref="ArgumentException">The options contradict each other or leave their ranges.</exception>
    public NumericLearner(string column, NumericOptions options)
    {
        options.Validate(column);
        (this.column, this.options) = (column, options);
        if (options.Impute == Impute.Median || options.Scale is Scale.Robust or Scale.Power || options.Bins > 0) sketch = new();
    }

    /// <summary>Takes in one value.</summary>
    /// <exception cref="InvalidValueException">It is NaN or infinite.</exception>
    public void Add(float value)
    {
        if (!float.IsFinite(value)) NumericErrors.NotFinite(column, value);
        learned = null;
        count++;
        least = Math.Min(least, value);
        most = Math.Max(most, value);
        if (options.Impute == Impute.Mean) sum.Add(value);
        if (options.Scale is Scale.Standard or Scale.Log) moments.Add(NumericScaling.Prepare(options, value));
        sketch?.Add(value);
    }

    /// <summary>Takes in one value that may be missing.</summary>
    /// <exception cref="InvalidValueException">It is NaN or infinite, or missing without an <see cref="Impute"/>.</exception>
    public void Add(float? value)
    {
        if (value.HasValue)
        {
            Add(value.GetValueOrDefault());
            return;
        }
        if (options.Impute == Impute.None) NumericErrors.Missing(column);
        learned = null;
        missing++;
    }

    /// <summary>Takes in all that <paramref name="other"/>, a learner with the same options, has seen.</summary>
    public void Merge(NumericLearner other)
    {
        learned = null;
        count += other.count;
        missing += other.missing;
        least = Math.Min(least, other.least);
        most = Math.Max(most, other.most);
        sum.Merge(ref other.sum);
        moments.Merge(ref other.moments);
        sketch?.Merge(other.sketch!);
    }

    /// <summary>
    /// What was learned, at <paramref name="position"/> of the feature vector, which moves behind it. May be called again.
    /// </summary>
    /// <exception cref="InvalidValueException">No training row has a value, so that there is nothing to learn from.</exception>
    public NumericEncoding Finish(ref int position) => Finish(ref position, options.Impute != Impute.None);

    /// <summary>The same, with a summary of the values or without.</summary>
    internal NumericEncoding Finish(ref int position, bool isSummarized) =>
        new(column, options, learned ??= Learn(), ref position) { Summary = isSummarized ? Summarize() : null };

    // One zero, as +0.
    private ColumnSummary Summarize() => count == 0 ? new() : new()
    {
        Least = (least + 0f).ToString("R", CultureInfo.InvariantCulture),
        Most = (most + 0f).ToString("R", CultureInfo.InvariantCulture),
    };

    private NumericScaling Learn()
    {
        bool learns = options.Scale != Scale.None || options.Bins > 0;
        if (count == 0 && (options.Impute is Impute.Mean or Impute.Median || (options.Impute == Impute.Keep && missing > 0) || (learns && missing == 0)))
            NumericErrors.NothingToLearn(column, missing);
        return Scaling(options.Impute switch
        {
            Impute.Mean => (float)ExactSum.RoundRatio(sum.ToInteger(), count, ExactSum.Scale),
            Impute.Median => (float)sketch!.Sort(new(), 0, 0).Quantile(0.5),
            Impute.Constant => (float)options.Constant,
            _ => 0f,
        });
    }

    private NumericScaling Scaling(float fill)
    {
        // What stays missing has no part in the scale.
        long filled = options.Impute == Impute.Keep ? 0 : missing;
        SortedValues? sorted = options.Scale is Scale.Robust or Scale.Power || options.Bins > 0
            ? sketch!.Sort(options, fill, filled)
            : null;
        switch (options.Scale)
        {
            case Scale.Standard or Scale.Log:
                // A plain copy would share its limbs with the original, which must stay as it is for a later Add or Merge.
                Moments all = new();
                all.Merge(ref moments);
                if (filled > 0) all.Add(NumericScaling.Prepare(options, fill), filled);
                return NumericScaling.Of(fill, all.Mean(), all.Deviation());
            case Scale.MinMax:
                float clipped = options.Clip(fill);
                float low = count > 0 ? options.Clip(least) : clipped, high = count > 0 ? options.Clip(most) : clipped;
                if (filled > 0) (low, high) = (Math.Min(low, clipped), Math.Max(high, clipped));
                return NumericScaling.Of(fill, low, (double)high - low);
            case Scale.Robust:
                return NumericScaling.Of(fill, sorted!.Quantile(0.5), sorted.Quantile(0.75) - sorted.Quantile(0.25));
            case Scale.Power:
                double lambda = YeoJohnson.Fit(sorted!);
                (double mean, double deviation) = YeoJohnson.Moments(sorted!, lambda);
                return NumericScaling.OfPower(fill, lambda, mean, deviation);
            default:
                return NumericScaling.None(fill) with { Edges = options.Bins > 0 ? NumericScaling.Cuts(sorted!, options.Bins) : [] };
        }
    }
}
