using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MlDsl.Kernels;
using MlDsl.Training;

namespace MlDsl.Boosting;

/// <summary>
/// What one pass tells before rows can be binned: labels, weights and groups, the positions that are ever other than 0, and the values of a sample of
/// rows, column by column, from which the library chooses its bins. Where the sample is all rows and these are held in memory they are read there again.
/// </summary>
internal sealed class TrainingSample : IDisposable
{
    private readonly IDesign rows;
    private readonly int[] drawn;
    private readonly bool isWhole;
    private readonly List<int> starts = [0];
    private readonly SampledEntries entries = new();

    private delegate void SampledRows(int first, ReadOnlySpan<int> starts, ReadOnlySpan<int> positions, ReadOnlySpan<float> values);

    private TrainingSample(IDesign rows, int[] drawn, bool hasGroups)
    {
        int count = (int)rows.Rows;
        (this.rows, this.drawn) = (rows, drawn);
        isWhole = drawn.Length == count && rows is HeldDesign or IHoldingDesign { HeldBytes: > 0 };
        Labels = new float[count];
        Groups = hasGroups ? new GroupNumbers(count) : null;
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
        var sample = new TrainingSample(rows, draw((int)rows.Rows), problem.Target == TargetKind.Relevance);
        try
        {
            sample.ReadAll(domain, cancellation);
            return sample;
        }
        catch
        {
            sample.Dispose();
            throw;
        }
    }

    /// <summary>The label of each row.</summary>
    public float[] Labels { get; }

    /// <summary>The weight of each row; null where each is 1.</summary>
    public float[]? Weights { get; private set; }

    /// <summary>The groups of the rows where they are ranked; else null.</summary>
    public GroupNumbers? Groups { get; }

    /// <summary>The positions that some row has other than 0, ascending.</summary>
    public int[] Used { get; private set; } = [];

    /// <summary>The number of rows in the sample.</summary>
    public int Sampled => isWhole ? Labels.Length : starts.Count - 1;

    /// <summary>The sampled values of each column that are not 0, and the rows of the sample that they belong to. They are given once, and held no longer.</summary>
    /// <param name="columnOf">The column of each position; −1 for none.</param>
    /// <param name="columns">The number of columns.</param>
    public SampledColumns ByColumn(int[] columnOf, int columns)
    {
        var counts = new int[columns];
        EachPart((_, _, at, stand) => Count(at, stand, columnOf, counts));
        var byColumn = new SampledColumns(counts);
        EachPart((first, begin, at, stand) => Fill(first, begin, at, stand, columnOf, byColumn));
        entries.Dispose();
        return byColumn;
    }

    public void Dispose() => entries.Dispose();

    private void ReadAll(Func<float, string?> domain, CancellationToken cancellation)
    {
        var isUsed = new bool[rows.Width];
        int row = 0;
        foreach (FeatureBlock block in rows.Passing(cancellation))
        {
            if (row + block.Rows > Labels.Length) throw Changed(rows.Rows);
            Groups?.Add(block);
            for (int i = 0; i < block.Rows; i++) BoosterLabels.Check(rows, row + i, block.Labels[i], block.Weights[i], domain);
            block.Labels.CopyTo(Labels.AsSpan(row));
            Weigh(row, block.Weights);
            foreach (int position in block.Positions) isUsed[position] = true;
            if (!isWhole) Take(row, block);
            row += block.Rows;
        }
        if (row != rows.Rows) throw Changed(rows.Rows);
        Used = [.. Enumerable.Range(0, isUsed.Length).Where(i => isUsed[i])];
    }

    // Called a few times in a training, over all its rows: optimised from the start.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Count(ReadOnlySpan<int> at, ReadOnlySpan<float> stand, int[] columnOf, int[] counts)
    {
        for (int i = 0; i < at.Length; i++)
            if (columnOf[at[i]] is >= 0 and var column && !IsZero(stand[i])) counts[column]++;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Fill(int first, ReadOnlySpan<int> begin, ReadOnlySpan<int> at, ReadOnlySpan<float> stand, int[] columnOf, SampledColumns byColumn)
    {
        for (int row = 0; row + 1 < begin.Length; row++)
            for (int i = begin[row]; i < begin[row + 1]; i++)
                if (columnOf[at[i]] is >= 0 and var column && !IsZero(stand[i])) byColumn.Add(column, stand[i], first + row);
    }

    // What the library takes for 0 it wants left out.
    private static bool IsZero(float value) => Math.Abs(value) <= TreeNode.LargestZero;

    private void EachPart(SampledRows read)
    {
        if (!isWhole)
        {
            read(0, CollectionsMarshal.AsSpan(starts), entries.Positions, entries.Values);
            return;
        }
        int row = 0;
        foreach (FeatureBlock block in rows.Blocks(default))
        {
            read(row, block.RowStart, block.Positions, block.Values);
            row += block.Rows;
        }
    }

    private void Take(int first, FeatureBlock block)
    {
        // Rows have about as many entries as the first ones, so that memory grows once.
        if (Sampled == 0) entries.Reserve((int)Math.Min(Array.MaxLength, block.Positions.Length / (long)block.Rows * drawn.Length));
        for (; Sampled < drawn.Length && drawn[Sampled] < first + block.Rows; starts.Add(entries.Count))
        {
            int row = drawn[Sampled] - first, start = block.RowStart[row], end = block.RowStart[row + 1];
            ReadOnlySpan<int> at = block.Positions[start..end];
            ReadOnlySpan<float> stand = block.Values[start..end];
            for (int i = 0; i < at.Length; i++)
            {
                if (!IsZero(stand[i])) entries.Add(at[i], stand[i]);
            }
        }
    }

    // Most rows weigh 1, which takes no memory to say.
    private void Weigh(int first, ReadOnlySpan<float> weights)
    {
        if (Weights is null && !weights.ContainsAnyExcept(1f)) return;
        if (Weights is null)
        {
            Weights = new float[Labels.Length];
            Array.Fill(Weights, 1);
        }
        weights.CopyTo(Weights.AsSpan(first));
    }

    private static TrainingException Changed(long rows) =>
        new($"The design promises {rows} rows and gives another number; its source must not change while it is read");
}
