using MlDsl.Training;

namespace MlDsl.Forecasting;

/// <summary>Series by number, each with its values from the first step on and what is known of each step beside them.</summary>
internal abstract class SeriesValues
{
    /// <summary>The number of series.</summary>
    public abstract int Count { get; }

    /// <summary>The values of a series, one for each step.</summary>
    public abstract ReadOnlySpan<double> Values(int series);

    /// <summary>Whether a step's value happened, or is said to be 0; not where it was drawn between its neighbours, of which one comes later.</summary>
    public virtual bool IsKnown(int series, int step) => true;

    /// <summary>Whether a step has a row.</summary>
    public virtual bool HasRow(int series, int step) => true;

    /// <summary>The share of the first steps of a series that have no row.</summary>
    public double FilledOf(int series, int length)
    {
        int filled = 0;
        for (int step = 0; step < length; step++) filled += HasRow(series, step) ? 0 : 1;
        return (double)filled / length;
    }

    /// <summary>The latest origin at or before <paramref name="origin"/> whose history ends with a value that is known: a history that ends with a drawn one would tell what comes.</summary>
    /// <param name="series">The series.</param>
    /// <param name="origin">The number of values that are history.</param>
    /// <returns>0 where there is none.</returns>
    public int OriginAt(int series, int origin)
    {
        while (origin > 0 && !IsKnown(series, origin - 1)) origin--;
        return origin;
    }

    /// <summary>The number of the first step, by which the steps of several series are told to be the same.</summary>
    public virtual long Start(int series) => 0;

    /// <summary>What tells the series from others, in this data and in later one.</summary>
    public abstract ulong Key(int series);

    /// <summary>The values of a past covariate, one for each step: where none is known the last one before, and before the first known one that.</summary>
    /// <param name="series">The series.</param>
    /// <param name="covariate">Which of the model's past covariates.</param>
    public virtual ReadOnlySpan<double> Covariate(int series, int covariate) => [];

    /// <summary>The first step of which a past covariate is known: an origin at it or before knows nothing of the covariate.</summary>
    public virtual int FirstOf(int series, int covariate) => 0;

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
