using System.Globalization;

namespace MlDsl.Benchmarks.Training;

/// <summary>Twenty uniform numbers and a label.</summary>
[Dataset]
public sealed partial record Flow
{
    [Numeric] public required float X1 { get; init; }
    [Numeric] public required float X2 { get; init; }
    [Numeric] public required float X3 { get; init; }
    [Numeric] public required float X4 { get; init; }
    [Numeric] public required float X5 { get; init; }
    [Numeric] public required float X6 { get; init; }
    [Numeric] public required float X7 { get; init; }
    [Numeric] public required float X8 { get; init; }
    [Numeric] public required float X9 { get; init; }
    [Numeric] public required float X10 { get; init; }
    [Numeric] public required float X11 { get; init; }
    [Numeric] public required float X12 { get; init; }
    [Numeric] public required float X13 { get; init; }
    [Numeric] public required float X14 { get; init; }
    [Numeric] public required float X15 { get; init; }
    [Numeric] public required float X16 { get; init; }
    [Numeric] public required float X17 { get; init; }
    [Numeric] public required float X18 { get; init; }
    [Numeric] public required float X19 { get; init; }
    [Numeric] public required float X20 { get; init; }
    [Label] public float Y { get; init; }

    /// <summary>The row of a number, always the same.</summary>
    public static Flow Of(int row)
    {
        ulong at = (ulong)row * 32;
        return new Flow
        {
            X1 = Uniform(at + 1),
            X2 = Uniform(at + 2),
            X3 = Uniform(at + 3),
            X4 = Uniform(at + 4),
            X5 = Uniform(at + 5),
            X6 = Uniform(at + 6),
            X7 = Uniform(at + 7),
            X8 = Uniform(at + 8),
            X9 = Uniform(at + 9),
            X10 = Uniform(at + 10),
            X11 = Uniform(at + 11),
            X12 = Uniform(at + 12),
            X13 = Uniform(at + 13),
            X14 = Uniform(at + 14),
            X15 = Uniform(at + 15),
            X16 = Uniform(at + 16),
            X17 = Uniform(at + 17),
            X18 = Uniform(at + 18),
            X19 = Uniform(at + 19),
            X20 = Uniform(at + 20),
            Y = Uniform(at + 1) + (Uniform(at + 2) * Uniform(at + 3)) + (0.2f * Uniform(at)),
        };
    }

    // The finalizer of SplitMix64 (Steele, Lea, Flood 2014).
    private static float Uniform(ulong number)
    {
        number = (number + 0x9E3779B97F4A7C15) * 0xBF58476D1CE4E5B9;
        number = (number ^ (number >> 27)) * 0x94D049BB133111EB;
        return (number >> 40) / (float)(1 << 24);
    }
}

[Model<Flow, Regression>, LightGbm(Trees = 1)]
public sealed partial class FlowModel;

/// <summary>
/// What memory does a training on rows take that nobody holds? They are made on each pass. Printed is the process' peak during the training, less what it had before, at the end of each pass
/// over the rows and of all: beside a byte for each value, which is what LightGBM bins them to. Run it in a process of its own; <c>direct</c> gives the library the same rows in a matrix.
/// </summary>
internal static class StreamedRows
{
    private const int Columns = 20;

    public static void Print(int rows)
    {
        FlowModel.Fit(Few());
        double binned = (double)rows * Columns;
        List<double> passes = [];
        PeakMemory? during = null;
        TrainSet<Flow> many = Dataset<Flow>.FromRows(Pass()).SplitRandom(0, 0, seed: 1).Train;
        using PeakMemory memory = during = new PeakMemory();
        FlowModel.Fit(many);
        Say("own", rows, $"of_binned={memory.Peak / binned:F2} at_ends_of_passes={string.Join('/', passes.Select(static share => share.ToString("F2", CultureInfo.InvariantCulture)))} seconds={memory.Seconds:F0}");

        IEnumerable<Flow> Pass()
        {
            for (int i = 0; i < rows; i++) yield return Flow.Of(i);
            if (during is not null) passes.Add(during.Peak / binned);
        }
    }

    /// <summary>The same trees by the library called directly: from a matrix of doubles, which stays, as its maker holds it.</summary>
    public static void PrintDirect(int rows)
    {
        FlowModel.Fit(Few());
        var matrix = new DenseMatrix(rows, Columns);
        double binned = (double)rows * Columns;
        for (int row = 0; row < rows; row++)
        {
            Flow flow = Flow.Of(row);
            float[] values = [flow.X1, flow.X2, flow.X3, flow.X4, flow.X5, flow.X6, flow.X7, flow.X8, flow.X9, flow.X10, flow.X11, flow.X12, flow.X13, flow.X14, flow.X15, flow.X16, flow.X17, flow.X18, flow.X19, flow.X20];
            for (int column = 0; column < Columns; column++) matrix.Set(row, column, values[column]);
            matrix.Labels[row] = flow.Y;
        }
        using var memory = new PeakMemory();
        DirectTraining.Run(matrix, 1, "objective=regression deterministic=true force_row_wise=true verbosity=-1");
        Say("direct", rows, $"of_binned={memory.Peak / binned:F2} matrix_of_binned={sizeof(double):F2} seconds={memory.Seconds:F0}");
    }

    private static TrainSet<Flow> Few() => Dataset<Flow>.FromRows([.. Enumerable.Range(0, 5000).Select(Flow.Of)]).SplitRandom(0, 0, seed: 1).Train;

    private static void Say(string who, int rows, FormattableString rest) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"memory.train.lightgbm.{who} rows={rows} columns={Columns} binned_mb={(double)rows * Columns / 1e6:F0} {rest.ToString(CultureInfo.InvariantCulture)}"));
}
