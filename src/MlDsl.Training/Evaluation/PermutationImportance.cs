using MathNet.Numerics.Distributions;

namespace MlDsl.Training;

/// <summary>Predicts every row with the values of one raw column taken from other rows.</summary>
/// <param name="column">The index of the column.</param>
/// <param name="permutation">Row i takes the column's value from row <c>permutation[i]</c>.</param>
/// <param name="predictions">Where the predictions go.</param>
public delegate void PredictPermuted(int column, ReadOnlySpan<int> permutation, Span<float> predictions);

/// <summary>The loss of predictions; smaller is better.</summary>
public delegate double PredictionLoss(ReadOnlySpan<float> predictions);

/// <summary>How much a model leans on each raw column: how much worse it predicts when the column is shuffled.</summary>
/// <remarks>
/// Permutation importance: Breiman (2001), "Random Forests", section 10; Fisher, Rudin and Dominici (2019), "All Models are Wrong, but
/// Many are Useful". Suits any model, after fitting. Two columns that tell the same share their importance, and either can seem to
/// matter little. Permutes raw columns, not features, so that all features made of a column move together.
/// </remarks>
public static class PermutationImportance
{
    /// <summary>Measures every column.</summary>
    /// <remarks>
    /// Calls <paramref name="predict"/> once for each column and repeat, and once with the rows in place. The interval is Student's over
    /// the repeats: it speaks of the shuffling, not of how few rows there are.
    /// </remarks>
    /// <param name="columns">The names of the raw columns, at least one.</param>
    /// <param name="rows">The number of rows, at least 2.</param>
    /// <param name="outputs">The number of predictions a row has: 1, or the number of classes.</param>
    /// <param name="predict">Predicts with one column permuted.</param>
    /// <param name="loss">The loss to compare, such as one of <see cref="Losses"/>.</param>
    /// <param name="options">Repeats, level and seed; <see cref="PermutationImportanceOptions.Default"/> where null.</param>
    /// <returns>The columns from the most to the least important.</returns>
    /// <exception cref="ArgumentException">There are no columns, fewer than 2 rows, or no outputs.</exception>
    /// <exception cref="EvaluationException">A loss is not a finite number.</exception>
    public static IReadOnlyList<ColumnImportance> Measure(
        IReadOnlyList<string> columns,
        int rows,
        int outputs,
        PredictPermuted predict,
        PredictionLoss loss,
        PermutationImportanceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(predict);
        return MeasureArrays(columns, rows, outputs, (column, permutation, predictions) => predict(column, permutation, predictions), loss, options);
    }

    /// <summary>The same with arrays, which may be shared out among threads.</summary>
    internal static IReadOnlyList<ColumnImportance> MeasureArrays(
        IReadOnlyList<string> columns,
        int rows,
        int outputs,
        Action<int, int[], float[]> predict,
        PredictionLoss loss,
        PermutationImportanceOptions? options)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        if (columns.Count == 0) throw new ArgumentException("There are no columns to permute", nameof(columns));

        PermutationImportanceOptions chosen = options ?? PermutationImportanceOptions.Default;
        var permutation = new int[rows];
        var predictions = new float[checked(rows * outputs)];
        double LossOf(int column, string what)
        {
            predict(column, permutation, predictions);
            double value = loss(predictions);
            if (double.IsFinite(value)) return value;
            throw new EvaluationException(FormattableString.Invariant($"The loss is {value} with {what}; importance needs finite losses"));
        }

        Identity(permutation);
        double inPlace = LossOf(0, "every row in place");
        var importances = new ColumnImportance[columns.Count];
        var increases = new double[chosen.Repeats];
        for (int column = 0; column < importances.Length; column++)
        {
            for (int repeat = 0; repeat < increases.Length; repeat++)
            {
                Shuffle(permutation, chosen.Seed, column, repeat);
                increases[repeat] = LossOf(column, $"'{columns[column]}' permuted") - inPlace;
            }

            importances[column] = new ColumnImportance(columns[column], Interval(increases, chosen.Level)) { Rows = rows };
        }

        return [.. importances.OrderByDescending(static importance => importance.Increase.Value)];
    }

    /// <summary>Fisher and Yates's shuffle with numbers that depend on nothing but seed, column, repeat and position.</summary>
    private static void Shuffle(int[] permutation, ulong seed, int column, int repeat)
    {
        Identity(permutation);
        ulong stream = EvaluationRandom.Stream(EvaluationRandom.Stream(seed, column), repeat);
        for (int i = permutation.Length - 1; i > 0; i--)
        {
            int other = (int)Math.BigMul(EvaluationRandom.At(stream, (ulong)i), (ulong)(i + 1), out _);
            (permutation[i], permutation[other]) = (permutation[other], permutation[i]);
        }
    }

    private static void Identity(int[] permutation)
    {
        for (int i = 0; i < permutation.Length; i++) permutation[i] = i;
    }

    private static Metric Interval(double[] increases, double level)
    {
        double mean = increases.Average();
        if (increases.Length == 1) return Metric.Point(mean);
        double variance = increases.Sum(increase => (increase - mean) * (increase - mean)) / (increases.Length - 1);
        double half = StudentT.InvCDF(0, 1, increases.Length - 1, (1 + level) / 2) * Math.Sqrt(variance / increases.Length);
        return new Metric(mean, mean - half, mean + half);
    }
}
