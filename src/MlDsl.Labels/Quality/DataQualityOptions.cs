namespace MlDsl.Labels;

/// <summary>What is looked for in rows.</summary>
public sealed record DataQualityOptions
{
    /// <summary>Near-duplicate texts from 80 per cent in common, values from 3.5 robust deviations, neighbours among 2,000 rows.</summary>
    public static DataQualityOptions Default { get; } = new();

    /// <summary>What counts as a near-duplicate of a text.</summary>
    public NearDuplicateOptions NearDuplicates
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value, nameof(NearDuplicates));
            field = value;
        }
    } = NearDuplicateOptions.Default;

    /// <summary>From how many robust deviations from the median on a value is an outlier, above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not above 0.</exception>
    public double Deviations
    {
        get;
        init => field = value > 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(Deviations), value, "An outlier is more than 0 deviations away");
    } = 3.5;

    /// <summary>Among how many rows the nearest neighbours of a row are looked for, at least 20: of more rows, among as many at random.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 20.</exception>
    public int NeighbourRows
    {
        get;
        init => field = value >= 20 ? value : throw new ArgumentOutOfRangeException(nameof(NeighbourRows), value, "Neighbours are looked for among 20 rows at least");
    } = 2000;

    /// <summary>How many rows or groups of each kind are listed, at least 1; all are counted.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int MostListed
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(MostListed), value, "At least 1 is listed");
    } = 100;

    /// <summary>Another seed, other rows to look for neighbours among.</summary>
    public ulong Seed { get; init; }
}
