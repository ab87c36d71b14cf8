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

    /// <summary>Names what feature methods computed in the training to a class that is not bound to the data set, and so has to be given it.</summary>
    public static void CheckComputed(OnnxModelDeclaration declaration, Manifest manifest, Action<Problem> report)
    {
        if (manifest.MetadataOf(ExportedColumn.Key) is not { } inputs || ExportedColumn.Read(inputs) is not { } columns) return;
        var computed = columns.Where(c => c.IsComputed && manifest.Inputs.Any(i => i.Name == c.Name)).Select(static c => $"'{c.Name}'").ToList();
        if (computed.Count == 0) return;
        string row = manifest.MetadataOf("mldsl.schema.name") is { Length: > 0 } name ? $"'{name}'" : "the data set";
        report(new(OnnxRules.Computed, ProblemPlace.Model, null, $"'{manifest.Model}' takes {string.Join(", ", computed)}, which feature methods of {row} compute and no graph does: give '{declaration.Type.Name}' what those methods return, or bind it to the input of {row} (IScorer<….Input, …>), and it calls them"));
    }

    public static List<BoundMember> Bind(RecordSpec record, Manifest manifest, Action<Problem> report)
    {
        IReadOnlyList<ExportedColumn> columns = ExportedColumn.Read(manifest.MetadataOf(ExportedColumn.Key)!)!;
        var bound = new List<BoundMember>();
        for (int i = 0; i < manifest.Inputs.Count; i++)
        {
            OnnxValue input = manifest.Inputs[i];
            ExportedColumn? column = columns.FirstOrDefault(c => c.Name == input.Name || c.Presence == input.Name);
            if (column is null || Value(record.Plan!, columns, column, column.Name != input.Name) is not var (member, value) || !value.HasSense)
                report(new(OnnxRules.Names, ProblemPlace.Input, null, $"'{manifest.Model}' needs the input '{input.Name}' ({input.Type}), which '{record.Name}' does not give; train and export the model again"));
            else if (value.Element is not { } element || element != ElementTypes.CSharp(input.Type.Element))
                report(new(OnnxRules.ElementType, ProblemPlace.Input, value.IsComputed ? null : member, $"'{member}' is '{value.Type.DisplayName}', but the input '{input.Name}' of '{manifest.Model}' takes {input.Type.Element}; train and export the model again"));
            else if (value.Type.Vector is not null && Width(input.Type) != value.Type.Length)
                report(new(OnnxRules.Shape, ProblemPlace.Input, value.IsComputed ? null : member, $"'{member}' has {Literals.Whole(value.Type.Length)} elements, but the input '{input.Name}' of '{manifest.Model}' is a {input.Type}; train and export the model again"));
            else
                bound.Add(new BoundMember(Member(member, value), i, Math.Max(1, value.Type.Length), Math.Max(1, value.Type.Length)));
        }
        return bound;
    }

    // The elements of a vector's row.
    private static long? Width(OnnxType type) => type is { Kind: OnnxKind.Tensor, Rank: 2 } ? type.Shape[1].Size : null;

    private static (string Member, RowValue Value)? Value(FeaturedDataset plan, IReadOnlyList<ExportedColumn> columns, ExportedColumn column, bool isPresence)
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

        RowValue Of(ColumnType type, ColumnKind? kind) => new(type, column.IsComputed, isPresence, kind is NumericColumn or null, column.IsUtc)
        {
            Sentinel = column.Sentinel,
            MayMissElements = kind is VectorColumn { Element.Impute: not "None" },
            IsRead = IsRead(plan, columns, column),
        };
    }

    // Whether a feature method takes it that the graph computes: the others are called with the row's own value.
    private static bool IsRead(FeaturedDataset plan, IReadOnlyList<ExportedColumn> columns, ExportedColumn column) => !column.IsComputed && plan.Features
        .SelectMany(static f => f.Features)
        .Where(f => !columns.Any(c => c.IsComputed && c.Column == f.Method))
        .SelectMany(static f => f.Arguments)
        .Any(a => !a.IsFeature && plan.Inputs.Any(c => c.Member == a.Member && c.Name == column.Column));

    private static MemberSpec Member(string name, RowValue value) => new()
    {
        Name = name,
        GraphName = name,
        IsExplicit = false,
        Offset = 0,
        Type = value.Type.Name,
        Element = value.Element!,
        DictionaryValue = "",
        Form = value.Type.Vector is null ? MemberForm.Single : MemberForm.Memory,
        IsNullable = value.Type.IsNullable,
        EnumMembers = default,
        IsRequired = false,
        IsConstructed = false,
        Classes = null,
        Row = value,
    };
}
