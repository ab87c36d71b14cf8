namespace MlDsl.Properties.Schemas;

/// <summary>Made-up feature methods over the columns of a data set.</summary>
internal static class MadeMethods
{
    public static MadeMethod? Make(Random random, string name, IReadOnlyList<MadeColumn> columns, IReadOnlyList<MadeMethod> before, bool takesTarget)
    {
        List<MadeColumn> numbers = [.. columns.Where(static c => IsNumber(c.Type))];
        return random.Next(6) switch
        {
            0 when numbers.Count > 1 => Arithmetic(random, name, numbers[random.Next(numbers.Count)], numbers[random.Next(numbers.Count)]),
            1 when columns.FirstOrDefault(static c => c.Type.TrimEnd('?') == "string") is { } text => Text(random, name, text, takesTarget),
            2 when columns.FirstOrDefault(static c => c.Type.TrimEnd('?') is "System.DateTime" or "System.DateTimeOffset" or "System.DateOnly") is { } time => Time(random, name, time),
            3 when before.FirstOrDefault(static m => m.Code.Contains(" float ", StringComparison.Ordinal)) is { } inner => new MadeMethod(
                name, [inner.Name], $"[Numeric({NumericColumns.Options(random, false)})] public static double {name}(float {Parameter(inner.Name)}) => Math.Sqrt(Math.Abs({Parameter(inner.Name)}));"),
            4 when numbers.Count > 0 => Category(random, name, numbers[random.Next(numbers.Count)], takesTarget),
            _ when numbers.Count > 0 => Arithmetic(random, name, numbers[0], numbers[^1]),
            _ => null,
        };
    }

    private static MadeMethod Arithmetic(Random random, string name, MadeColumn left, MadeColumn right)
    {
        bool isNullable = left.IsNullable || right.IsNullable;
        string type = isNullable ? "float?" : "float";
        string body = random.Next(4) switch
        {
            0 => $"{Single(left, type)} * 0.25f + 1f",
            1 => $"{Single(left, type)} - {Single(right, type)}",
            2 => $"{Single(left, type)} * {Single(right, type)}",
            _ => $"{Single(left, type)} / ({Single(right, type)} + 0.3f)",
        };
        string[] taken = [.. new[] { left, right }.Where(c => body.Contains(Parameter(c.Member), StringComparison.Ordinal)).Select(static c => c.Member).Distinct()];
        string parameters = string.Join(", ", taken.Select(member => $"{(member == left.Member ? left : right).Type} {Parameter(member)}"));
        return new(name, taken, $"[Numeric({NumericColumns.Options(random, isNullable)})] public static {type} {name}({parameters}) => {body};");
    }

    private static MadeMethod Text(Random random, string name, MadeColumn text, bool takesTarget) => new(
        name, [text.Member],
        $"[Categorical({CategoryColumns.Options(random, "string", takesTarget)})] public static string {name}({text.Type} {Parameter(text.Member)}) => {Parameter(text.Member)} is {{ Length: > 0 }} given ? given.Trim().ToUpperInvariant() : \"\";");

    private static MadeMethod Time(Random random, string name, MadeColumn time)
    {
        string parameter = Parameter(time.Member);
        return random.Next(2) == 0
            ? new(name, [time.Member], $"[Numeric({NumericColumns.Options(random, time.IsNullable)})] public static int{(time.IsNullable ? "?" : "")} {name}({time.Type} {parameter}) => {parameter}{(time.IsNullable ? "?" : "")}.DayOfYear;")
            : new(name, [time.Member], $"[DateParts({OtherColumns.Parts(random, time.Type.TrimEnd('?'))})] public static {time.Type} {name}({time.Type} {parameter}) => {parameter};");
    }

    private static MadeMethod Category(Random random, string name, MadeColumn number, bool takesTarget)
    {
        string parameter = Parameter(number.Member), type = number.Type.TrimEnd('?');
        string value = type == "bool" ? $"{parameter} == true" : $"{parameter} > ({type})2";
        return new(name, [number.Member], $"[Categorical({CategoryColumns.Options(random, "bool", takesTarget)})] public static bool {name}({number.Type} {parameter}) => {value};");
    }

    private static string Single(MadeColumn column, string type) => column.Type switch
    {
        "bool" => $"({Parameter(column.Member)} ? 1f : 0f)",
        "bool?" => $"({Parameter(column.Member)} switch {{ true => 1f, false => 0f, null => (float?)null }})",
        _ => $"({type}){Parameter(column.Member)}",
    };

    private static bool IsNumber(string type) => type.TrimEnd('?') is "bool" or "System.Half" or "float" or "double" or "decimal" || Values.Numbers.Integers.Contains(type.TrimEnd('?'));

    // A parameter is found in any case; some names are words of C#.
    private static string Parameter(string member) => "@" + char.ToLowerInvariant(member[0]) + member[1..];
}
