using System.Globalization;

namespace MlDsl.Forecasting;

/// <summary>The values of a past covariate, one for each step of a series.</summary>
internal sealed class CovariateValues
{
    private readonly double[] values;

    private CovariateValues(double[] values, int first) => (this.values, First) = (values, first);

    /// <summary>The first step of which one is known; the number of steps where none is.</summary>
    public int First { get; }

    /// <summary>Where none is known the last one before, and before the first known one that.</summary>
    public ReadOnlySpan<double> Values => values;

    /// <summary>The covariates of a series.</summary>
    /// <param name="covariates">What is declared of them.</param>
    /// <param name="rows">The rows of its steps.</param>
    /// <param name="has">Which steps have a row.</param>
    /// <param name="placeOf">Says of a step which row it has, and when, for messages.</param>
    /// <exception cref="SeriesException">A value is infinite, or missing where none may be; the message names row, time and way out.</exception>
    public static CovariateValues[] Of<TRow>(IReadOnlyList<PastCovariate> covariates, TRow[] rows, bool[] has, Func<int, string> placeOf)
        where TRow : IRow<TRow>
    {
        var all = new CovariateValues[covariates.Count];
        for (int i = 0; i < all.Length; i++)
        {
            var values = new double[rows.Length];
            int first = rows.Length;
            for (int step = 0; step < values.Length; step++)
            {
                float value = has[step] ? TRow.PastCovariateOf(rows[step], i) : float.NaN;
                if (float.IsInfinity(value) || (float.IsNaN(value) && has[step] && !covariates[i].MayMiss))
                    throw new SeriesException($"'{covariates[i].Member}' of {placeOf(step)}, is {value.ToString(CultureInfo.InvariantCulture)}, and a past covariate is of finite numbers; mend it, or declare the property nullable where a value may be missing: the last one before it then stands");
                if (!float.IsNaN(value)) first = Math.Min(first, step);
                values[step] = float.IsNaN(value) && step > 0 ? values[step - 1] : value;
            }
            if (first < values.Length) values.AsSpan(0, first).Fill(values[first]);
            else values.AsSpan().Clear();
            all[i] = new(values, first);
        }
        return all;
    }
}
