using MlDsl.Generators.Columns;
using MlDsl.Generators.DatasetCode;
using MlDsl.Generators.Manifests;

namespace MlDsl.Generators.Onnx;

/// <summary>
/// Binds a data set to a graph that MlDsl exported from a model of it: the graph's inputs are the columns, each in the form that the export
/// gave it, and what feature methods compute.
/// </summary>
internal static class ExportedInputs
{
    /// <summary>Whether the inputs are those of an export; then <see cref="SchemaParser"/> has compared the columns.</summary>
    public static bool Are(RecordSpec record, Manifest manifest) => record.Plan is not null && manifest.MetadataOf(ExportedColumn.Key) is { } inputs && ExportedColumn.Read(inputs) is not null;

    public static List<BoundMember> Bind(RecordSpec record, Manifest manifest, Action<Problem> report)
    {
        IReadOnlyList<ExportedColumn> columns = ExportedColumn.Read(manifest.MetadataOf(ExportedColumn.Key)!)!;
        var bound = new List<BoundMember>();
        for (int i = 0; i < manifest.Inputs.Count; i++)
        {
            OnnxValue input = manifest.Inputs[i];
            ExportedColumn? column = columns.FirstOrDefault(c => c.Name == input.Name || c.Presence == input.Name);
            if (column is null || Value(record.Plan!, column, column.Name != input.Name) is not var (member, value))
                report(new(OnnxRules.Names, ProblemPlace.Input, null, $"'{manifest.Model}' needs the input '{input.Name}' ({input.Type}), which '{record.Name}' does not give; train and export the model again"));
            else if (value.Element is not { } element || element != ElementTypes.CSharp(input.Type.Element))
                report(new(OnnxRules.ElementType, ProblemPlace.Input, value.IsComputed ? null : member, $"'{member}' is '{value.Type.DisplayName}', but the input '{input.Name}' of '{manifest.Model}' takes {input.Type.Element}; train and export the model again"));
            else
                bound.Add(new BoundMember(Member(member, value), i, 1, 1));
        }
        return bound;
    }

    private static (string Member, RowValue Value)? Value(FeaturedDataset plan, ExportedColumn column, bool isPresence)
    {
        if (!column.IsComputed)
        {
            return plan.Inputs.FirstOrDefault(c => c.Name == column.Column) is { } own
                ? (own.Member, Of(own.Type, own.Kind))
                : null;
        }
        return plan.Features.SelectMany(static f => f.Features).FirstOrDefault(f => f.Method == column.Column) is { } feature
            ? (feature.Method, Of(feature.Type, feature.Kind))
            : null;

        RowValue Of(ColumnType type, ColumnKind? kind) => new(type, column.IsComputed, isPresence, kind is NumericColumn or null, column.IsUtc);
    }

    private static MemberSpec Member(string name, RowValue value) => new()
    {
        Name = name,
        GraphName = name,
        IsExplicit = false,
        Offset = 0,
        Type = value.Type.Name,
        Element = value.Element!,
        DictionaryValue = "",
        Form = MemberForm.Single,
        IsNullable = value.Type.IsNullable,
        EnumMembers = default,
        IsRequired = false,
        IsConstructed = false,
        Classes = null,
        Row = value,
    };
}
