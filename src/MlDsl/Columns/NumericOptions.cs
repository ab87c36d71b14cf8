using System.ComponentModel;

namespace MlDsl.Columns;

/// <summary>The options of a <see cref="NumericAttribute"/>, as generated code passes them on.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record NumericOptions
{
    /// <summary>How the value is scaled.</summary>
    public Scale Scale { get; init; }

    /// <summary>What stands in for a missing value.</summary>
    public Impute Impute { get; init; }

    /// <summary>Whether predictions may fall as the number grows.</summary>
    public Monotone Monotone { get; init; }

    /// <summary>The value for <see cref="Impute.Constant"/>; finite.</summary>
    public double Constant { get; init; }

    /// <summary>Whether a last feature, 1 where the value was missing, is added.</summary>
    public bool Indicator { get; init; }

    /// <summary>The number of quantile bins, 2 to 256; 0 for none.</summary>
    public int Bins { get; init; }

    /// <summary>Values below are raised to it.</summary>
    public double Min { get; init; } = double.NegativeInfinity;

    /// <summary>Values above are lowered to it.</summary>
    public double Max { get; init; } = double.PositiveInfinity;

    /// <summary>Whether values are clipped at either end.</summary>
    internal bool Clips => !double.IsNegativeInfinity(Min) || !double.IsPositiveInfinity(Max);

    /// <summary><paramref name="value"/> between <see cref="Min"/> and <see cref="Max"/>.</summary>
    internal float Clip(float value) => value < (float)Min ? (float)Min : value > (float)Max ? (float)Max : value;

    /// <summary>Throws where the options of <paramref name="column"/> contradict each other or leave their ranges.</summary>
    internal void Validate(string column)
    {
        if (Bins != 0 && Bins is < 2 or > 256) throw Wrong(column, $"Bins is {Bins}; it is 0 or 2 to 256");
        if (Bins != 0 && Impute == Impute.Keep) throw Wrong(column, $"Bins and Impute.Keep exclude each other: a missing number is in no bin");
        if (Bins != 0 && Monotone != Monotone.None) throw Wrong(column, $"Bins and Monotone exclude each other: bins are no numbers");
        if (Bins != 0 && Scale != Scale.None) throw Wrong(column, $"Bins and Scale exclude each other; leave one of them out");
        if (Impute == Impute.Constant && !float.IsFinite((float)Constant))
            throw Wrong(column, $"Constant is {Constant}; it is finite as a float");
        if (double.IsPositiveInfinity(Min) || double.IsNegativeInfinity(Max)) throw Wrong(column, $"Min is above, or Max below, every number");
        if (double.IsNaN(Min) || double.IsNaN(Max) || Min > Max) throw Wrong(column, $"Min is above Max, or one of them is NaN");
    }

    private static ArgumentException Wrong(string column, FormattableString what) =>
        new($"'{column}': {FormattableString.Invariant(what)}");
}
