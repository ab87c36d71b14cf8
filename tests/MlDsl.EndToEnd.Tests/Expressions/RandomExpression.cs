namespace MlDsl.EndToEnd.Tests.Expressions;

/// <summary>Expressions of C# that compile, drawn from the operators that graphs have exactly.</summary>
internal sealed class RandomExpression(int seed)
{
    private const string Parameters =
        "float x, float y, float? xn, double d, double? dn, int i, int j, int? @in, long l, long m, uint u, byte b, short s, bool p, bool q, string t, string? tn, Shade c, DateTime at, DateTime until";

    private static readonly string[] Types = ["float", "double", "int", "long", "bool", "string"];

    private readonly Random random = new(seed);

    public ExpressionCase Next()
    {
        string type = Types[random.Next(Types.Length)];
        string body = Of(type, 5);
        // Only the columns that it reads.
        string parameters = string.Join(", ", Parameters.Split(", ").Where(p => System.Text.RegularExpressions.Regex.IsMatch(body, $@"(?<![\w.]){System.Text.RegularExpressions.Regex.Escape(p.Split(' ')[1])}(?!\w)")));
        // Constants are cut, as everything else is.
        return new ExpressionCase(type, parameters, $"unchecked({body})");
    }

    private string Of(string type, int depth) => depth == 0 || random.Next(8) == 0 ? Leaf(type) : type switch
    {
        "float" or "double" => Floating(type, depth - 1),
        "int" or "long" => Whole(type, depth - 1),
        "bool" => Flag(depth - 1),
        _ => $"({Of("bool", depth - 1)} ? {Of("string", depth - 1)} : {Pick("t", "\"more\"", "(tn ?? \"none\")")})",
    };

    private string Floating(string type, int depth) => random.Next(9) switch
    {
        0 => $"({Of("bool", depth)} ? {Of(type, depth)} : {Of(type, depth)})",
        1 => $"({type})({Of(Pick("int", "long", "double", "float"), depth)})",
        2 => $"(-({Of(type, depth)}))",
        3 => $"{(type == "float" ? "MathF" : "Math")}.{Pick("Abs", "Floor", "Ceiling", "Truncate", "Round", "Sqrt")}({Of(type, depth)})",
        4 => $"Math.{Pick("Min", "Max")}({Of(type, depth)}, {Of(type, depth)})",
        5 => $"({(type == "float" ? "xn" : "dn")} ?? {Of(type, depth)})",
        6 => $"({Leaf(type)} {Pick("/", "%")} {Of(type, depth)})",
        _ => $"({Of(type, depth)} {Pick("+", "-", "*")} {Of(type, depth)})",
    };

    private string Whole(string type, int depth) => random.Next(8) switch
    {
        0 => $"({Of("bool", depth)} ? {Of(type, depth)} : {Of(type, depth)})",
        1 => $"({type})({Of(Pick("int", "long", "double", "float"), depth)})",
        2 when type == "int" => $"({Column(type)} / {Pick("3", "-7", "j", "(i - 2)")})",
        2 => $"({Column(type)} % {Pick("3", "-7", "j", "m")})",
        3 => type == "int" ? $"(@in ?? {Of(type, depth)})" : $"(until - at).Ticks",
        4 => type == "int" ? $"at.{Pick("Year", "Month", "Day", "Hour", "DayOfYear")}" : $"Math.Max({Of(type, depth)}, {Of(type, depth)})",
        _ => $"({Of(type, depth)} {Pick("+", "-", "*")} {Column(type)})",
    };

    private string Flag(int depth)
    {
        string type = Pick("float", "double", "int", "long");
        return random.Next(7) switch
        {
            0 => $"({Of("bool", depth)} && {Of("bool", depth)})",
            1 => $"({Of("bool", depth)} || {Of("bool", depth)})",
            2 => $"(!{Of("bool", depth)})",
            3 => $"({Column("string")} == {Pick("\"a\"", "\"gift\"", "\"\"")})",
            4 => $"(xn {Pick("<", ">", "==", "!=")} {Of("float", depth)})",
            _ => $"({Of(type, depth)} {Pick("<", "<=", ">", ">=", "==", "!=")} {Of(type, depth)})",
        };
    }

    private string Leaf(string type) => random.Next(4) == 0 ? type switch
    {
        "float" => Pick("1f", "0.1f", "(-3.5f)", "1e30f"),
        "double" => Pick("1d", "0.1", "(-3.5)", "1e300"),
        "int" => Pick("1", "7", "(-100)"),
        "long" => Pick("1L", "7L", "(-100L)"),
        "bool" => Column("bool"),
        _ => Pick("\"a\"", "\"x y\""),
    } : Column(type);

    private string Column(string type) => type switch
    {
        "float" => Pick("x", "y"),
        "double" => Pick("d", "x"),
        "int" => Pick("i", "j", "b", "s"),
        "long" => Pick("l", "m", "i", "u"),
        "bool" => Pick("p", "q", "(c == Shade.Light)", "(tn == null)", "(xn is null)"),
        _ => "t",
    };

    private string Pick(params string[] values) => values[random.Next(values.Length)];
}
