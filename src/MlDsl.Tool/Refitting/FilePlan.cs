using MlDsl.Columns;
using MlDsl.Tool.Scaffolding;
using MlDsl.Training;

namespace MlDsl.Tool.Refitting;

/// <summary>The rows of a file as models are fitted to them by name: what a draft makes of its columns, with the trainer that a draft begins with.</summary>
internal sealed class FilePlan
{
    private readonly FileTable table;
    private readonly TargetFacts target;
    private readonly PlannedColumn[] columns;
    private readonly ColumnFacts? time;

    /// <param name="table">The rows.</param>
    /// <param name="target">What is predicted.</param>
    /// <param name="facts">The columns.</param>
    /// <param name="leftOut">Columns that are no part of the plan.</param>
    /// <param name="time">When a row happened, whatever the draft takes for it; null for what the draft does.</param>
    /// <exception cref="ToolException">Nothing can be drafted of the rows.</exception>
    public FilePlan(FileTable table, TargetFacts target, IReadOnlyList<ColumnFacts> facts, IReadOnlySet<ColumnFacts> leftOut, ColumnFacts? time = null)
    {
        (this.table, this.target, this.time) = (table, target, time);
        // A column by its own name: rows are read by these names afterwards, and a vector's is in no header.
        RowDraft draft = new RowDrafter(table, "Row", target, facts) { LeftOut = leftOut, HasVectors = false }.Draft();
        // What is neither learned from nor has a part in learning is not asked of rows.
        columns = [.. draft.Members.Select(member => PlannedColumn.Of(member, facts, target)).Where(static column => column.Kind is not null || column.Schema.Role == ColumnRole.Sensitive || MissingValue.IsNeeded(column.Schema))];
        Read = [.. draft.Members.Where(member => columns.Any(column => column.Schema.Member == member.Name)).Select(member => facts[member.Position])];
        // A row without a label teaches nothing, and nothing is measured on it.
        Labelled = [.. Enumerable.Range(0, table.Rows).Where(row => target.Facts.Column.Texts[row] is not null)];
    }

    /// <summary>The rows that have a label, by their places in the file.</summary>
    public IReadOnlyList<int> Labelled { get; }

    /// <summary>The columns of the file that rows are asked for.</summary>
    public IReadOnlyList<ColumnFacts> Read { get; }

    /// <summary>The trainer that a draft of the file begins with.</summary>
    public TrainerOptions Trainer => TrainerNames.Of(target.Declared.Trainer, new Dictionary<string, string>());

    /// <summary>What a model of the rows is.</summary>
    public DynamicDefinition Definition => new()
    {
        Name = Path.GetFileNameWithoutExtension(table.Path),
        Task = target.Declared.Task,
        Classes = target is { Task: TaskKind.Binary, Facts.Kind: not ValueKind.Flag } ? [target.RareFirst[1], target.RareFirst[0]] : [],
    };

    /// <summary>The rows that a model is measured on, as near a quarter as may be: whole groups, the latest ones, those of one instant together, or drawn at random; always the same.</summary>
    public IReadOnlySet<int> Validation()
    {
        int[][] blocks = [.. Blocks()];
        int best = 0, taken = 0, nearest = int.MaxValue;
        // Never the first one: something is to be learned from.
        for (int from = blocks.Length - 1; from > 0; from--)
        {
            taken += blocks[from].Length;
            int off = Math.Abs((4 * taken) - Labelled.Count);
            if (off < nearest) (best, nearest) = (from, off);
        }
        return (best == 0 ? [] : blocks.Skip(best).SelectMany(static rows => rows)).ToHashSet();
    }

    /// <summary>A plan of the columns that the draft has and of others, learned from all rows; a fit learns it anew.</summary>
    /// <exception cref="ToolException">No column is a feature, or one cannot be learned from.</exception>
    public FittedPlan Plan(IReadOnlyList<PlannedColumn> others)
    {
        PlannedColumn[] all = [.. columns, .. others];
        var schema = new DatasetSchema("Row", [.. all.Select(static column => column.Schema)], []);
        List<IEncoding> encodings = [];
        int position = 0;
        try
        {
            foreach (PlannedColumn column in all.Where(static column => column.Kind is not null))
            {
                IColumnLearner learner = column.Kind!.Learner(column.Schema.Member, column.Schema.Type);
                foreach (int row in Labelled) learner.Add(column.At(row), 0, 0);
                encodings.Add(learner.Finish(ref position, FoldFilter.All));
            }
            if (encodings.Count == 0) throw new ToolException($"no other column of '{table.Path}' is a feature, so that there is nothing to fit a model by");
            return new FittedPlan(new FeaturePlan(schema, encodings), all);
        }
        catch (ArgumentException problem)
        {
            throw new ToolException($"'{table.Path}' cannot be learned from: {problem.Message}");
        }
    }

    // What stays on one side, in the order in which it is taken.
    private IEnumerable<int[]> Blocks()
    {
        if (Column(ColumnRole.Group) is { } group)
            return Labelled.GroupBy(row => $"{group.At(row)}", StringComparer.Ordinal).OrderBy(static rows => RandomOrder.Key(1, StableHash.Of(rows.Key, 0))).ThenBy(static rows => rows.Key, StringComparer.Ordinal).Select(static rows => rows.ToArray());
        if (time is not null) return ByTime(row => time.Column.Texts[row] is { } text ? Instant(text, time.Formats[0]) : null);
        if (Column(ColumnRole.EventTime) is { } drafted) return ByTime(row => drafted.At(row).ToTicks());
        return Labelled.OrderBy(static row => RandomOrder.Key(1, (ulong)row)).Select(static row => (int[])[row]);
    }

    // Rows without a time come first, so that they are learned from.
    private IEnumerable<int[]> ByTime(Func<int, long?> ticksOf) => Labelled.GroupBy(ticksOf).OrderBy(static rows => rows.Key ?? long.MinValue).Select(static rows => rows.ToArray());

    private PlannedColumn? Column(ColumnRole role) => columns.FirstOrDefault(column => column.Schema.Role == role);

    private static long Instant(string text, string? format)
    {
        var (clock, offset) = Numbers.Time(text, format);
        return (clock - (offset ?? TimeSpan.Zero)).Ticks;
    }
}

/// <summary>A plan with the columns of the file that it takes its values from.</summary>
/// <param name="Plan">From columns to features.</param>
/// <param name="Columns">The columns.</param>
internal sealed record FittedPlan(FeaturePlan Plan, IReadOnlyList<PlannedColumn> Columns)
{
    /// <summary>Rows of the file, for training or to measure on.</summary>
    public IEnumerable<DynamicRow> Rows(IEnumerable<int> places)
    {
        DynamicTable rows = DynamicTable.ForTraining(Plan);
        PlannedColumn[] taken = [.. rows.Columns.Select(column => Columns.First(planned => planned.Schema == column))];
        foreach (int place in places)
        {
            DynamicRow row = rows.NewRow();
            foreach (PlannedColumn column in taken) row[column.Schema.Name] = column.At(place);
            yield return row;
        }
    }
}
