namespace MlDsl.Training;

/// <summary>
/// A wide design over as many columns as its rows need, so that what solves for their weights costs what the rows hold: positions that are
/// always 0 have no column, and those that only one row has share one.
/// </summary>
/// <remarks>
/// Where the squared penalty alone is on the weights, those of positions that one row alone has are proportional to their values x there, as
/// their derivatives are: one column of the value ‖x‖ and a weight u that gives each u·x/‖x‖ has the same sums and the same penalty. An absolute
/// penalty lets positions without a row go, and merges none. Of hashed texts most positions lie in one row.
/// </remarks>
internal sealed class NarrowDesign : ReducedDesign
{
    private const int None = -1;

    private readonly IDesign design;
    private readonly long mostHeld;
    // The column of each position, and what the column's weight is multiplied by.
    private readonly int[] columnOf;
    private readonly double[] factor;
    // Columns from this one on are merged ones.
    private readonly int own;
    private FeatureBlock[]? held;

    private NarrowDesign(IDesign design, int[] columnOf, double[] factor, int own, int width, int passes, long mostHeld)
        : base(design) =>
        (this.design, this.columnOf, this.factor, this.own, Width, Passes, this.mostHeld) = (design, columnOf, factor, own, width, passes, mostHeld);

    /// <inheritdoc/>
    public override int Width { get; }

    /// <inheritdoc/>
    public override int Passes { get; }

    /// <summary>The narrow design; null where it would not be half as wide.</summary>
    /// <param name="design">The rows.</param>
    /// <param name="summary">The first pass over them.</param>
    /// <param name="mayMerge">Whether the absolute penalty is 0.</param>
    /// <param name="control">How to run.</param>
    /// <exception cref="OperationCanceledException">The control asked to stop.</exception>
    public static NarrowDesign? Of(IDesign design, DesignSummary summary, bool mayMerge, TrainingControl control)
    {
        if (design.Width <= LinearRegressionTrainer.WidestGram) return null;
        int[] columnOf = Number(design, summary, mayMerge, control);
        int own = columnOf.Max() + 1;
        if (own > design.Width / 2) return null;
        var factor = new double[design.Width];
        Array.Fill(factor, 1);
        // What the wide rows take is not there for the narrow ones.
        long left = control.HoldBytes - ((design as IHoldingDesign)?.HeldBytes ?? 0);
        int width = mayMerge ? Merge(design, columnOf, factor, own, control) : own;
        return width <= design.Width / 2 ? new NarrowDesign(design, columnOf, factor, own, width, mayMerge ? 2 : 0, left) : null;
    }

    /// <inheritdoc/>
    public override int PositionOf(int column) => Array.IndexOf(columnOf, column);

    /// <summary>Blocks over the columns, which are held as long as they and the wide rows do not take more than the control allows.</summary>
    public override IEnumerable<FeatureBlock> Blocks(CancellationToken cancellation)
    {
        if (held is { } blocks)
        {
            foreach (FeatureBlock block in blocks)
            {
                cancellation.ThrowIfCancellationRequested();
                yield return block;
            }
            yield break;
        }
        List<FeatureBlock>? kept = [];
        long bytes = 0;
        foreach (FeatureBlock block in design.Blocks(cancellation))
        {
            FeatureBlock narrow = Narrow(block);
            bytes += narrow.Bytes;
            if (bytes > mostHeld) kept = null;
            kept?.Add(narrow);
            yield return narrow;
        }
        held = kept?.ToArray();
    }

    /// <inheritdoc/>
    public override LinearWeights Widen(LinearWeights solved, double[] means)
    {
        int outputs = solved.Outputs, wide = columnOf.Length;
        var weights = new float[outputs * wide];
        for (int output = 0; output < outputs; output++)
        {
            ReadOnlySpan<float> row = solved.Row(output);
            for (int position = 0; position < wide; position++)
                if (columnOf[position] != None) weights[(output * wide) + position] = (float)(row[columnOf[position]] * factor[position]);
        }
        return new LinearWeights(weights, solved.Biases.ToArray(), solved.Iterations, solved.Converged, solved.Objective, Array.ConvertAll(means, static mean => (float)mean));
    }

    // Positions that several rows have, or any where none are merged, have a column each.
    private static int[] Number(IDesign design, DesignSummary summary, bool mayMerge, TrainingControl control)
    {
        var rows = new byte[design.Width];
        if (mayMerge)
        {
            foreach (FeatureBlock block in design.Blocks(control.Cancellation))
            {
                for (int entry = 0; entry < block.Positions.Length; entry++)
                    if (block.Values[entry] != 0 && rows[block.Positions[entry]] < 2) rows[block.Positions[entry]]++;
            }
        }
        var columnOf = new int[design.Width];
        int columns = 0;
        for (int position = 0; position < columnOf.Length; position++)
            columnOf[position] = summary.Share[position] > 0 && rows[position] != 1 ? columns++ : None;
        return columnOf;
    }

    // Positions without a column that still have a row get the row's own, behind all others.
    private static int Merge(IDesign design, int[] columnOf, double[] factor, int own, TrainingControl control)
    {
        int columns = own;
        foreach (FeatureBlock block in design.Blocks(control.Cancellation))
        {
            for (int row = 0; row < block.Rows; row++)
            {
                if (block.Weights[row] == 0) continue;
                double square = 0;
                for (int entry = block.RowStart[row]; entry < block.RowStart[row + 1]; entry++)
                    if (columnOf[block.Positions[entry]] == None) square += (double)block.Values[entry] * block.Values[entry];
                if (square == 0) continue;
                for (int entry = block.RowStart[row]; entry < block.RowStart[row + 1]; entry++)
                {
                    int position = block.Positions[entry];
                    if (columnOf[position] == None && block.Values[entry] != 0) (columnOf[position], factor[position]) = (columns, block.Values[entry] / Math.Sqrt(square));
                }
                columns++;
            }
        }
        return columns;
    }

    private FeatureBlock Narrow(FeatureBlock block)
    {
        var starts = new int[block.Rows + 1];
        List<int> positions = new(block.Positions.Length);
        List<float> values = new(block.Positions.Length);
        for (int row = 0; row < block.Rows; row++)
        {
            // The merged column of a row has the highest number of all its columns.
            double square = 0;
            int merged = None;
            for (int entry = block.RowStart[row]; entry < block.RowStart[row + 1]; entry++)
            {
                int position = block.Positions[entry], column = columnOf[position];
                if (column == None) continue;
                if (column < own)
                {
                    positions.Add(column);
                    values.Add(block.Values[entry]);
                    continue;
                }
                merged = column;
                square += (double)block.Values[entry] * block.Values[entry];
            }
            if (merged != None)
            {
                positions.Add(merged);
                values.Add((float)Math.Sqrt(square));
            }
            starts[row + 1] = positions.Count;
        }
        return new FeatureBlock(starts, [.. positions], [.. values], block.Labels.ToArray(), block.Weights.ToArray(), block.Groups.Length > 0 ? block.Groups.ToArray() : null);
    }
}
