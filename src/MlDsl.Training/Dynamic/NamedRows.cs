using MlDsl.Columns;

namespace MlDsl.Training;

/// <summary>A row by name as what features are made of. The number is that of the row, from 0, for messages.</summary>
internal readonly record struct NamedInput(ColumnValue[] Values, long Number);

/// <summary>Training rows by name: the schema says what generated code says of typed ones.</summary>
internal sealed class NamedRows(DynamicTable table) : IFeatureRows<DynamicRow, NamedInput>
{
    private readonly int weight = PlaceOf(table, ColumnRole.Weight);
    private readonly int group = PlaceOf(table, ColumnRole.Group);
    private readonly int time = PlaceOf(table, ColumnRole.EventTime);
    // Of each column of an input its place among a row's values; −1 for one that no feature is made of.
    private readonly int[] places = [.. table.Plan.Schema.Inputs.Select(c => table.Plan.Inputs.Any(i => i.Member == c.Member) ? table.IndexOf(c.Member) : -1)];

    public DatasetSchema Schema => table.Plan.Schema;

    public float WeightOf(DynamicRow row) => weight < 0 ? 1f : row.Values[weight].ToSingle()!.Value;

    public ulong GroupOf(DynamicRow row)
    {
        if (group < 0) return 0;
        ColumnValue value = row.Values[group];
        var hash = new RowHash();
        // Of a type that comes as text here, its own hash.
        switch (Plans.DeclaredType.Of(table.Columns[group]).Name)
        {
            case "System.Guid": hash.Add(Guid.Parse(value.ToText()!)); break;
            case "char": hash.Add((long)value.ToText()![0]); break;
            default: value.AddTo(ref hash); break;
        }
        return hash.Value;
    }

    public long EventTimeOf(DynamicRow row) => time < 0 ? 0 : row.Values[time].ToTicks() ?? EventSteps.Of(row.Values[time].ToInt64()!.Value, table.Columns[time].Member);

    public NamedInput InputOf(DynamicRow row) => new(row.Values, row.Number);

    public ProfiledColumn[] Profiled { get; } = ProfiledColumn.AllOf(table.Plan.Schema.Inputs.Where(c => table.Plan.Inputs.Any(i => i.Member == c.Member)));

    public void Visit<TVisitor>(in NamedInput input, ref TVisitor visitor) where TVisitor : struct, IValueVisitor
    {
        for (int i = 0; i < places.Length; i++)
            if (places[i] >= 0) visitor.Value(i, in input.Values[places[i]]);
    }

    public IFeatureLearner<NamedInput> NewLearner() => new NamedLearner(table.Plan);

    public void Write(in NamedInput input, IFeatureMap<NamedInput> map, ref RowSink sink)
    {
        var entries = new SparseSink(64);
        map.Write(in input, ref entries);
        for (int i = 0; i < entries.Count; i++) sink.Add(entries.Positions[i], entries.Values[i]);
    }

    /// <summary>The place of the column with <paramref name="role"/> among a row's values; −1 for none.</summary>
    public static int PlaceOf(DynamicTable table, ColumnRole role)
    {
        for (int i = 0; i < table.Columns.Count; i++)
            if (table.Columns[i].Role == role) return i;
        return -1;
    }
}

/// <summary>What rows by name taught, as features are written with it.</summary>
internal sealed class NamedMap(FeaturePlan plan) : IFeatureMap<NamedInput>
{
    public FeaturePlan ToPlan() => plan;

    public void Write(in NamedInput input, ref SparseSink sink)
    {
        try
        {
            plan.Write(input.Values.AsSpan(0, plan.Inputs.Count), ref sink);
        }
        catch (ArgumentException problem) when (problem is InvalidValueException or UnknownCategoryException)
        {
            throw NamedLearner.AtRow(input.Number, problem);
        }
    }
}
