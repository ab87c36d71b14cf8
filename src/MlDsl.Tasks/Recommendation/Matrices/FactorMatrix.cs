namespace MlDsl.Training;

/// <summary>The factors of users or of items while they are trained: row by row, in double.</summary>
/// <param name="rows">The number of rows.</param>
/// <param name="width">The number of factors of a row.</param>
internal sealed class FactorMatrix(int rows, int width)
{
    // Rows whose products one thread adds up; the sums are added in order.
    private const int RowsAtOnce = 1024;

    /// <summary>The number of rows.</summary>
    public int Rows => rows;

    /// <summary>The number of factors of a row.</summary>
    public int Width => width;

    /// <summary>All factors.</summary>
    public double[] Values { get; } = new double[ArraySize.OfFactors(rows, width)];

    /// <summary>The factors of a row.</summary>
    public Span<double> this[int row] => Values.AsSpan(row * width, width);

    /// <summary>Fills with normal numbers that depend on seed and place alone.</summary>
    /// <remarks>Box and Muller (1958), "A note on the generation of random normal deviates".</remarks>
    public FactorMatrix Draw(int seed, int use, double deviation)
    {
        ulong stream = EvaluationRandom.Stream((ulong)seed, use);
        for (int i = 0; i < Values.Length; i++)
        {
            double radius = Math.Sqrt(-2 * Math.Log(1 - Unit(stream, 2UL * (ulong)i))), angle = 2 * Math.PI * Unit(stream, (2UL * (ulong)i) + 1);
            Values[i] = deviation * radius * Math.Cos(angle);
        }
        return this;
    }

    /// <summary>The sum of the outer products of the rows, whose lower triangle counts; the same bits on any number of threads.</summary>
    public double[] Gram(int threads, CancellationToken cancellation)
    {
        int parts = (rows + RowsAtOnce - 1) / RowsAtOnce;
        var sums = new double[parts][];
        Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, part =>
        {
            var sum = new double[width * width];
            for (int row = part * RowsAtOnce; row < Math.Min((part + 1) * RowsAtOnce, rows); row++) LeastSquares.AddOuter(sum, this[row], 1);
            sums[part] = sum;
        });
        var gram = new double[width * width];
        foreach (double[] sum in sums) LeastSquares.AddScaled(gram, sum, 1);
        return gram;
    }

    /// <summary>A number from 0 to below 1.</summary>
    internal static double Unit(ulong stream, ulong position) => (EvaluationRandom.At(stream, position) >> 11) * (1.0 / (1UL << 53));
}
