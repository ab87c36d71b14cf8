using MlDsl.Training;

namespace MlDsl.Forecasting;

/// <summary>Series by number, each with its values from the first step on and what is known of each step beside them.</summary>
internal abstract class SeriesValues
{
    /// <summary>The number of series.</summary>
    public abstract int Count { get; }

    /// <summary>The values of a series, one for each step.</summary>
    public abstract ReadOnlySpan<double> Values(int series);

    /// <summary>What tells the series from others, in this data and in later one.</summary>
    public abstract ulong Key(int series);

    /// <summary>The width of the features that are known of a step; 0 where there are none.</summary>
    public virtual int CovariateWidth => 0;

    /// <summary>Writes what is known of a step, which may lie behind the last value.</summary>
    /// <param name="series">The series.</param>
    /// <param name="step">The step, from 0.</param>
    /// <param name="sink">Where to.</param>
    public virtual void WriteCovariates(int series, int step, ref RowSink sink)
    {
    }
}
