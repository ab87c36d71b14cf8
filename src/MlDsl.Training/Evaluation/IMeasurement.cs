namespace MlDsl.Training;

/// <summary>Something that yields several metrics at once for any resample of rows; called from several threads.</summary>
/// <typeparam name="TTerm">What a row adds to the sums, made anew for few rows at a time.</typeparam>
/// <typeparam name="TSums">The sums of one resample.</typeparam>
internal interface IMeasurement<TTerm, TSums> where TTerm : struct where TSums : class
{
    /// <summary>The number of places to read.</summary>
    int Places { get; }

    /// <summary>The number of metrics.</summary>
    int Metrics { get; }

    /// <summary>Whether there are enough different rows to resample.</summary>
    bool CanResample { get; }

    /// <summary>Sums that have seen nothing.</summary>
    TSums NewSums();

    /// <summary>Makes the terms of the rows at the places from <paramref name="from"/> to below <paramref name="to"/>; how many there are.</summary>
    int Read(int from, int to, Span<TTerm> terms);

    /// <summary>Adds the terms, which follow those before, as often as the resample draws them.</summary>
    void Add(ReadOnlySpan<TTerm> terms, in Resample resample, TSums sums);

    /// <summary>The metrics; NaN for what is undefined.</summary>
    void Finish(TSums sums, Span<double> values);
}
