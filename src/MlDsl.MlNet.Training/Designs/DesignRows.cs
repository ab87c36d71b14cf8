using MlDsl.Training;

namespace MlDsl.MlNet;

/// <summary>What one pass tells before ML.NET sees rows: that it will leave none out, their labels and their weights.</summary>
internal sealed class DesignRows
{
    private DesignRows(int count, bool hasGroups) => (Labels, Weights, Queries) = (new float[count], new float[count], hasGroups ? new GroupNumbers(count) : null);

    /// <summary>Reads all rows once.</summary>
    /// <param name="problem">The rows.</param>
    /// <param name="domain">Says of a label what is wrong with it; null where nothing is.</param>
    /// <param name="cancellation">Stops the pass.</param>
    /// <exception cref="TrainingException">There are no rows, more than ML.NET takes, or a label, a weight, a group or a feature cannot be learned from.</exception>
    public static DesignRows Read(TrainingProblem problem, Func<float, string?> domain, CancellationToken cancellation)
    {
        IDesign rows = problem.Rows;
        if (rows.Rows > Array.MaxLength) throw new TrainingException($"ML.NET's trainers take at most {Array.MaxLength} rows, and there are {rows.Rows}; train on a sample");
        if (rows.Width == 0) throw new TrainingException("There are no features, and ML.NET's trainers need one at least; mark a column as a feature");
        if (rows.Rows == 0) throw new TrainingException("There are no training rows");
        var read = new DesignRows((int)rows.Rows, problem.Target == TargetKind.Relevance);
        int row = 0;
        foreach (FeatureBlock block in rows.Blocks(cancellation))
        {
            if (row + block.Rows > read.Labels.Length) throw Changed(rows.Rows);
            read.Queries?.Add(block);
            for (int i = 0; i < block.Rows; i++) BoosterLabels.Check(rows, row + i, block.Labels[i], block.Weights[i], domain);
            CheckFeatures(problem, block, row);
            block.Labels.CopyTo(read.Labels.AsSpan(row));
            block.Weights.CopyTo(read.Weights.AsSpan(row));
            row += block.Rows;
        }
        if (row != rows.Rows) throw Changed(rows.Rows);
        BoosterLabels.CheckAll(read.Labels, read.Weights, problem);
        return read;
    }

    /// <summary>The label of each row.</summary>
    public float[] Labels { get; }

    /// <summary>The weight of each row.</summary>
    public float[] Weights { get; }

    /// <summary>The queries of the rows where these are ranked; else null.</summary>
    public GroupNumbers? Queries { get; }

    // ML.NET leaves out rows in which something is missing or infinite.
    private static void CheckFeatures(TrainingProblem problem, FeatureBlock block, int first)
    {
        if (FeatureTraits.FirstNotFinite(block.Positions, block.Values, []) is not (>= 0 and var entry)) return;
        int row = 0, position = block.Positions[entry];
        while (block.RowStart[row + 1] <= entry) row++;
        long number = problem.Rows.NumberOf(first + row);
        string feature = problem.Plan is { } plan ? $"The feature '{plan.FeatureNames[position]}'" : $"Feature {position}";
        throw new TrainingException(
            FormattableString.Invariant($"{feature} of training row {number + 1} is {block.Values[entry]}, and ML.NET would leave the row out; choose an Impute for what is missing, or correct the row"), number, position);
    }

    private static TrainingException Changed(long rows) =>
        new($"The design promises {rows} rows and gives another number; its source must not change while it is read");
}
