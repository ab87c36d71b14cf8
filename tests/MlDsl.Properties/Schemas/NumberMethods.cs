using MlDsl.Properties.Values;
using static MlDsl.Properties.Schemas.MadeMethods;

namespace MlDsl.Properties.Schemas;

/// <summary>Made-up feature methods over numbers and flags.</summary>
internal static class NumberMethods
{
    // Ops of a graph, and such as only the interpreter computes.
    private static readonly string[] Exact =
    [
        "Math.Floor({0} / 3)", "Math.Ceiling({0} * 0.7)", "Math.Truncate({0})", "Math.Round({0})", "Math.Abs({0})", "Math.Sqrt(Math.Abs({0}))", "Math.Min({0}, {1})", "Math.Max({0}, {1})",
        "Math.Clamp({0}, -2.0, 5.5)", "double.IsNaN({0}) ? -1.0 : 1.0", "double.IsFinite({0}) ? {0} : 0.0", "double.IsInfinity({0}) ? 1.0 : {0}", "{0} % 7.0", "{0} > {1} ? {0} : {1} - 1",
        "{0} is > 2.0 and < 9.0 or 11.0 ? 1.0 : 0.0", "-{0}", "(double)(float)({0} * 0.1)", "(int)Math.Clamp({0}, -1e6, 1e6)", "(long)Math.Clamp({0}, -1e15, 1e15)",
    ];

    private static readonly string[] Loose =
    [
        "Math.Exp(-Math.Abs({0}))", "Math.Log(1 + Math.Abs({0}))", "Math.Pow(1 + Math.Abs({0}), 0.25)", "Math.Sin(Math.Clamp({0}, -100.0, 100.0))", "Math.Cos(Math.Clamp({0}, -100.0, 100.0))", "Math.Tanh({0})",
    ];

    private static readonly string[] Interpreted = ["Math.Cbrt({0})", "Math.Log2(1 + Math.Abs({0}))", "Math.Log10(2 + Math.Abs({0}))", "Math.Atan2({0}, {1})", "Math.CopySign({0}, {1})", "Math.Asinh({0})"];

    private static readonly string[] Singles = ["MathF.Floor({0} / 3)", "MathF.Round({0})", "MathF.Abs({0} - 2)", "MathF.Min({0}, {1})", "MathF.Max({0}, {1})", "MathF.Sqrt(MathF.Abs({0}))", "{0} * {0} - {1}"];

    public static MadeMethod Make(Random random, string name, MadeColumn left, MadeColumn right, bool takesTarget) => random.Next(11) switch
    {
        0 => Category(random, name, left, takesTarget),
        1 => Double(random, name, left, right),
        2 => Function(random, name, left, right, Exact[random.Next(Exact.Length)]),
        3 => Function(random, name, left, right, Loose[random.Next(Loose.Length)]) with { IsLoose = true, Kind = "[Numeric]" },
        4 => Function(random, name, left, right, Interpreted[random.Next(Interpreted.Length)]),
        5 => Single(random, name, left, right),
        6 or 7 when Numbers.Integers.Contains(left.Type.TrimEnd('?')) => Integer(random, name, left),
        8 => Sign(random, name, left),
        9 => Other(random, name, left),
        _ => Arithmetic(random, name, left, right),
    };

    private static MadeMethod Arithmetic(Random random, string name, MadeColumn left, MadeColumn right)
    {
        bool isNullable = left.IsNullable || right.IsNullable;
        string type = isNullable ? "float?" : "float", l = Cast(left, "float"), r = Cast(right, "float");
        string body = random.Next(4) switch { 0 => $"{l} * 0.25f + 1f", 1 => $"{l} - {r}", 2 => $"{l} * {r}", _ => $"{l} / ({r} + 0.3f)" };
        return Made(random, name, left, right, type, body, isNullable);
    }

    private static MadeMethod Double(Random random, string name, MadeColumn left, MadeColumn right)
    {
        string l = Cast(left, "double"), r = Cast(right, "double");
        string body = random.Next(4) switch { 0 => $"{l} * 0.1 + 3", 1 => $"{l} - {r}", 2 => $"{l} / ({r} - 0.35)", _ => $"{l} % 7.5" };
        bool isNullable = left.IsNullable || (right.IsNullable && body.Contains(r, StringComparison.Ordinal));
        return Made(random, name, left, right, isNullable ? "double?" : "double", body, isNullable);
    }

    // What is missing is 0.5, so that no type may be missing.
    private static MadeMethod Function(Random random, string name, MadeColumn left, MadeColumn right, string body) =>
        Made(random, name, left, right, "double", string.Format(System.Globalization.CultureInfo.InvariantCulture, body, Given(left, "double", "0.5"), Given(right, "double", "0.5")), false);

    private static MadeMethod Single(Random random, string name, MadeColumn left, MadeColumn right) => Made(
        random, name, left, right, "float",
        string.Format(System.Globalization.CultureInfo.InvariantCulture, Singles[random.Next(Singles.Length)], Given(left, "float", "0.5f"), Given(right, "float", "0.5f")), false);

    private static MadeMethod Integer(Random random, string name, MadeColumn column)
    {
        string own = column.Type.TrimEnd('?'), type = own is "uint" or "long" or "ulong" ? own : "int", suffix = own switch { "uint" => "u", "long" => "L", "ulong" => "ul", _ => "" };
        string given = Parameter(column.Member);
        // A divisor that is 0 at an edge only, for which the method throws.
        bool mayThrow = column.Draws is NumberDraws { IsNarrow: true };
        string body = random.Next(6) switch
        {
            0 => $"{given} * 31{suffix} + 7{suffix}",
            1 => $"{given} / 7{suffix}",
            2 => $"{given} % 12{suffix}",
            3 when mayThrow => $"1000{suffix} / ({given} - 37{suffix})",
            4 when type is "int" or "long" && !column.IsNullable => $"Math.Abs({given})",
            _ => $"{given} - 3{suffix}",
        };
        return Made(random, name, column, column, type + (column.IsNullable ? "?" : ""), body, column.IsNullable);
    }

    // Of NaN it throws.
    private static MadeMethod Sign(Random random, string name, MadeColumn column) => Made(random, name, column, column, "int", $"Math.Sign({Given(column, "float", "0f")})", false);

    private static MadeMethod Other(Random random, string name, MadeColumn column) => column.Type switch
    {
        // Beyond the range of decimal it throws.
        "decimal" => Made(random, name, column, column, "decimal", $"{Parameter(column.Member)} * 3", false),
        "bool" => Made(random, name, column, column, "bool", $"!{Parameter(column.Member)}", false),
        _ => Made(random, name, column, column, "float", $"{Given(column, "float", "-1f")}.ToString(\"R\", System.Globalization.CultureInfo.InvariantCulture).Length", false) with { Kind = "[Feature(Version = 3), Numeric]" },
    };

    private static MadeMethod Category(Random random, string name, MadeColumn number, bool takesTarget)
    {
        string given = Parameter(number.Member), type = number.Type.TrimEnd('?');
        if (random.Next(2) == 0 && Numbers.Integers.Contains(type))
        {
            string body = $"{given} switch {{ {(number.IsNullable ? "null => -1, " : "")}< 2 => 0, 2 or 3 => 1, _ => 2 }}";
            return new(name, [number.Member], $"[Categorical({CategoryColumns.Options(random, "int", takesTarget)})]", "int", Declared(number), body);
        }
        string value = type == "bool" ? $"{given} == true" : $"{given} > ({type})2";
        return new(name, [number.Member], $"[Categorical({CategoryColumns.Options(random, "bool", takesTarget)})]", "bool", Declared(number), value);
    }

    private static MadeMethod Made(Random random, string name, MadeColumn left, MadeColumn right, string type, string body, bool isNullable)
    {
        MadeColumn[] taken = [.. new[] { left, right }.DistinctBy(static c => c.Member).Where(c => body.Contains(Parameter(c.Member), StringComparison.Ordinal))];
        return new(name, [.. taken.Select(static c => c.Member)], $"[Numeric({NumericColumns.Options(random, isNullable)})]", type, string.Join(", ", taken.Select(Declared)), body);
    }

    // As a floating number, missing where the value is.
    private static string Cast(MadeColumn column, string type) => column.Type switch
    {
        "bool" => $"({Parameter(column.Member)} ? ({type})1 : 0)",
        "bool?" => $"({Parameter(column.Member)} switch {{ true => ({type})1, false => ({type})0, null => ({type}?)null }})",
        _ => $"({type}{(column.IsNullable ? "?" : "")}){Parameter(column.Member)}",
    };

    private static string Given(MadeColumn column, string type, string missing) => column.IsNullable ? $"(({Cast(column, type)}) ?? {missing})" : $"({Cast(column, type)})";
}
