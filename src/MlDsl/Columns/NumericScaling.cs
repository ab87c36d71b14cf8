namespace MlDsl.Columns;

/// <summary>What a numeric column learned, as plain numbers.</summary>
/// <param name="Fill">What stands in for a missing value.</param>
/// <param name="Offset">Subtracted from the prepared value.</param>
/// <param name="Factor">What the difference is multiplied by.</param>
/// <param name="Lambda">The Yeo-Johnson exponent.</param>
/// <param name="Edges">The inner edges of the bins, ascending and distinct.</param>
internal sealed record NumericScaling(float Fill, double Offset, double Factor, double Lambda, float[] Edges)
{
    /// <summary>A value as it is.</summary>
    public static NumericScaling None(float fill) => new(fill, 0, 1, 1, []);

    /// <summary>
    /// The offset and the inverse of the spread, as floats; a column without spread, or with one too small for a float, becomes 0.
    /// </summary>
    public static NumericScaling Of(float fill, double offset, double spread)
    {
        float factor = spread > 0 ? (float)(1 / spread) : 0f;
        // Without an offset, 0 · x is 0 even where x − offset would overflow.
        return factor > 0 && float.IsFinite(factor) ? new(fill, (float)offset, factor, 1, []) : new(fill, 0, 0, 1, []);
    }

    /// <summary>The same in double, for powers of a value leave the range of float.</summary>
    public static NumericScaling OfPower(float fill, double lambda, double mean, double deviation)
    {
        double factor = 1 / deviation;
        return deviation > 0 && double.IsFinite(factor) ? new(fill, mean, factor, lambda, []) : new(fill, 0, 0, 1, []);
    }

    /// <summary>A value clipped and, for <see cref="Scale.Log"/>, its signed logarithm: what the mean and the deviation are of.</summary>
    public static float Prepare(NumericOptions options, float value)
    {
        float clipped = options.Clip(value);
        return options.Scale == Scale.Log ? SignedLog(clipped) : clipped;
    }

    /// <summary>ln(1 + |value|) with the sign of <paramref name="value"/>, computed in double.</summary>
    public static float SignedLog(float value) => (float)Math.CopySign(Precise.Log1P(Math.Abs((double)value)), value);

    /// <summary>
    /// The inner edges of <paramref name="bins"/> bins of equal share. Equal edges collapse, and one at the minimum goes: no value is
    /// below it.
    /// </summary>
    public static float[] Cuts(SortedValues values, int bins)
    {
        List<float> edges = [];
        for (int i = 1; i < bins; i++)
        {
            float edge = (float)values.Quantile((double)i / bins);
            if (edge > (edges.Count > 0 ? edges[^1] : values.Values[0])) edges.Add(edge);
        }
        return [.. edges];
    }
}
