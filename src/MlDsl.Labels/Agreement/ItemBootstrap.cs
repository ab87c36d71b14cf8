using MlDsl.Training;

namespace MlDsl.Labels;

/// <summary>Percentile intervals of coefficients: items are drawn, with all that was said of them, because ratings of one item depend on each other.</summary>
internal static class ItemBootstrap
{
    private const int FewestItems = 10;

    /// <param name="items">The number of items.</param>
    /// <param name="used">The number of items that the coefficient is of.</param>
    /// <param name="coefficient">The coefficient where each item counts as often as said.</param>
    /// <param name="options">Resamples, level and seed.</param>
    public static AgreementFigure Run(int items, int used, Func<int[], Coefficient> coefficient, AgreementOptions options)
    {
        var counts = new int[items];
        Array.Fill(counts, 1);
        Coefficient whole = coefficient(counts);
        if (whole.Undefined is not null) return new AgreementFigure(Metric.Undefined, used) { Undefined = whole.Undefined };
        if (options.Resamples == 0 || used < FewestItems) return new AgreementFigure(Metric.Point(whole.Value), used);
        var drawn = new double[options.Resamples];
        // Each resample is a function of its number alone, so the bits do not depend on threads.
        Parallel.For(0, drawn.Length, () => new int[items], (i, _, own) =>
        {
            var resample = new Resample(options.Seed, i);
            for (int item = 0; item < items; item++) own[item] = resample.Count((ulong)item);
            drawn[i] = coefficient(own).Value;
            return own;
        }, static _ => { });
        return new AgreementFigure(Bootstrap.Interval(whole.Value, drawn, options.Level), used);
    }
}
