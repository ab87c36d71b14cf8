using System.Runtime.CompilerServices;

namespace MlDsl.Columns;

/// <summary>
/// A numeric column as features: the value filled, clipped, then scaled or put into one of the bins, and the indicator last. Immutable.
/// </summary>
/// <remarks>
/// The feature is (T(x) − <see cref="Offset"/>) · <see cref="Factor"/>, with x the clipped value and T the identity, the signed
/// ln(1 + |x|) or the Yeo-Johnson transform with <see cref="Lambda"/>. T is computed in double, and with
/// <see cref="Scale.Power"/> so is the rest; otherwise the offset and the factor are floats, and so is the arithmetic.
/// </remarks>
public sealed partial class NumericEncoding
{
    private readonly string column;
    private readonly float offset, factor, low, high;
    // What a missing value becomes is known beforehand.
    private readonly int missingSlot;
    private readonly float missingValue;
    private readonly NumericOptions options;
    private readonly NumericScaling scaling;
    private readonly float[] edges;

    internal NumericEncoding(string column, NumericOptions options, NumericScaling scaling, ref int position)
    {
        options.Validate(column);
        (this.column, this.options, this.scaling, edges) = (column, options, scaling, scaling.Edges);
        (offset, factor) = ((float)scaling.Offset, (float)scaling.Factor);
        // A bound of -0 is 0.
        (low, high) = ((float)options.Min + 0f, (float)options.Max + 0f);
        Position = position;
        Width = (options.Bins > 0 ? edges.Length + 1 : 1) + (options.Indicator ? 1 : 0);
        float fill = options.Clip(scaling.Fill);
        (missingSlot, missingValue) = options.Bins > 0 ? (Bin(fill), 1f) : (0, options.Impute == Impute.Keep ? float.NaN : Transform(fill));
        position += Width;
    }

    /// <summary>The first position of the column in the feature vector.</summary>
    public int Position { get; }

    /// <summary>The number of its positions.</summary>
    public int Width { get; }

    /// <summary>The options it was learned with.</summary>
    public NumericOptions Options => options;

    /// <summary>What stands in for a missing value; 0 with <see cref="Impute.None"/> and <see cref="Impute.Keep"/>.</summary>
    public float Fill => scaling.Fill;

    /// <summary>What is subtracted: a mean, minimum or median; 0 without a scale.</summary>
    public double Offset => scaling.Offset;

    /// <summary>
    /// What the difference is multiplied by: the inverse of a deviation, range or quartile distance; 1 without a scale, 0 for a
    /// constant column.
    /// </summary>
    public double Factor => scaling.Factor;

    /// <summary>The Yeo-Johnson exponent of <see cref="Scale.Power"/>; else 1.</summary>
    public double Lambda => scaling.Lambda;

    /// <summary>The inner edges of the bins, ascending; bin i holds edge i − 1 ≤ x &lt; edge i. Empty without bins.</summary>
    public ReadOnlySpan<float> Edges => edges;

    /// <summary>The bounds of the training values, where a value may be missing; null where nothing is known of them.</summary>
    public ColumnSummary? Summary { get; internal init; }

    /// <summary>Appends the name of each position.</summary>
    public void AppendNames(List<string> names)
    {
        if (options.Bins == 0) names.Add(column);
        else
        {
            for (int i = 0; i <= edges.Length; i++)
            {
                string from = i == 0 ? "(-∞" : FormattableString.Invariant($"[{edges[i - 1]}");
                string to = i == edges.Length ? "∞" : FormattableString.Invariant($"{edges[i]}");
                names.Add($"{column} in {from}, {to})");
            }
        }
        if (options.Indicator) names.Add($"{column} missing");
    }

    /// <summary>Writes a value with whatever options the column has.</summary>
    /// <exception cref="InvalidValueException">The value is NaN or infinite.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write<TSink>(float value, ref TSink sink) where TSink : struct, IFeatureSink
    {
        if (!float.IsFinite(value)) NumericErrors.NotFinite(column, value);
        float clipped = value < low ? low : value > high ? high : value;
        if (options.Bins > 0) sink.Add(Position + Bin(clipped), 1f);
        else sink.Add(Position, Transform(clipped));
    }

    /// <summary>Writes a value that may be missing, with whatever options the column has.</summary>
    /// <exception cref="InvalidValueException">The value is NaN or infinite, or missing without an <see cref="Impute"/>.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write<TSink>(float? value, ref TSink sink) where TSink : struct, IFeatureSink
    {
        if (value.HasValue) Write(value.GetValueOrDefault(), ref sink);
        else WriteMissing(Position, ref sink);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void WriteMissing<TSink>(int position, ref TSink sink) where TSink : struct, IFeatureSink
    {
        if (options.Impute == Impute.None) NumericErrors.Missing(column);
        sink.Add(position + missingSlot, missingValue);
        if (options.Indicator) sink.Add(position + Width - 1, 1f);
    }

    private float Transform(float clipped)
    {
        if (options.Scale == Scale.Power) return Power(clipped);
        float transformed = options.Scale == Scale.Log ? NumericScaling.SignedLog(clipped) : clipped;
        return (transformed - offset) * factor;
    }

    private float Power(float clipped)
    {
        // A power may overflow; times a factor of 0 it would be NaN.
        if (scaling.Factor == 0) return 0f;
        double scaled = (YeoJohnson.Transform(clipped, scaling.Lambda) - scaling.Offset) * scaling.Factor;
        return (float)Math.Clamp(scaled, float.MinValue, float.MaxValue);
    }

    /// <summary>The number of edges at or below <paramref name="clipped"/>, by bisection.</summary>
    private int Bin(float clipped)
    {
        int from = 0, to = edges.Length;
        while (from < to)
        {
            int middle = (from + to) >> 1;
            if (edges[middle] <= clipped) from = middle + 1;
            else to = middle;
        }
        return from;
    }
}
