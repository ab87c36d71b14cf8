using System.Runtime.ExceptionServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlDsl.Training;

namespace MlDsl.MlNet;

/// <summary>Encoded rows as ML.NET's trainers read tables: their labels, features as vectors that hold what is not 0, weights where some are not 1, and queries.</summary>
/// <remarks>
/// There is one cursor at a time, so that trainings do not depend on threads. A row's id is its number in the design. Rows that may be shuffled are held in memory:
/// what shuffles others in ML.NET gives another order each time. So are rows whose queries do not stand together: ML.NET takes for a query what follows one another.
/// </remarks>
internal sealed class DesignView : IDataView
{
    private readonly IDesign design;
    private readonly float[] weights;
    private readonly bool[]? isLeftOut;
    private readonly CancellationToken cancellation;
    private readonly GroupNumbers? queries;
    private readonly FeatureBlock[]? held;
    private readonly DesignRow[]? byQuery;
    private readonly Range[] stretches;
    private readonly int count;

    /// <summary>The rows of a problem.</summary>
    /// <param name="problem">The rows, and what is predicted: numbers, flags, or keys of classes.</param>
    /// <param name="weights">The weight of each row.</param>
    /// <param name="cancellation">Stops every pass.</param>
    /// <param name="isLeftOut">Which rows are left out; null for none.</param>
    /// <param name="canShuffle">Whether they are given in any order; none is left out then.</param>
    /// <param name="queries">The queries that they are put together by; null for none.</param>
    /// <param name="fields">The positions of each field, one behind another, of which each is a column of vectors; null where all features are one.</param>
    public DesignView(TrainingProblem problem, float[] weights, CancellationToken cancellation, bool[]? isLeftOut = null, bool canShuffle = false, GroupNumbers? queries = null, IReadOnlyList<Range>? fields = null)
    {
        (design, this.weights, this.isLeftOut, this.cancellation, this.queries) = (problem.Rows, weights, isLeftOut, cancellation, queries);
        count = weights.Length - (isLeftOut?.Count(static isOut => isOut) ?? 0);
        var builder = new DataViewSchema.Builder();
        builder.AddColumn(FeatureColumns.Label, FeatureColumns.TypeOf(problem.Target, problem.Classes));
        stretches = fields is null ? [0..design.Width] : [.. fields];
        FeatureNames = [.. stretches.Select((_, field) => fields is null ? FeatureColumns.Features : FormattableString.Invariant($"{FeatureColumns.Features}{field}"))];
        for (int i = 0; i < stretches.Length; i++) builder.AddColumn(FeatureNames[i], FeatureColumns.VectorOf(stretches[i].GetOffsetAndLength(design.Width).Length));
        if (Array.Exists(weights, static weight => weight != 1))
        {
            WeightName = FeatureColumns.Weight;
            builder.AddColumn(FeatureColumns.Weight, NumberDataViewType.Single);
        }
        if (queries is not null) builder.AddColumn(FeatureColumns.Group, new KeyDataViewType(typeof(uint), queries.Counts.Count));
        Schema = builder.ToSchema();
        bool isScattered = queries is not null && !IsAscending(queries.Of);
        if (canShuffle || isScattered) held = [.. design.Blocks(cancellation)];
        if (isScattered) byQuery = [.. All(held!).OrderBy(row => queries!.Of[row.Number])];
    }

    public DataViewSchema Schema { get; }

    public bool CanShuffle => held is not null && byQuery is null;

    /// <summary>The column of weights; null where all are 1.</summary>
    public string? WeightName { get; }

    /// <summary>The columns of features: one, or one for each field.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>The positions that a column of features holds; none for another column.</summary>
    public Range StretchOf(DataViewSchema.Column column) => column.Index > 0 && column.Index <= stretches.Length ? stretches[column.Index - 1] : default;

    /// <summary>What a pass failed with, which ML.NET may have wrapped.</summary>
    public ExceptionDispatchInfo? Failure { get; private set; }

    /// <summary>How often ML.NET has begun to read the rows.</summary>
    public int Cursors { get; private set; }

    public long? GetRowCount() => count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        ArgumentNullException.ThrowIfNull(columnsNeeded);
        var active = new bool[Schema.Count];
        foreach (DataViewSchema.Column column in columnsNeeded) active[column.Index] = true;
        Cursors++;
        return new DesignCursor(this, active, rand is not null && CanShuffle ? Shuffled(held!, rand) : InOrder());
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded, rand)];

    /// <summary>The weight of a row.</summary>
    public float WeightOf(int row) => weights[row];

    /// <summary>The number of a row's query.</summary>
    public int QueryOf(int row) => queries!.Of[row];

    private IEnumerable<DesignRow> InOrder() => (byQuery is null ? All(Blocks()) : Heeded(byQuery)).Where(row => isLeftOut is null || !isLeftOut[row.Number]);

    private static IEnumerable<DesignRow> All(IEnumerable<FeatureBlock> blocks)
    {
        int row = 0;
        foreach (FeatureBlock block in blocks)
            for (int i = 0; i < block.Rows; i++, row++) yield return new DesignRow(block, i, row);
    }

    private static bool IsAscending(int[] numbers)
    {
        for (int i = 1; i < numbers.Length; i++)
            if (numbers[i] < numbers[i - 1]) return false;
        return true;
    }

    private IEnumerable<DesignRow> Shuffled(FeatureBlock[] blocks, Random random)
    {
        DesignRow[] order = [.. All(blocks)];
        // The order that ML.NET gives rows that it keeps itself.
        for (int i = 0; i < order.Length; i++)
        {
            int other = i + random.Next(order.Length - i);
            (order[i], order[other]) = (order[other], order[i]);
        }
        foreach (DesignRow row in Heeded(order)) yield return row;
    }

    private IEnumerable<DesignRow> Heeded(DesignRow[] order)
    {
        for (int i = 0; i < order.Length; i++)
        {
            if (i % FeatureBlock.MaxRows == 0) cancellation.ThrowIfCancellationRequested();
            yield return order[i];
        }
    }

    private IEnumerable<FeatureBlock> Blocks()
    {
        using IEnumerator<FeatureBlock> pass = Told(() => (held ?? design.Blocks(cancellation)).GetEnumerator());
        while (Told(pass.MoveNext)) yield return pass.Current;
    }

    private T Told<T>(Func<T> read)
    {
        try
        {
            cancellation.ThrowIfCancellationRequested();
            return read();
        }
        catch (Exception e)
        {
            Failure = ExceptionDispatchInfo.Capture(e);
            throw;
        }
    }
}
