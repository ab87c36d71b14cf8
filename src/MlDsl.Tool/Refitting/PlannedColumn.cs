using MlDsl.Columns;
using MlDsl.Tool.Scaffolding;

namespace MlDsl.Tool.Refitting;

/// <summary>A column of a file as a model that is fitted by name takes it.</summary>
/// <param name="Schema">What it is called, holds and is for.</param>
/// <param name="Kind">The feature kind; null where it is none.</param>
/// <param name="At">The value of a row, by its place in the file from 0.</param>
internal sealed record PlannedColumn(ColumnSchema Schema, KindText? Kind, Func<int, ColumnValue> At)
{
    /// <summary>The column of a member that was drafted.</summary>
    /// <param name="member">The member.</param>
    /// <param name="facts">The columns of the file.</param>
    /// <param name="target">What is predicted.</param>
    public static PlannedColumn Of(MemberDraft member, IReadOnlyList<ColumnFacts> facts, TargetFacts target)
    {
        ColumnFacts column = facts[member.Position];
        string? kind = member.Attributes.FirstOrDefault(static a => KindText.Of(a) is not null);
        ColumnRole role = column == target.Facts ? ColumnRole.Label
            : Enum.GetValues<ColumnRole>().FirstOrDefault(role => role != ColumnRole.None && member.Attributes.Contains(role.ToString()));
        var schema = new ColumnSchema(column.Column.Name ?? member.Name, member.Name, TypeName(member.Type), role, kind ?? "", IsInput: role != ColumnRole.Label)
        {
            Positive = role == ColumnRole.Label && target.Task == TaskKind.Binary && column.Kind != ValueKind.Flag ? target.RareFirst[0] : null,
        };
        return new PlannedColumn(schema, kind is null ? null : KindText.Of(kind), ValuesOf(column, member.Type.TrimEnd('?')));
    }

    /// <summary>A column that something was found in, as whoever saw no harm in it would make a feature of it; null where it holds texts that stand in one row each.</summary>
    /// <param name="column">The column.</param>
    /// <param name="target">What is predicted.</param>
    /// <param name="isKey">Whether its values are keys that several rows share.</param>
    public static PlannedColumn? OfFound(ColumnFacts column, TargetFacts target, bool isKey)
    {
        // A member that no drafted one can have.
        string name = column.Column.Name ?? column.Column.Said, member = $"found {name}", missing = column.Missing > 0 ? "?" : "";
        string category = isKey && target.Task != TaskKind.Multiclass ? "Categorical(Encoding = CategoricalEncoding.Target)" : "Categorical";
        bool isNumber = column.Kind == ValueKind.Flag || column.IsNumeric && column.FitsFloat;
        if (isNumber && !isKey && !target.IsBent(column))
            return Feature("float", $"Numeric(Scale = Scale.Standard{(column.Missing > 0 ? ", Impute = Impute.Median, Indicator = true" : "")})", row => ColumnValues.Of(Present(column.Values[row])));
        if (column.Kind is ValueKind.Category or ValueKind.Integer or ValueKind.Flag) return Feature("string", category, row => ColumnValue.Text(column.Column.Texts[row]));
        if (column.Missing > 0) return new PlannedColumn(new ColumnSchema(name, member, "bool", ColumnRole.None, "Numeric", IsInput: true), KindText.Of("Numeric"), row => ColumnValue.Flag(column.Column.Texts[row] is not null));
        // Of a time, how far it is from others: days, of which a float holds minutes.
        return column.Kind == ValueKind.Time
            ? Feature("float", "Numeric(Scale = Scale.Standard)", row => ColumnValue.Number((Numbers.Time(column.Column.Texts[row]!, column.Formats[0]).Clock - DateTime.UnixEpoch).TotalDays))
            : null;

        PlannedColumn Feature(string type, string kind, Func<int, ColumnValue> at) => new(new ColumnSchema(name, member, type + missing, ColumnRole.None, kind, IsInput: true), KindText.Of(kind), at);
    }

    private static double? Present(double value) => double.IsNaN(value) ? null : value;

    private static string TypeName(string type) => type.StartsWith("Date", StringComparison.Ordinal) ? $"System.{type}" : type;

    private static Func<int, ColumnValue> ValuesOf(ColumnFacts column, string type)
    {
        IReadOnlyList<string?> texts = column.Column.Texts;
        return type switch
        {
            "bool" => row => texts[row] is null ? default : ColumnValue.Flag(column.Values[row] != 0),
            "int" or "long" => row => texts[row] is { } text ? ColumnValue.Integer(long.Parse(text, System.Globalization.CultureInfo.InvariantCulture)) : default,
            "float" or "double" => row => ColumnValues.Of(Present(column.Values[row])),
            "DateTime" => row => texts[row] is { } text ? ColumnValue.Time(Numbers.Time(text, column.Formats[0]).Clock) : default,
            "DateOnly" => row => texts[row] is { } text ? ColumnValue.Date(DateOnly.FromDateTime(Numbers.Time(text, column.Formats[0]).Clock)) : default,
            "DateTimeOffset" => row => texts[row] is { } text && Numbers.Time(text, column.Formats[0]) is var (clock, offset) ? ColumnValue.Time(new DateTimeOffset(clock, offset ?? TimeSpan.Zero)) : default,
            _ => row => ColumnValue.Text(texts[row]),
        };
    }
}
