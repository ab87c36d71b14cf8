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

    /// <param name="table">The rows.</param>
    /// <param name="target">What is predicted.</param>
    /// <param name="facts">The columns.</param>
    /// <param name="leftOut">Columns that are no part of the plan.</param>
    /// <exception cref="ToolException">Nothing can be drafted of the rows.</exception>
    public FilePlan(FileTable table, TargetFacts target, IReadOnlyList<ColumnFacts> facts, IReadOnlySet<ColumnFacts> leftOut)
    {
        (this.table, this.target) = (table, target);
        RowDraft draft = new RowDrafter(table, "Row", target, facts) { LeftOut = leftOut }.Draft();
        columns = [.. draft.Members.Select(member => PlannedColumn.Of(member, facts, target))];
        HasTime = draft.HasTime && !draft.HasGroup;
        // A row without a label teaches nothing, and nothing is measured on it.
        Labelled = [.. Enumerable.Range(0, table.Rows).Where(row => target.Facts.Column.Texts[row] is not null)];
    }

    /// <summary>The rows that have a label, by their places in the file.</summary>
    public IReadOnlyList<int> Labelled { get; }

    /// <summary>Whether the rows are split by time.</summary>
    public bool HasTime { get; }

    /// <summary>The trainer that a draft of the file begins with.</summary>
    public TrainerOptions Trainer => TrainerNames.Of(target.Declared.Trainer, new Dictionary<string, string>());

    /// <summary>What a model of the rows is.</summary>
    public DynamicDefinition Definition => new()
    {
        Name = Path.GetFileNameWithoutExtension(table.Path),
        Task = target.Declared.Task,
        Classes = target is { Task: TaskKind.Binary, Facts.Kind: not ValueKind.Flag } ? [target.RareFirst[1], target.RareFirst[0]] : [],
    };

    /// <summary>The rows that a model is measured on, a quarter: the latest ones, whole groups, or drawn at random; always the same.</summary>
    public IReadOnlySet<int> Validation()
    {
        int[] order = HasTime ? ByTime() : Group() is { } group ? ByGroup(group) : [.. Labelled.OrderBy(static row => RandomOrder.Key(1, (ulong)row))];
        return order.Skip(order.Length - (order.Length / 4)).ToHashSet();
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

    private ColumnSchema? Group() => columns.Select(static column => column.Schema).FirstOrDefault(static column => column.Role == ColumnRole.Group);

    private int[] ByTime()
    {
        PlannedColumn time = columns.First(static column => column.Schema.Role == ColumnRole.EventTime);
        return [.. Labelled.OrderBy(row => time.At(row).ToTicks())];
    }

    private int[] ByGroup(ColumnSchema group)
    {
        PlannedColumn column = columns.First(each => each.Schema == group);
        return [.. Labelled.OrderBy(row => RandomOrder.Key(1, StableHash.Of($"{column.At(row)}", 0))).ThenBy(static row => row)];
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
