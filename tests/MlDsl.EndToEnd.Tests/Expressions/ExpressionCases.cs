namespace MlDsl.EndToEnd.Tests.Expressions;

/// <summary>A feature method: what it returns, its parameters and its body.</summary>
/// <param name="Returns">The type.</param>
/// <param name="Parameters">In C#.</param>
/// <param name="Body">An expression, or a block.</param>
/// <param name="Ulps">How far the graph may be from it, in units in the last place of a float; -1 where no graph computes it.</param>
internal sealed record ExpressionCase(string Returns, string Parameters, string Body, int Ulps = 0)
{
    public string Member(string name) => $"    [{Kind}] public static {Returns} {name}({Parameters}) {(Body.StartsWith('{') ? Body : $"=> {Body};")}";

    private string Kind => Returns.TrimEnd('?') is "string" or "Shade" or "Guid" ? "Categorical" : Returns.EndsWith('?') ? "Numeric(Impute = Impute.Mean)" : "Numeric";
}

/// <summary>Each operator of each type, each shape of what may be missing, and the code that people write.</summary>
internal static partial class ExpressionCases
{
    public static ExpressionCase[] All { get; } =
    [
        .. Arithmetic("float", "x", "y"), .. Arithmetic("double", "d", "e"), .. Arithmetic("int", "i", "j"), .. Arithmetic("long", "l", "m"), .. Arithmetic("uint", "u", "v"),
        .. Comparisons("float", "x", "y"), .. Comparisons("double", "d", "e"), .. Comparisons("int", "i", "j"), .. Comparisons("long", "l", "m"), .. Comparisons("uint", "u", "v"),
        .. Comparisons("DateTime", "at", "until"),
        .. Lifted(), .. Casts(), .. Choices(), .. Texts(), .. Times(), .. Durations(), .. Guids(), .. Functions(), .. Blocks(),
    ];

    /// <summary>What ONNX has no operator for: interpreted, and inputs of a graph.</summary>
    public static ExpressionCase[] NotExported { get; } =
    [
        new("ulong", "ulong ul", "ul + 1UL"), new("ulong", "ulong ul", "ul / 3UL"), new("bool", "ulong ul", "ul > 5UL"), new("double", "ulong ul", "ul"), new("float", "ulong ul", "ul"), new("int", "ulong ul", "(int)ul"),
        new("float", "decimal dec", "(float)dec"), new("bool", "decimal dec", "dec > 100.5m"), new("bool", "decimal dec", "dec is 0m or >= 500m"),
        new("bool", "char ch", "ch == 'a'"), new("int", "char ch", "ch - 'a'"),
        new("int", "string t", "t.Length"), new("int?", "string? tn", "tn?.Length"), new("bool", "string t, string? tn", "t == tn"), new("bool", "Shade c, Shade? cn", "c == cn"), new("bool", "Guid office, Guid? officen", "office == officen"), new("int", "string? tn", "tn!.Length"),
        .. new[] { "Tan", "Asin", "Acos", "Atan", "Sinh", "Cosh", "Asinh", "Acosh", "Atanh", "Cbrt", "Log2", "Log10" }.SelectMany(static f => new ExpressionCase[]
        {
            new("float", "float x", $"MathF.{f}(x)"), new("double", "double d", $"Math.{f}(d)"),
        }),
        new("float", "float x, float y", "MathF.Atan2(x, y)"), new("double", "double d, double e", "Math.CopySign(d, e)"), new("float", "float x, float y", "MathF.IEEERemainder(x, y)"),
        new("float", "", "3f"),
    ];

    private static IEnumerable<ExpressionCase> Arithmetic(string type, string a, string b)
    {
        string both = $"{type} {a}, {type} {b}";
        foreach (string op in new[] { "+", "-", "*", "/", "%" }) yield return new(type, both, $"{a} {op} {b}");
        foreach (string op in new[] { "+", "-", "*", "/", "%" }) yield return new(type, $"{type} {a}", $"{a} {op} ({type})7");
        if (type != "uint") yield return new(type, $"{type} {a}", $"-{a}");
        if (type is "int" or "long") yield return new(type, both, $"{b} > 0 ? {a} / {b} : {b} < 0 ? {a} % {b} : 0");
    }

    private static IEnumerable<ExpressionCase> Comparisons(string type, string a, string b) =>
        new[] { "==", "!=", "<", "<=", ">", ">=" }.Select(op => new ExpressionCase("bool", $"{type} {a}, {type} {b}", $"{a} {op} {b}"));

    private static IEnumerable<ExpressionCase> Lifted() =>
    [
        new("float?", "float? xn, float? yn", "xn + yn"), new("float?", "float? xn, float y", "xn * y"), new("int?", "int? @in, int j", "@in / j"),
        new("int?", "int? @in, int j", "@in - j"), new("double?", "double? dn", "-dn"), new("bool", "float? xn, float? yn", "xn == yn"), new("bool", "float? xn, float? yn", "xn != yn"),
        new("bool", "float? xn, float y", "xn < y"), new("bool", "int? @in, int j", "@in >= j"), new("bool", "float? xn", "xn == null"), new("bool", "float? xn", "null != xn"), new("bool", "int? @in", "@in.HasValue"),
        new("float", "float? xn", "xn!.Value"), new("float", "float? xn", "(float)xn!"), new("float", "float? xn", "xn.HasValue ? xn.Value : -1f"), new("float", "float? xn", "xn.GetValueOrDefault()"), new("float", "float? xn, float y", "xn.GetValueOrDefault(y)"),
        new("float", "float? xn", "xn ?? 0f"), new("float", "float? xn, float? yn, float x", "xn ?? yn ?? x"), new("double", "float? xn, double d", "xn ?? d"), new("float?", "float? xn, float? yn", "xn ?? yn"),
        new("bool", "float? xn", "xn is null"), new("bool", "float? xn", "xn is not null"), new("float", "float? xn", "xn is { } v ? v * 2 : 0"), new("float", "float? xn", "xn is float v && v > 1 ? v : 0"), new("bool", "float? xn", "xn is > 1 and < 5"),
        new("float?", "bool p, float x", "p ? x : null"), new("int", "bool? pn", "pn == true ? 1 : pn == false ? 2 : 3"), new("bool", "bool? pn", "pn ?? true"), new("bool?", "bool? pn", "!pn"), new("bool", "bool? pn, bool p", "pn == p"),
        new("float?", "float x, float y", "x > y ? default(float?) : x"), new("float?", "float? x", "x * 2") , new("bool", "float? x", "x.HasValue"), new("double?", "double? i", "i / 4"),
        new("Shade?", "Shade? cn", "cn"), new("Shade", "Shade? cn", "cn.GetValueOrDefault()"), new("string?", "string? tn", "tn"),
    ];

    private static IEnumerable<ExpressionCase> Casts()
    {
        (string Type, string Name)[] sources = [("float", "x"), ("double", "d"), ("int", "i"), ("long", "l"), ("uint", "u"), ("sbyte", "sb"), ("byte", "b"), ("short", "s"), ("ushort", "us")];
        foreach (var (type, name) in sources)
        {
            bool isFloating = type is "float" or "double";
            foreach (string to in isFloating ? ["float", "double", "int", "uint", "long"] : new[] { "float", "double", "int", "uint", "long", "sbyte", "byte", "short", "ushort" })
                if (to != type) yield return new(to, $"{type} {name}", $"unchecked(({to}){name})");
        }
        yield return new("float", "Half h", "(float)h");
        yield return new("double", "Half h", "(double)h * 3");
        yield return new("double", "decimal dec", "(double)dec / 3");
        yield return new("float", "int i", "i");
        yield return new("double", "float x", "x");
        yield return new("float", "byte b, short s", "b * s");
        yield return new("int?", "float? xn", "(int?)xn");
        yield return new("float", "int i, float x", "i / 3 + x");
        yield return new("float", "float x", "(int)(x * 10) / 10f");
    }

    private static IEnumerable<ExpressionCase> Choices() =>
    [
        new("float", "float x, float y", "x > y ? x : y"), new("float", "bool p, float x", "p ? x : -0f"), new("double", "bool p, double d, double e", "p ? d : e"), new("int", "bool p, int i, int j", "p ? i : j"), new("bool", "bool p, bool q, bool? pn", "p ? q : pn ?? false"),
        new("bool", "bool p, bool q", "p && q"), new("bool", "bool p, bool q", "p || q"), new("bool", "bool p, bool q", "!p ^ q"), new("bool", "bool p, bool q", "p & !q | q"),
        new("bool", "int i, int j", "j != 0 && i / j > 2"), new("bool", "int i, int j", "j == 0 || i % j == 0"), new("bool", "int i, int j, bool p", "p & i / j > 2"), new("int", "float x", "x switch { < 0 => -1, 0 => 0, <= 10 => 1, float.NaN => 2, _ => 3 }"),
        new("int", "int i", "i switch { 1 or 2 => 10, > 100 and not 255 => 20, _ => 30 }"), new("float", "int i, float x", "i switch { 0 => x, var k when k > 5 => k, _ => -x }"), new("int", "bool p", "p switch { true => 1, false => 0 }"),
        new("float", "Shade c", "c == Shade.Light ? 1 : c is Shade.Odd ? 2 : 3"), new("string", "Shade c", "c switch { Shade.Dark => \"dark\", Shade.Pale => \"pale\", _ => \"odd\" }"), new("Shade", "bool p", "p ? Shade.Pale : Shade.Odd"),
        new("bool", "Shade? cn", "cn == null || cn == Shade.Dark"), new("float", "float x", "x is > 3 and < 5 ? 1 : 0"), new("float", "float x, float y", "y == 0 ? 0 : x / y"),
    ];

    private static IEnumerable<ExpressionCase> Texts() =>
    [
        new("bool", "string t", "t == \"gift\""), new("bool", "string t", "\"a\" != t"), new("bool", "string? tn", "tn == \"a\""), new("bool", "string? tn", "tn == null"), new("bool", "string? tn", "string.IsNullOrEmpty(tn)"), new("bool", "string t", "string.Equals(t, \"b\")"),
        new("string", "string t", "t == \"\" ? \"none\" : t"), new("string", "string? tn", "tn ?? \"none\""), new("string?", "bool p, string? tn", "p ? tn : null"), new("int", "string? tn", "tn switch { \"a\" => 1, \"gift\" or \"Gift\" => 2, null => 3, _ => 4 }"),
        new("string", "float x", "x > 0 ? \"more = \\\"all\\\"\" : \"\""), new("bool", "string t", "t == string.Empty"),
    ];

    private static IEnumerable<ExpressionCase> Times() =>
    [
        new("int", "DateTime at", "at.Year"), new("int", "DateTime at", "at.Month"), new("int", "DateTime at", "at.Day"), new("int", "DateTime at", "at.DayOfYear"), new("int", "DateTime at", "at.Hour"), new("int", "DateTime at", "at.Minute"), new("int", "DateTime at", "at.Second"), new("int", "DateTime at", "at.Millisecond"),
        new("int", "DateTime at", "(int)at.DayOfWeek"), new("bool", "DateTime at", "at.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday"), new("bool", "DateTime at", "at.DayOfWeek == DayOfWeek.Monday"), new("long", "DateTime at", "at.Ticks"), new("long", "DateTime at", "at.Date.Ticks"),
        new("double", "DateTime at, DateTime until", "(until - at).TotalDays"), new("double", "DateTime at, DateTime until", "(until - at).TotalHours"), new("float", "DateTime at, DateTime until", "(float)(until - at).TotalMinutes"), new("double", "DateTime at, DateTime until", "(until - at).TotalSeconds"),
        new("int", "DateTime at, DateTime until", "(until - at).Days"), new("int", "DateTime at, DateTime until", "(until - at).Hours"), new("int", "DateTime at, DateTime until", "(at - until).Minutes"), new("double", "DateTime at", "at.TimeOfDay.TotalHours"), new("int?", "DateTime? atn", "atn?.Year"), new("double", "DateTime? atn, DateTime at", "(at - (atn ?? at)).TotalDays"),
        new("int", "DateTime? atn", "atn!.Value.Month"), new("double?", "DateTime? atn, DateTime at", "(at - atn)?.TotalDays"), new("double", "DateTime at", "(at - new DateTime(2020, 1, 1)).TotalDays"), new("bool", "DateTime at", "at >= new DateTime(2023, 12, 31)"), new("bool", "DateTime? atn, DateTime at", "atn < at"),
        new("int", "DateTimeOffset off", "off.Hour + off.Day"), new("int", "DateOnly day", "day.Year * 100 + day.Month"), new("int", "DateOnly day", "day.DayNumber"), new("int", "DateOnly day", "(int)day.DayOfWeek + day.DayOfYear + day.Day"), new("bool", "DateOnly day", "day < new DateOnly(2024, 1, 1)"), new("float", "TimeOnly clock", "clock.Hour + clock.Minute / 60f + clock.Second / 3600f"), new("bool", "TimeOnly clock", "clock.Hour is >= 22 or < 6"),
    ];

    private static IEnumerable<ExpressionCase> Durations() =>
    [
        .. Comparisons("TimeSpan", "took", "shift").Select(static c => c with { Parameters = "TimeSpan took", Body = c.Body.Replace("shift", "Shift", StringComparison.Ordinal) }),
        new("double", "TimeSpan took", "took.TotalDays"), new("float", "TimeSpan took", "(float)took.TotalHours"), new("double", "TimeSpan took", "took.TotalMinutes"), new("double", "TimeSpan took", "took.TotalSeconds"), new("long", "TimeSpan took", "took.Ticks"),
        new("int", "TimeSpan took", "took.Days * 24 + took.Hours"), new("int", "TimeSpan took", "took.Minutes * 60 + took.Seconds"), new("int", "TimeSpan took", "took.Milliseconds"), new("bool", "TimeSpan took", "took == TimeSpan.Zero"), new("bool", "TimeSpan took", "took > TimeSpan.FromMinutes(90.0)"),
        new("double?", "TimeSpan? tookn", "tookn?.TotalHours"), new("double", "TimeSpan? tookn", "tookn is { } v ? v.TotalHours : -1"), new("double", "TimeSpan? tookn, TimeSpan took", "(tookn ?? took).TotalSeconds"), new("bool", "TimeSpan? tookn, TimeSpan took", "tookn < took"), new("bool", "TimeSpan? tookn", "tookn == null"),
        new("bool", "DateTime at, DateTime until, TimeSpan took", "until - at > took"), new("long", "TimeSpan? tookn", "tookn.GetValueOrDefault().Ticks"), new("double", "TimeOnly clock, TimeSpan took", "took.TotalHours / 24 + clock.Hour"),
    ];

    private static IEnumerable<ExpressionCase> Guids() =>
    [
        new("bool", "Guid office", "office == Known"), new("bool", "Guid office", "office != Guid.Empty"), new("bool", "Guid? officen", "officen == Known"), new("bool", "Guid? officen", "officen is null"), new("bool", "Guid office", "office.Equals(Known)"),
        new("float", "Guid? officen, float x", "officen == new Guid(\"01234567-89AB-CDEF-0123-456789ABCDEF\") ? x : 0"), new("bool", "Guid? officen", "(officen ?? Guid.Empty) == Guid.Empty"), new("bool", "Guid? officen", "officen.GetValueOrDefault() == Known"), new("Guid", "Guid? officen", "officen ?? Known"), new("Guid?", "bool p, Guid office", "p ? office : null"),
    ];

    private static IEnumerable<ExpressionCase> Functions()
    {
        foreach (var (type, math, a, b) in new[] { ("float", "MathF", "x", "y"), ("double", "Math", "d", "e") })
        {
            foreach (string f in new[] { "Abs", "Floor", "Ceiling", "Truncate", "Round", "Sqrt" }) yield return new(type, $"{type} {a}", $"{math}.{f}({a})");
            foreach (string f in new[] { "Exp", "Log", "Sin", "Cos", "Tanh" }) yield return new(type, $"{type} {a}", $"{math}.{f}({a})", 1);
            yield return new(type, $"{type} {a}, {type} {b}", $"{math}.Pow({a}, {b})", 1);
            yield return new(type, $"{type} {a}, {type} {b}", $"Math.Min({a}, {b})");
            yield return new(type, $"{type} {a}, {type} {b}", $"{math}.Max({a}, {b})");
            yield return new(type, $"{type} {a}", $"Math.Clamp({a}, -2, 3)");
            yield return new(type, $"{type} {a}, {type} {b}", $"Math.Clamp({a}, {b}, 3)");
            yield return new("int", $"{type} {a}", $"Math.Sign({a})");
            foreach (string f in new[] { "IsNaN", "IsFinite", "IsInfinity" }) yield return new("bool", $"{type} {a}", $"{type}.{f}({a})");
            yield return new(type, $"{type} {a}", $"{type}.Sqrt({type}.Abs({a}))");
        }
        foreach (var (type, a, b) in new[] { ("int", "i", "j"), ("long", "l", "m") })
        {
            yield return new(type, $"{type} {a}", $"Math.Abs({a})");
            yield return new(type, $"{type} {a}, {type} {b}", $"Math.Max({a}, Math.Min({b}, 100))");
            yield return new(type, $"{type} {a}, {type} {b}", $"Math.Clamp({a}, 0, {b})");
            yield return new("int", $"{type} {a}", $"Math.Sign({a})");
        }
        yield return new("uint", "uint u, uint v", "Math.Max(u, v)");
    }

    private static IEnumerable<ExpressionCase> Blocks() =>
    [
        new("float", "float x, float y", "{ float sum = x + y; float twice = sum * 2; return twice > 3 ? twice : sum; }"), new("float", "float? xn, float y", "{ if (xn is not { } v) return -1; if (v > y) { return v; } else if (v == y) return 0; return y; }"),
        new("int", "int i, int j", "{ int ratio = i / j; return j > 0 ? 1 : 2; }"), new("int", "int i, int j", "{ if (j == 0) return 0; int ratio = i / j; return ratio; }"), new("float", "float x, bool p", "{ float rate = 1; if (p) rate = 2; rate += 0.5f; return x * rate; }"), new("float", "float x, bool p", "{ float rate; if (p) { rate = 2; } else { rate = 3; } const float unit = 10; return x * rate * unit; }"),
        new("float", "float x", "{ x *= 2; return x; }"), new("float", "float x, float y", "Twice(x) + Ratio(y, Twice(y))"), new("float", "float x", "x * Factor + Limits.Most"), new("int", "int i, int j", "Quotient(i, j) > 0 ? 1 : 0"), new("bool", "DateTime at", "at < Start"),
        new("float", "float x", "{ byte level = 250; level += 10; return x + level; }"),
    ];
}
