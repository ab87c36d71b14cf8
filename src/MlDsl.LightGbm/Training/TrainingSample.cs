using MlDsl.Kernels;
using MlDsl.Training;

namespace MlDsl.Boosting;

/// <summary>
/// What one pass tells before rows can be binned: labels, weights and groups, the positions that are ever other than 0, and the values of a sample of
/// rows, column by column, from which the library chooses its bins.
/// </summary>
internal sealed class TrainingSample
{
    private readonly int[] drawn;
    private readonly List<int> ends = [], positions = [];
    private readonly List<float> values = [];

    private TrainingSample(int rows, int[] drawn, bool hasGroups)
    {
        this.drawn = drawn;
        Labels = new float[rows];
        Weights = new float[rows];
        Groups = hasGroups ? new GroupNumbers(rows) : null;
    }

    /// <summary>Reads all rows once.</summary>
    /// <param name="problem">The rows.</param>
    /// <param name="domain">Says of a label what is wrong with it; null where nothing is.</param>
    /// <param name="draw">Of so many rows those that bins are chosen from, ascending. Where rows of a query do not stand together the library, which is given them so, would draw others.</param>
    /// <param name="cancellation">Stops the pass.</param>
    /// <exception cref="TrainingException">There are no rows, more than the library takes, or a label, a weight or a group cannot be learned from.</exception>
    public static TrainingSample Read(TrainingProblem problem, Func<float, string?> domain, Func<int, int[]> draw, CancellationToken cancellation)
    {
        IDesign rows = problem.Rows;
        if (rows.Rows > int.MaxValue) throw new TrainingException($"LightGBM takes at most {int.MaxValue} rows, and there are {rows.Rows}; train on a sample");
        if (rows.Width == 0) throw new TrainingException("There are no features, and trees need one at least; mark a column as a feature");
        if (rows.Rows == 0) throw new TrainingException("There are no training rows");
        var sample = new TrainingSample((int)rows.Rows, draw((int)rows.Rows), problem.Target == TargetKind.Relevance);
        var isUsed = new bool[rows.Width];
        int row = 0;
        foreach (FeatureBlock block in rows.Blocks(cancellation))
        {
            if (row + block.Rows > sample.Labels.Length) throw Changed(rows.Rows);
            sample.Groups?.Add(block);
            for (int i = 0; i < block.Rows; i++) BoosterLabels.Check(rows, row + i, block.Labels[i], block.Weights[i], domain);
            block.Labels.CopyTo(sample.Labels.AsSpan(row));
            block.Weights.CopyTo(sample.Weights.AsSpan(row));
            foreach (int position in block.Positions) isUsed[position] = true;
            sample.Take(row, block);
            row += block.Rows;
        }
        if (row != rows.Rows) throw Changed(rows.Rows);
        sample.Used = [.. Enumerable.Range(0, isUsed.Length).Where(i => isUsed[i])];
        return sample;
    }

    /// <summary>The label of each row.</summary>
    public float[] Labels { get; }

    /// <summary>The weight of each row.</summary>
    public float[] Weights { get; }

    /// <summary>The groups of the rows where they are ranked; else null.</summary>
    public GroupNumbers? Groups { get; }

    /// <summary>The positions that some row has other than 0, ascending.</summary>
    public int[] Used { get; private set; } = [];

    /// <summary>The number of rows in the sample.</summary>
    public int Sampled => ends.Count;

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
        for (int row = 0, i = 0; row < ends.Count; row++)
        {
            for (; i < ends[row]; i++)
            {
                int column = columnOf[positions[i]];
                if (column < 0) continue;
                byColumn[column][counts[column]] = values[i];
                rows[column][counts[column]++] = row;
            }
        }
        return (byColumn, rows);
    }

    // What the library takes for 0 a sample leaves out.
    private void Take(int first, FeatureBlock block)
    {
        if (ends.Count == 0) Reserve((int)Math.Min(Array.MaxLength, block.Positions.Length / (long)block.Rows * drawn.Length));
        for (; ends.Count < drawn.Length && drawn[ends.Count] < first + block.Rows; ends.Add(positions.Count))
        {
            int row = drawn[ends.Count] - first, start = block.RowStart[row], end = block.RowStart[row + 1];
            ReadOnlySpan<int> at = block.Positions[start..end];
            ReadOnlySpan<float> stand = block.Values[start..end];
            for (int i = 0; i < at.Length; i++)
            {
                if (Math.Abs(stand[i]) <= TreeNode.LargestZero) continue;
                positions.Add(at[i]);
                values.Add(stand[i]);
            }
        }
    }

    // Rows have about as many entries as the first ones, so that lists grow once.
    private void Reserve(int entries)
    {
        ends.EnsureCapacity(drawn.Length);
        positions.EnsureCapacity(entries);
        values.EnsureCapacity(entries);
    }

    private static TrainingException Changed(long rows) =>
        new($"The design promises {rows} rows and gives another number; its source must not change while it is read");
}
