using MlDsl.Columns;

namespace MlDsl.Training;

/// <summary>What features ask of a trainer, position by position of the feature vector.</summary>
/// <remarks>Made of a plan; of rows that come from elsewhere nothing is known.</remarks>
public sealed class FeatureTraits
{
    private readonly List<int> missing = [], categories = [];
    private readonly List<(int Position, Monotone Direction)> monotone = [];

    /// <summary>The traits of a plan's features.</summary>
    public FeatureTraits(FeaturePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        foreach (IEncoding encoding in plan.Encodings) Add(encoding);
    }

    /// <summary>Those of one column.</summary>
    internal FeatureTraits(IEncoding encoding) => Add(encoding);

    /// <summary>The positions at which NaN is a missing value, ascending.</summary>
    public IReadOnlyList<int> Missing => missing;

    /// <summary>The positions that hold the number of a category, ascending.</summary>
    public IReadOnlyList<int> Categories => categories;

    /// <summary>The positions of numbers that predictions must follow, ascending, and in which direction.</summary>
    public IReadOnlyList<(int Position, Monotone Direction)> Monotone => monotone;

    /// <summary>The place among entries of the first that is infinite, or NaN where none may be missing; −1 where all are as they should be.</summary>
    /// <param name="positions">The position of each entry.</param>
    /// <param name="values">What stands there.</param>
    /// <param name="missing">The positions at which NaN is a missing value, ascending.</param>
    internal static int FirstNotFinite(ReadOnlySpan<int> positions, ReadOnlySpan<float> values, ReadOnlySpan<int> missing)
    {
        for (int i = 0; i < values.Length; i++)
            if (!float.IsFinite(values[i]) && !(float.IsNaN(values[i]) && missing.BinarySearch(positions[i]) >= 0)) return i;
        return -1;
    }

    private void Add(IEncoding encoding)
    {
        switch (encoding)
        {
            case NumericEncoding { Options: var options }:
                if (options.Impute == Impute.Keep) missing.Add(encoding.Position);
                if (options.Monotone != MlDsl.Monotone.None) monotone.Add((encoding.Position, options.Monotone));
                break;
            case VectorEncoding vector:
                foreach (NumericEncoding element in vector.Elements) Add(element);
                break;
            case ICategoryEncoding { Options: { Encoding: CategoricalEncoding.Native } options }:
                categories.Add(encoding.Position);
                // An unknown category, or a rare one, is none.
                if (options.Unknown == Unknown.Zero) missing.Add(encoding.Position);
                break;
        }
    }
}
