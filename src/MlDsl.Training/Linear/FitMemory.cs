using System.Globalization;

namespace MlDsl.Training;

/// <summary>Says of a training that it needs more memory than there is, before it takes it, and which columns ask for it.</summary>
internal static class FitMemory
{
    // What the solver holds for each weight, in doubles: two points with their gradients, two directions, twenty vectors of curvature,
    // the penalty, scales and the weights twice. The sums of the lanes come on top.
    private const int VectorsPerWeight = 30, LeastLanes = 4, VectorsPerPosition = 24;
    private const int MostNamed = 3;

    /// <summary>Runs <paramref name="train"/> if it can succeed.</summary>
    /// <exception cref="TrainingException">It needs more memory than there is.</exception>
    public static LinearWeights Train(IReadOnlyList<ColumnWidth> columns, int outputs, Func<LinearWeights> train)
    {
        if (Problem(columns, outputs, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes) is { } problem) throw new TrainingException(problem);
        try
        {
            return train();
        }
        catch (OutOfMemoryException e)
        {
            throw new TrainingException($"{(e is InsufficientMemoryException ? e.Message : "Training ran out of memory")}. {Advice(columns, outputs)}");
        }
    }

    /// <summary>Holds what the solver needs against what there is.</summary>
    /// <param name="width">The columns that have weights to solve for.</param>
    /// <param name="outputs">The weights of each.</param>
    /// <exception cref="InsufficientMemoryException">There is less; <see cref="Train"/> says which columns ask for it.</exception>
    public static void Require(long width, int outputs)
    {
        if (SolverProblem(width, outputs, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes) is { } problem) throw new InsufficientMemoryException(problem);
    }

    /// <summary>Why <paramref name="available"/> bytes do not hold what measures the columns, or no file the model; null where they may.</summary>
    public static string? Problem(IReadOnlyList<ColumnWidth> columns, int outputs, long available)
    {
        long width = columns.Sum(static c => (long)c.Width);
        double weights = (double)width * outputs;
        if ((weights + width) * sizeof(float) > ModelBytes.Most - (1 << 20))
            return string.Create(CultureInfo.InvariantCulture, $"{Product(width, outputs)} weights are more than a model file holds ({ModelBytes.Most / sizeof(float):N0}). {Advice(columns, outputs)}");
        double needed = sizeof(double) * VectorsPerPosition * (double)width;
        return width > LinearRegressionTrainer.WidestGram && needed > available
            ? string.Create(CultureInfo.InvariantCulture, $"To measure {width:N0} positions takes about {Gibibytes(needed)} GiB of memory, and {Gibibytes(available)} GiB are there. {Advice(columns, outputs)}")
            : null;
    }

    /// <summary>Why <paramref name="available"/> bytes do not hold the solver's vectors; null where they may.</summary>
    public static string? SolverProblem(long width, int outputs, long available)
    {
        double needed = sizeof(double) * (VectorsPerWeight + LeastLanes) * (double)width * outputs;
        return width > LinearRegressionTrainer.WidestGram && needed > available
            ? string.Create(CultureInfo.InvariantCulture, $"Training {Product(width, outputs)} weights takes about {Gibibytes(needed)} GiB of memory, and {Gibibytes(available)} GiB are there")
            : null;
    }

    private static string Advice(IReadOnlyList<ColumnWidth> columns, int outputs)
    {
        var widest = columns.OrderByDescending(static c => c.Width).Take(MostNamed)
            .Select(static c => string.Create(CultureInfo.InvariantCulture, $"'{c.Column}' ({c.Width:N0} positions)"));
        string classes = outputs > 1 ? ", merge classes" : "";
        return $"The widest columns are {string.Join(", ", widest)}: lower HashBits of [Text] and of hashed categories, set MaxCategories or MinCount of one-hot ones{classes}, or give the process more memory";
    }

    private static string Product(long width, int outputs) =>
        outputs == 1 ? width.ToString("N0", CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{width:N0} × {outputs:N0}");

    private static string Gibibytes(double bytes) => (bytes / (1L << 30)).ToString("0.0", CultureInfo.InvariantCulture);
}
