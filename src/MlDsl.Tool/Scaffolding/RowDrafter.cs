using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;

namespace MlDsl.Tool.Scaffolding;

/// <summary>Proposes a record for the rows of a file: a role or a kind for each column, and a remark where people must decide.</summary>
/// <param name="table">The rows.</param>
/// <param name="name">The record's name.</param>
/// <param name="target">What is predicted.</param>
/// <param name="facts">The columns.</param>
internal sealed class RowDrafter(FileTable table, string name, TargetFacts target, IReadOnlyList<ColumnFacts> facts)
{
    /// <summary>The types of what attributes say of a member, which a member of that name would hide.</summary>
    internal static readonly string[] Said = ["Scale", "Impute", "Unknown", "DatePart", "Availability", "CategoricalEncoding"];

    private readonly MemberNames names = new(name, Said);
    private readonly Dictionary<string, string> formats = new(StringComparer.Ordinal);
    private readonly (ColumnFacts One, ColumnFacts Other)? sum = target.Sum([.. facts.Where(column => column != target.Facts)]);
    private readonly Dictionary<int, string?> leaks = [];
    private ColumnFacts? time, group;

    /// <summary>Columns that are left out of the record, whatever they are, and out of vectors.</summary>
    public IReadOnlySet<ColumnFacts> LeftOut { get; init; } = new HashSet<ColumnFacts>();

    /// <summary>Whether numbered columns in a row become one vector; else each is a member of its own.</summary>
    public bool HasVectors { get; init; } = true;

    public RowDraft Draft()
    {
        group = target.Task == TaskKind.Ranking ? facts.FirstOrDefault(IsGroup) ?? throw new ToolException("a ranking orders rows of a group, and no column repeats as one does; name another --task") : null;
        var members = new List<MemberDraft>();
        var vectors = new Vectors(table, facts, IsAlone);
        for (int i = 0; i < facts.Count;)
        {
            int length = HasVectors ? vectors.Length(i) : 1;
            if (!LeftOut.Contains(facts[i])) members.Add(length > 1 ? VectorMember(i, length) : Member(facts[i]));
            i += length;
        }
        return new RowDraft(table, name, target, members) { Formats = formats, HasTime = time is not null, HasGroup = group is not null };
    }

    private bool IsAlone(ColumnFacts column) => LeftOut.Contains(column) || column == target.Facts || column == group || !table.Options.HasHeader && column.IsId || Afterwards(column) is not null;

    private bool IsGroup(ColumnFacts column) =>
        column != target.Facts && column.Missing == 0 && column.Distinct > 1 && column.Distinct <= column.Present / 2 && column.Kind is ValueKind.Integer or ValueKind.Category
        && Words.OfGroups.Any(word => column.Column.Name?.Contains(word, StringComparison.OrdinalIgnoreCase) == true);

    private MemberDraft Member(ColumnFacts column)
    {
        var draft = new ColumnDraft(column, names.Next(column.Column.Name, column.Column.Position));
        if (column == target.Facts) Label(draft);
        else if (column == group) draft.Role("Group", column.Kind == ValueKind.Integer ? Integer(column) : "string");
        else if (column.Kind == ValueKind.Vector) Elements(draft);
        else if (column.Kind == ValueKind.Nothing) draft.Unused("string?", "no row has a value");
        else if (column.IsConstant) draft.Unused(TypeOf(draft), $"it is '{Visible.Of(column.Counts.Keys.First())}' in every row");
        else if (column.IsId) draft.Role("Id", TypeOf(draft), $"every row has a value of its own: taken for an identifier");
        else if (Afterwards(column) is { } leak) draft.After(TypeOf(draft), leak);
        else Feature(draft);
        return draft.Make(table.Options.HasHeader);
    }

    private string? Afterwards(ColumnFacts column)
    {
        if (!leaks.TryGetValue(column.Column.Position, out string? leak)) leaks[column.Column.Position] = leak = Leak(column);
        return leak;
    }

    private string? Leak(ColumnFacts column)
    {
        if (sum is { } pair && (column == pair.One || column == pair.Other)) return $"{pair.One.Column.Said} + {pair.Other.Column.Said} is the label in every row";
        return target.Leak(column);
    }

    private void Label(ColumnDraft draft)
    {
        ColumnFacts column = target.Facts;
        if (target.Taken is { } why) draft.Remark($"nobody named the label: taken for it {why}; --label names another");
        if (column.Missing > 0) draft.Remark($"{column.Missing} rows have no label, and reading stops at them: leave them out of the file, or read with BadRowPolicy.Skip");
        bool isClass = target.Task is TaskKind.Binary or TaskKind.Multiclass;
        if (isClass && column.Column.Type is { } type and not (SchemaType.Text or SchemaType.Integer or SchemaType.Long or SchemaType.Flag))
            throw new ToolException($"the label {column.Column.Said} is of the type {type}, and classes are texts, whole numbers or flags; write it as one of them, name another --task, or another --label");
        IReadOnlyList<string> classes = target.RareFirst;
        if (target.Task == TaskKind.Binary && column.Kind != ValueKind.Flag)
        {
            draft.Role($"Label(Positive = {Quoted(classes[0])}, Negative = {Quoted(classes[1])})", column.Kind == ValueKind.Integer ? Integer(column) : "string", $"'{Visible.Of(classes[0])}' is the rarer class: taken for the positive one");
            return;
        }
        draft.Role("Label", target.Task switch
        {
            TaskKind.Binary => "bool",
            TaskKind.Ranking => "int",
            TaskKind.Multiclass when column.IsBits => "int",
            TaskKind.Multiclass when column.Kind != ValueKind.Integer => "string",
            _ => column.Kind == ValueKind.Integer ? Integer(column) : Floating(column),
        });
        if (target.Task == TaskKind.Multiclass && column.Kind == ValueKind.Integer) draft.Remark($"{column.Distinct} whole numbers: taken for classes; where they are an amount, the task is Regression");
    }

    // The elements are not looked at: no list is a copy of the label.
    private static void Elements(ColumnDraft draft)
    {
        ColumnFacts column = draft.Facts;
        string length = column.Column.Length.ToString(CultureInfo.InvariantCulture);
        if (column.Missing > 0) draft.Unused("float[]?", $"{column.Missing} rows have no list, and a vector is never missing: leave them out, or give it a feature method");
        else draft.Kind("Numeric", [$"Length = {length}", "Scale = Scale.Standard"], "float[]");
    }

    private void Feature(ColumnDraft draft)
    {
        ColumnFacts column = draft.Facts;
        if (column.Column.Name is { } said && Words.OfPeople.FirstOrDefault(word => Words.Has(said, word)) is { } word)
        {
            draft.Role("Sensitive", TypeOf(draft), $"'{word}' may be a protected attribute: metrics are shown for each value, and no feature is made of it unless it also has a kind");
            return;
        }
        if (column.Column.Type is SchemaType.Clock or SchemaType.Duration)
        {
            OfClock(draft);
            return;
        }
        if (column.IsNumericText) draft.Remark("texts by their type, and every one is a number: where it is an amount, declare it as float or int with [Numeric], which reads them");
        switch (column.Kind)
        {
            case ValueKind.Category or ValueKind.Key when column.NumberFormats.Count > 0:
                draft.Unused(TypeOf(draft), $"its texts are numbers as NumberFormat.{string.Join(" or NumberFormat.", column.NumberFormats)} reads them: with ColumnNumbers in the options it is a float and [Numeric]");
                break;
            case ValueKind.Flag:
                draft.Kind("Numeric", column.Missing > 0 ? ["Impute = Impute.Mean", "Indicator = true"] : [], TypeOf(draft));
                break;
            case ValueKind.Integer or ValueKind.Number:
                NumberFeature(draft);
                break;
            case ValueKind.Time:
                TimeFeature(draft);
                break;
            case ValueKind.Prose:
                draft.Kind("Text", [], TypeOf(draft));
                break;
            case ValueKind.Key:
                draft.Unused(TypeOf(draft), "every row has a text of its own, from which nothing is learned");
                break;
            default:
                CategoryFeature(draft);
                break;
        }
    }

    private void NumberFeature(ColumnDraft draft)
    {
        ColumnFacts column = draft.Facts;
        bool isId = column.Kind == ValueKind.Integer && column.Column.Name is { } said && Words.IsOfIds(said);
        if (isId && column.Distinct > column.Present / 2)
        {
            draft.Unused(TypeOf(draft), "the number names something, of which there are nearly as many as rows. Where rows of one value belong together, [Group] splits them together");
            return;
        }
        if (!column.FitsFloat)
        {
            draft.Unused(TypeOf(draft), "its numbers are beyond a float, which a feature is: a feature method can scale them");
            return;
        }
        if (isId || column.Kind == ValueKind.Integer && Words.OfCodes.Any(word => column.Column.Name is { } code && Words.Has(code, word)) && column.Distinct <= 1_000)
        {
            CategoryFeature(draft);
            if (isId) draft.Remark("the number names something: a category. Where rows of one value belong together, [Group] splits them together");
            return;
        }
        if (target.IsBent(column))
        {
            draft.Kind("Categorical", [], TypeOf(draft));
            draft.Remark($"a whole number of {column.Distinct} values whose mean labels do not lie on a line: taken for a category; as an amount it is [Numeric]");
            return;
        }
        var options = new List<string> { $"Scale = Scale.{(IsSkewed(column) ? "Log" : "Standard")}" };
        if (column.Missing > 0) options.AddRange(["Impute = Impute.Median", "Indicator = true"]);
        draft.Kind("Numeric", options, TypeOf(draft));
        if (column.Kind == ValueKind.Integer && Words.IsSeconds(column)) draft.Remark("these may be seconds since 1970: as a time of its own type the column could be the [EventTime]");
    }

    private void TimeFeature(ColumnDraft draft)
    {
        ColumnFacts column = draft.Facts;
        string type = TimeType(draft), parts = type == "DateOnly" ? "(DatePart.Month | DatePart.DayOfWeek)" : "";
        if (time is null && column.Missing == 0)
        {
            time = column;
            if (type == "DateOnly") type = "DateTime";
            draft.Role("EventTime", type, "the first time of the row: taken for when it happened, so that rows are split by time");
        }
        draft.Kind($"DateParts{parts}", [], column.Missing > 0 ? type + "?" : type);
        if (column.Missing > 0) draft.Unused(type + "?", "a date that may be missing has no parts: give it a feature method");
    }

    private void OfClock(ColumnDraft draft)
    {
        if (draft.Facts.Column.Type == SchemaType.Duration) draft.Unused(TypeOf(draft), "a duration has no unit: give it a feature method, as in (float)duration.TotalHours");
        else if (draft.Facts.Missing > 0) draft.Unused(TypeOf(draft), "a time of day that may be missing has no parts: give it a feature method");
        else draft.Kind("DateParts", [], TypeOf(draft));
    }

    private void CategoryFeature(ColumnDraft draft)
    {
        ColumnFacts column = draft.Facts;
        var options = new List<string>();
        if (column.Distinct > 1_000 && target.Task != TaskKind.Multiclass) options.Add("Encoding = CategoricalEncoding.Target");
        else if (column.Counts.Values.Any(static count => count < 10)) options.AddRange(["MinCount = 10", "Unknown = Unknown.Bucket"]);
        draft.Kind("Categorical", options, TypeOf(draft));
        if (column.Counts.Keys.FirstOrDefault(Numbers.IsCode) is { } code) draft.Remark($"'{code}' begins with a zero, which a number would lose: a text");
    }

    // Amounts over several powers of ten, such as incomes.
    private static bool IsSkewed(ColumnFacts column)
    {
        double[] sorted = [.. column.Values.Where(static value => !double.IsNaN(value)).Order()];
        if (sorted[0] < 0) return false;
        double middle = sorted[sorted.Length / 2], high = sorted[(int)((sorted.Length - 1) * 0.99)];
        return high > 20 * Math.Max(middle, 1) || sorted[^1] > 100 * Math.Max(middle, 1);
    }

    private MemberDraft VectorMember(int first, int length)
    {
        string? name = Vectors.Name(facts[first]);
        string member = names.Next(name ?? "Fields", first);
        bool isWhole = facts.Skip(first).Take(length).All(static column => column.IsBits || column.Kind == ValueKind.Integer && Integer(column) == "int");
        string[] attributes = [.. name is null || name == member ? Array.Empty<string>() : [$"Column({Quoted(name)})"], string.Create(CultureInfo.InvariantCulture, $"Numeric(Length = {length}, Scale = Scale.Standard)")];
        string last = facts[first + length - 1].Column.Said;
        return new MemberDraft(member, isWhole ? "int[]" : "float[]", attributes, [$"{facts[first].Column.Said} to {last}: {length} numbers in a row, taken for one vector"]) { Position = first };
    }

    private string TypeOf(ColumnDraft draft)
    {
        ColumnFacts column = draft.Facts;
        string type = column.Kind switch
        {
            ValueKind.Flag => "bool",
            ValueKind.Integer => Integer(column),
            ValueKind.Number => Floating(column),
            ValueKind.Time => TimeType(draft),
            ValueKind.Vector => "float[]",
            _ => column.Column.Type switch
            {
                SchemaType.Clock => "TimeOnly",
                SchemaType.Duration => "TimeSpan",
                SchemaType.Identifier => "Guid",
                _ => "string",
            },
        };
        return column.Missing > 0 ? type + "?" : type;
    }

    // Whatever the column is for, it is read, and so its format is told.
    private string TimeType(ColumnDraft draft)
    {
        ColumnFacts column = draft.Facts;
        string? format = column.Formats[0];
        if (format is not null) formats[column.Column.Name ?? draft.Name] = format;
        if (column.Formats.Skip(1).FirstOrDefault(other => column.Counts.Keys.Any(text => Numbers.Time(text, other) != Numbers.Time(text, format))) is { } another)
            draft.Remark($"read as {format}; {another} would read every value as well, with another day");
        var times = column.Counts.Keys.Select(text => Numbers.Time(text, format)).ToList();
        if (column.Column.Type == SchemaType.Date) return "DateOnly";
        return times.All(static time => time.Offset is not null) ? "DateTimeOffset" : column.Column.Type == SchemaType.Time || times.Any(static time => time.Clock.TimeOfDay > TimeSpan.Zero) ? "DateTime" : "DateOnly";
    }

    private static string Floating(ColumnFacts column) => column.Column.Type switch
    {
        SchemaType.Decimal => "decimal",
        SchemaType.Double or SchemaType.Long => "double",
        _ => column.FitsFloat ? "float" : "double",
    };

    private static string Integer(ColumnFacts column) => column.Column.Type != SchemaType.Long && column.Values.All(static value => !(Math.Abs(value) > int.MaxValue)) ? "int" : "long";

    private static string Quoted(string text) => SymbolDisplay.FormatLiteral(text, quote: true);
}
