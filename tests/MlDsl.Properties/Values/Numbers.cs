using System.Numerics;

namespace MlDsl.Properties.Values;

/// <summary>Boxed numbers of any type that a column may have.</summary>
internal static class Numbers
{
    public static string[] Integers { get; } = ["sbyte", "byte", "short", "ushort", "int", "uint", "long", "ulong"];

    public static string[] Fractions { get; } = ["System.Half", "float", "double", "decimal"];

    /// <summary>The value of the type nearest to a number, or its last one where it is beyond; a flag says whether it is above 1.</summary>
    public static object Of(string type, double value) => type switch
    {
        "bool" => value > 1,
        "sbyte" => Whole<sbyte>(value),
        "byte" => Whole<byte>(value),
        "short" => Whole<short>(value),
        "ushort" => Whole<ushort>(value),
        "int" => Whole<int>(value),
        "uint" => Whole<uint>(value),
        "long" => Whole<long>(value),
        "ulong" => Whole<ulong>(value),
        "System.Half" => (Half)value,
        "float" => (float)value,
        "double" => value,
        "decimal" => double.IsFinite(value) && Math.Abs(value) < 7.9e28 ? (decimal)value : value > 0 ? decimal.MaxValue : 0m,
        _ => throw new NotSupportedException(type),
    };

    /// <summary>A number itself, or one of its neighbours in the type or in float, or what lies half way between two floats.</summary>
    public static object Beside(string type, double value, Random random)
    {
        float single = (float)value;
        double other = random.Next(9) switch
        {
            0 => single,
            1 => MathF.BitIncrement(single),
            2 => MathF.BitDecrement(single),
            3 => ((double)single + MathF.BitIncrement(single)) / 2,
            4 => ((double)single + MathF.BitDecrement(single)) / 2,
            5 => Math.BitIncrement(value),
            6 => Math.BitDecrement(value),
            7 => Math.BitIncrement(((double)single + MathF.BitIncrement(single)) / 2),
            _ => value,
        };
        if (type == "System.Half" && Half.IsFinite((Half)value) && random.Next(2) == 0)
            return random.Next(2) == 0 ? Half.BitIncrement((Half)value) : Half.BitDecrement((Half)value);
        if (type == "decimal" && Math.Abs(value) < 1e15) return Of(type, value) is decimal exact ? exact + (random.Next(-1, 2) * 0.0000000000001m) : 0m;
        if (Integers.Contains(type)) other += random.Next(-1, 2);
        return Of(type, other);
    }

    /// <summary>The ends of the type, its smallest steps, and what is no number.</summary>
    public static object Extreme(string type, Random random)
    {
        int which = random.Next(8);
        return type switch
        {
            "float" => which switch { 0 => float.NaN, 1 => float.PositiveInfinity, 2 => float.NegativeInfinity, 3 => float.MaxValue, 4 => float.MinValue, 5 => float.Epsilon, 6 => -float.Epsilon, _ => 1e38f },
            "double" => which switch { 0 => double.NaN, 1 => double.PositiveInfinity, 2 => double.NegativeInfinity, 3 => double.MaxValue, 4 => 1e300, 5 => double.Epsilon, 6 => 3.4028235677973366e38, _ => -1e-46 },
            "System.Half" => which switch { 0 => Half.NaN, 1 => Half.PositiveInfinity, 2 => Half.NegativeInfinity, 3 => Half.MaxValue, 4 => Half.MinValue, 5 => Half.Epsilon, _ => Half.NegativeZero },
            "decimal" => which switch { 0 => decimal.MaxValue, 1 => decimal.MinValue, 2 => 0.0000000000000000000000000001m, 3 => 0.10m, 4 => -0.0m, _ => 0.1m },
            _ => Of(type, (which % 4) switch { 0 => double.PositiveInfinity, 1 => double.NegativeInfinity, 2 => 0, _ => 1 }),
        };
    }

    /// <summary>An integer where floats have gaps, and rounding to double and then to float is not rounding to float.</summary>
    public static object Gap(string type, Random random)
    {
        ulong value = (1UL << random.Next(63)) + (ulong)random.Next(-2, 1 << 10);
        return type switch
        {
            "long" => unchecked((long)value),
            "ulong" => value + (random.Next(2) == 0 ? 1UL << 63 : 0),
            "int" => unchecked((int)value),
            "uint" => unchecked((uint)value),
            "decimal" => (decimal)value,
            _ => Of(type, value),
        };
    }

    /// <summary>A boxed number as the nearest float, as C# converts it.</summary>
    public static float Single(object value) => value switch
    {
        bool v => v ? 1 : 0,
        sbyte v => v,
        byte v => v,
        short v => v,
        ushort v => v,
        int v => v,
        uint v => v,
        long v => v,
        ulong v => v,
        Half v => (float)v,
        float v => v,
        double v => (float)v,
        decimal v => (float)v,
        _ => throw new NotSupportedException(value.GetType().Name),
    };

    private static object Whole<T>(double value) where T : IBinaryInteger<T> => double.IsNaN(value) ? T.Zero : T.CreateSaturating(Math.Round(value));
}
