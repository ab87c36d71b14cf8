using MlDsl.Training;

namespace MlDsl.Boosting;

/// <summary>
/// What one pass tells before rows can be binned: labels, weights and groups, the positions that are ever other than 0, and the values of a sample of
/// rows, column by column, from which the library chooses its bins.
/// </summary>
internal sealed class TrainingSample
{
    /// <summary>The most rows that bins are chosen from: the library's own number.</summary>
    public const int MostRows = 200_000;

    // What the library takes for 0, which a sample leaves out.
    private const float LargestZero = 1e-35f;

    private readonly List<int> rowOf = [];
    private readonly List<int> positions = [];
    private readonly List<float> values = [];

    /// <summary>Reads all rows once.</summary>
    /// <param name="problem">The rows.</param>
    /// <param name="domain">Says of a label what is wrong with it; null where nothing is.</param>
    /// <param name="cancellation">Stops the pass.</param>
    /// <exception cref="TrainingException">There are no rows, more than the library takes, or a label or weight cannot be learned from.</exception>
    public static TrainingSample Read(TrainingProblem problem, Func<float, string?> domain, CancellationToken cancellation)
    {
        IDesign rows = problem.Rows;
        if (rows.Rows > int.MaxValue) throw new TrainingException($"LightGBM takes at most {int.MaxValue} rows, and there are {rows.Rows}; train on a sample");
        if (rows.Width == 0) throw new TrainingException("There are no features, and trees need one at least; mark a column as a feature");
        var sample = new TrainingSample((int)rows.Rows, problem.Target == TargetKind.Relevance);
        var isUsed = new bool[rows.Width];
        // Every k-th of shuffled numbers would hold them all: a row's own hash decides, the same on each pass.
        ulong bound = rows.Rows <= MostRows ? ulong.MaxValue : (ulong)(MostRows / (double)rows.Rows * ulong.MaxValue);
        int row = 0;
        foreach (FeatureBlock block in rows.Blocks(cancellation))
        {
            if (row + block.Rows > sample.Labels.Length) throw Changed(rows.Rows);
            if (sample.Groups.Length > 0) sample.TakeGroups(row, block);
            for (int i = 0; i < block.Rows; i++, row++)
            {
                sample.TakeLabel(rows, row, block.Labels[i], block.Weights[i], domain);
                bool isSampled = bound == ulong.MaxValue || Hash((ulong)row) < bound;
                for (int entry = block.RowStart[i]; entry < block.RowStart[i + 1]; entry++)
                {
                    isUsed[block.Positions[entry]] = true;
                    if (isSampled && !(Math.Abs(block.Values[entry]) <= LargestZero)) sample.Take(block.Positions[entry], block.Values[entry]);
                }
                if (isSampled) sample.Sampled++;
            }
        }
        if (row != rows.Rows) throw Changed(rows.Rows);
        if (row == 0) throw new TrainingException("There are no training rows");
        sample.Used = [.. Enumerable.Range(0, isUsed.Length).Where(i => isUsed[i])];
        return sample;
    }

    private TrainingSample(int rows, bool hasGroups)
    {
        Labels = new float[rows];
        Weights = new float[rows];
        Groups = hasGroups ? new ulong[rows] : [];
    }

    /// <summary>The label of each row.</summary>
    public float[] Labels { get; }

    /// <summary>The weight of each row.</summary>
    public float[] Weights { get; }

    /// <summary>The group of each row where rows are ranked; else empty.</summary>
    public ulong[] Groups { get; }

    /// <summary>The positions that some row has other than 0, ascending.</summary>
    public int[] Used { get; private set; } = [];

    /// <summary>The number of rows in the sample.</summary>
    public int Sampled { get; private set; }

    /// <summary>The sampled values of each column that are not 0, and the rows of the sample that they belong to.</summary>
    /// <param name="columnOf">The column of each position; −1 for none.</param>
    /// <param name="columns">The number of columns.</param>
    public (double[][] Values, int[][] Rows) ByColumn(int[] columnOf, int columns)
    {
        var counts = new int[columns];
        foreach (int position in positions)
            if (columnOf[position] >= 0) counts[columnOf[position]]++;
        double[][] byColumn = [.. counts.Select(static count => new double[count])];
        int[][] rows = [.. counts.Select(static count => new int[count])];
        Array.Clear(counts);
        for (int i = 0; i < positions.Count; i++)
        {
            int column = columnOf[positions[i]];
            if (column < 0) continue;
            byColumn[column][counts[column]] = values[i];
            rows[column][counts[column]++] = rowOf[i];
        }
        return (byColumn, rows);
    }

    private void Take(int position, float value)
    {
        rowOf.Add(Sampled);
        positions.Add(position);
        values.Add(value);
    }

    private void TakeGroups(int row, FeatureBlock block)
    {
        if (block.Groups.IsEmpty) throw new TrainingException("The rows have no groups, within which they could be ranked; mark the query's column [Group]");
        block.Groups.CopyTo(Groups.AsSpan(row));
    }

    private void TakeLabel(IDesign rows, int row, float label, float weight, Func<float, string?> domain)
    {
        BoosterLabels.Check(rows, row, label, weight, domain);
        (Labels[row], Weights[row]) = (label, weight);
    }

    private static TrainingException Changed(long rows) =>
        new($"The design promises {rows} rows and gives another number; its source must not change while it is read");

    // SplitMix64's finisher (Steele, Lea and Flood, 2014).
    private static ulong Hash(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
