using System.Numerics;
using MlDsl.Forecasting;

namespace MlDsl.Tasks.Pages;

/// <summary>The values of series that are known: how many, and so many of them as a plot is made of.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Zeros">How many of them are 0.</param>
/// <param name="Apart">How many of them lie from one of the sample to the next, series by series.</param>
/// <param name="Sample">The values of the sample.</param>
internal sealed record KnownValues(long Count, long Zeros, long Apart, IReadOnlyList<double> Sample)
{
    /// <summary>The known values of all series, of which a sample at even steps is taken.</summary>
    /// <param name="series">The series.</param>
    /// <param name="most">The most values of the sample.</param>
    /// <param name="season">The steps of a season.</param>
    public static KnownValues Of(SeriesValues series, int most, int season)
    {
        long count = 0, zeros = 0;
        foreach (double value in All(series))
        {
            count++;
            if (value == 0) zeros++;
        }
        long apart = Math.Max(1, (count + most - 1) / most);
        // Every seventh value of days would be that of the same day of the week.
        while (BigInteger.GreatestCommonDivisor(apart, season) > 1) apart++;
        List<double> sample = [];
        long place = 0;
        foreach (double value in All(series))
            if (place++ % apart == 0) sample.Add(value);
        return new KnownValues(count, zeros, apart, sample);
    }

    private static IEnumerable<double> All(SeriesValues series)
    {
        for (int i = 0; i < series.Count; i++)
        {
            for (int step = 0; step < series.Values(i).Length; step++)
                if (series.IsKnown(i, step)) yield return series.Values(i)[step];
        }
    }
}
