using MlDsl.Training;

namespace MlDsl.Boosting;

/// <summary>What one pass tells before rows are given to the library: labels, weights and groups, and of each position how often it is other than 0 and whether it is ever missing.</summary>
internal sealed class TrainingRows
{
    private readonly GroupNumbers? groups;
    private int rows;

    private TrainingRows(int count, int width, bool hasGroups)
    {
        groups = hasGroups ? new GroupNumbers(count) : null;
        Labels = new float[count];
        Weights = new float[count];
        NotZero = new long[width];
        IsMissing = new bool[width];
    }

    /// <summary>The label of each row.</summary>
    public float[] Labels { get; }

    /// <summary>The weight of each row.</summary>
    public float[] Weights { get; }

    /// <summary>The group of each row, numbered from 0 in the order in which they appear; empty where rows have none.</summary>
    public int[] Groups => groups?.Of ?? [];

    /// <summary>In how many rows each position is other than 0.</summary>
    public long[] NotZero { get; }

    /// <summary>Whether a position is missing in some row.</summary>
    public bool[] IsMissing { get; }

    /// <summary>Reads all rows once.</summary>
    /// <param name="problem">The rows.</param>
    /// <param name="domain">Says of a label what is wrong with it; null where nothing is.</param>
    /// <param name="cancellation">Stops the pass.</param>
    /// <exception cref="TrainingException">There are no rows or features, more than can be held, or a label, a weight or a feature cannot be learned from.</exception>
    public static TrainingRows Read(TrainingProblem problem, Func<float, string?> domain, CancellationToken cancellation)
    {
        IDesign design = problem.Rows;
        if (design.Rows > Array.MaxLength) throw new TrainingException($"XGBoost's rows are held in memory, at most {Array.MaxLength}, and there are {design.Rows}; train on a sample");
        if (design.Width == 0) throw new TrainingException("There are no features, and trees need one at least; mark a column as a feature");
        var read = new TrainingRows((int)design.Rows, design.Width, problem.Target == TargetKind.Relevance);
        foreach (FeatureBlock block in design.Passing(cancellation))
        {
            if (read.rows + block.Rows > read.Labels.Length) throw Changed(design.Rows);
            read.Take(design, block, domain);
        }
        if (read.rows != design.Rows) throw Changed(design.Rows);
        return read;
    }

    /// <summary>The rows that pass, those of a group one after another: as they come where rows have none.</summary>
    public int[] Order(Func<int, bool> isTaken)
    {
        int[] taken = [.. Enumerable.Range(0, Labels.Length).Where(isTaken)];
        return Groups.Length == 0 ? taken : [.. taken.OrderBy(row => Groups[row])];
    }

    private void Take(IDesign design, FeatureBlock block, Func<float, string?> domain)
    {
        for (int i = 0; i < block.Rows; i++, rows++)
        {
            BoosterLabels.Check(design, rows, block.Labels[i], block.Weights[i], domain);
            (Labels[rows], Weights[rows]) = (block.Labels[i], block.Weights[i]);
            for (int entry = block.RowStart[i]; entry < block.RowStart[i + 1]; entry++)
            {
                int position = block.Positions[entry];
                if (float.IsInfinity(block.Values[entry]))
                {
                    long number = design.NumberOf(rows);
                    throw new TrainingException(FormattableString.Invariant($"The feature at position {position} of training row {number + 1} is infinite; correct the row, or clip the column with Min and Max"), number, position);
                }
                NotZero[position]++;
                IsMissing[position] |= float.IsNaN(block.Values[entry]);
            }
        }
        groups?.Add(block);
    }

    private static TrainingException Changed(long rows) =>
        new($"The design promises {rows} rows and gives another number; its source must not change while it is read");
}
