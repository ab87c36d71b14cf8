using Microsoft.ML.Data;

namespace MlDsl.MlNet;

/// <summary>The columns that trainers of ML.NET learn from, under the names that they look for.</summary>
internal static class FeatureColumns
{
    public const string Label = "Label", Features = "Features", Weight = "Weight", Group = "GroupId";

    /// <summary>The label: a number or grade, a flag, or the key of a class with the classes' names.</summary>
    /// <param name="target">What the labels are.</param>
    /// <param name="classes">The number of classes; 0 where a number is predicted.</param>
    /// <param name="names">Their names; empty where they have none.</param>
    /// <param name="code">The code of the label where the cursor stands: the number, 0 or 1, or the index of the class.</param>
    public static RowColumn<TRow> LabelOf<TRow>(TargetKind target, int classes, IReadOnlyList<string> names, Func<RowCursor<TRow>, float> code) => target switch
    {
        TargetKind.TwoClasses => new CursorColumn<TRow, bool>(Label, TypeOf(target, classes), cursor => code(cursor) > 0),
        TargetKind.Classes => new CursorColumn<TRow, uint>(Label, TypeOf(target, classes), cursor => (uint)code(cursor) + 1, Names.OfKeys(names)),
        _ => new CursorColumn<TRow, float>(Label, TypeOf(target, classes), code),
    };

    /// <summary>The type of labels: a number or grade, a flag, or the key of a class.</summary>
    /// <param name="target">What the labels are.</param>
    /// <param name="classes">The number of classes; of no concern to others.</param>
    public static PrimitiveDataViewType TypeOf(TargetKind target, int classes) => target switch
    {
        TargetKind.TwoClasses => BooleanDataViewType.Instance,
        TargetKind.Classes => new KeyDataViewType(typeof(uint), classes),
        _ => NumberDataViewType.Single,
    };

    /// <summary>How much a row counts.</summary>
    public static RowColumn<TRow> WeightOf<TRow>(Func<RowCursor<TRow>, float> read) => new CursorColumn<TRow, float>(Weight, NumberDataViewType.Single, read);

    /// <summary>What tells a row's group from others, as a key without names. Two groups are one with a probability of 2⁻⁶⁴.</summary>
    public static RowColumn<TRow> GroupOf<TRow>(Func<TRow, ulong> read) =>
        // The key 0 is a missing one.
        new CursorColumn<TRow, ulong>(Group, new KeyDataViewType(typeof(ulong), ulong.MaxValue), cursor => Math.Max(1, read(cursor.Current)));

    /// <summary>The type of vectors of features.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static VectorDataViewType VectorOf(int width) => width > 0
        ? new VectorDataViewType(NumberDataViewType.Single, width)
        : throw new ArgumentException("There are no features, and ML.NET has no vectors of none; mark a column as a feature, for example with [Numeric]", nameof(width));

    /// <summary>Whether a column has a role.</summary>
    public static bool Has(DatasetSchema schema, ColumnRole role) => schema.Columns.Any(column => column.Role == role);
}
