using static MlDsl.Properties.Schemas.MadeMethods;

namespace MlDsl.Properties.Schemas;

/// <summary>Made-up feature methods over texts, enums, times, vectors and what else a column may be.</summary>
internal static class ValueMethods
{
    public static MadeMethod Make(Random random, string name, MadeColumn column, bool takesTarget, bool takesText) => column.Type.TrimEnd('?') switch
    {
        "string" => Text(random, name, column, takesTarget, takesText),
        "Color" or "Signed" or "Wide" => Member(random, name, column, takesTarget),
        "System.TimeSpan" => Number(random, name, column, "double", $"({Parameter(column.Member)}{(column.IsNullable ? "?" : "")}.TotalHours{(column.IsNullable ? " ?? -1" : "")}) / 24"),
        "char" => Flag(random, name, column, $"{Parameter(column.Member)} == 'A'", takesTarget),
        "System.Guid" => Flag(random, name, column, $"{Parameter(column.Member)} == System.Guid.Empty", takesTarget),
        _ => Time(random, name, column, takesTarget),
    };

    /// <summary>The first element of a vector, which is no op.</summary>
    public static MadeMethod Vector(Random random, string name, MadeColumn column)
    {
        string given = Parameter(column.Member), holder = column.IsNullable ? "some" : given;
        string first = $"(float?){holder}{(column.Type.Contains("Memory", StringComparison.Ordinal) ? ".Span" : "")}[0] is {{ }} one && !float.IsNaN(one)";
        string body = $"{(column.IsNullable ? $"{given} is {{ }} some && " : "")}{first} ? one : null";
        return new(name, [column.Member], "[Numeric(Impute = Impute.Mean)]", "float?", Declared(column), body);
    }

    private static MadeMethod Text(Random random, string name, MadeColumn column, bool takesTarget, bool takesText)
    {
        string given = Parameter(column.Member);
        switch (random.Next(takesText ? 7 : 6))
        {
            case 0: return Flag(random, name, column, $"{given} == \"S\"", takesTarget);
            case 1: return Flag(random, name, column, $"string.IsNullOrEmpty({given})", takesTarget);
            case 2: return Number(random, name, column, "float", $"{given} switch {{ \"S\" => 1f, \"Q\" or \"für\" => 2.5f, _ => 0f }}");
            case 3: return Number(random, name, column, "int", column.IsNullable ? $"{given}?.Length ?? -1" : $"{given}.Length");
            case 4: return new(name, [column.Member], $"[Categorical({CategoryColumns.Options(random, "string", takesTarget)})]", column.Type, Declared(column), given);
            case 6: return new(name, [column.Member], $"[Text({OtherColumns.TextOptions(random)})]", "string", Declared(column), $"{given} + \" two\"");
            default:
                string upper = $"{given} is {{ Length: > 0 }} some ? some.Trim().ToUpperInvariant() : \"\"";
                return new(name, [column.Member], $"[Categorical({CategoryColumns.Options(random, "string", takesTarget)})]", "string", Declared(column), upper);
        }
    }

    private static MadeMethod Member(Random random, string name, MadeColumn column, bool takesTarget)
    {
        string given = Parameter(column.Member), type = column.Type.TrimEnd('?');
        (string one, string other) = type switch { "Color" => ("Blue", "@checked"), "Signed" => ("Low", "Top"), _ => ("Last", "None") };
        return random.Next(3) switch
        {
            0 => Flag(random, name, column, $"{given} == {type}.{one}", takesTarget),
            1 => Number(random, name, column, "float", $"{given} switch {{ {type}.{one} => 1f, {type}.{other} => -2f, _ => 0f }}"),
            _ => new(name, [column.Member], $"[Categorical({CategoryColumns.Options(random, type, takesTarget)})]", type, Declared(column), column.IsNullable ? $"{given} ?? {type}.{one}" : given),
        };
    }

    private static MadeMethod Time(Random random, string name, MadeColumn column, bool takesTarget)
    {
        string given = Parameter(column.Member), type = column.Type.TrimEnd('?'), ask = column.IsNullable ? "?" : "";
        string[] parts = type switch
        {
            "System.DateOnly" => ["Year", "Month", "Day", "DayOfYear", "DayNumber"],
            "System.TimeOnly" => ["Hour", "Minute", "Second"],
            _ => ["Year", "Month", "Day", "DayOfYear", "Hour", "Minute", "Second"],
        };
        string zero = column.IsNullable ? " ?? -1" : "";
        switch (random.Next(5))
        {
            case 0 when type is "System.DateTime" or "System.DateOnly": return Flag(random, name, column, $"{given} < new {type}(2021, 3, 1)", takesTarget);
            case 1 when type is "System.DateTime" or "System.DateTimeOffset": return Number(random, name, column, "double", $"{given}{ask}.TimeOfDay.TotalHours{zero}");
            case 2 when type != "System.TimeOnly": return Number(random, name, column, "int", column.IsNullable ? $"{given} is {{ }} some ? (int)some.DayOfWeek : -1" : $"(int){given}.DayOfWeek");
            case 3: return new(name, [column.Member], $"[DateParts({OtherColumns.Parts(random, type)})]", column.Type, Declared(column), given);
            default:
                string part = $"{given}{ask}.{parts[random.Next(parts.Length)]}";
                return new(name, [column.Member], $"[Numeric({NumericColumns.Options(random, column.IsNullable)})]", $"int{ask}", Declared(column), part);
        }
    }

    private static MadeMethod Flag(Random random, string name, MadeColumn column, string body, bool takesTarget) =>
        new(name, [column.Member], random.Next(3) == 0 ? "[Numeric]" : $"[Categorical({CategoryColumns.Options(random, "bool", takesTarget)})]", "bool", Declared(column), body);

    private static MadeMethod Number(Random random, string name, MadeColumn column, string type, string body) =>
        new(name, [column.Member], $"[Numeric({NumericColumns.Options(random, false)})]", type, Declared(column), body);
}
