using System.Globalization;
using System.Numerics;
using MlDsl.Generators.Columns;

namespace MlDsl.Generators.Contracts;

/// <summary>The ends of a range as values of the column's type.</summary>
internal static class RangeBounds
{
    private const DateTimeStyles Style = DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal;
    private static readonly string[] Forms = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>Both ends as code; null with what is wrong.</summary>
    public static (string Min, string Max)? Of(ColumnType type, object? min, object? max, out string? problem)
    {
        problem = type.IsNumber ? null
            : type.Kind is not (ValueKind.DateTime or ValueKind.DateTimeOffset or ValueKind.DateOnly or ValueKind.TimeOnly or ValueKind.TimeSpan) ? $"[Range] is on numbers and times, and this is '{type.DisplayName}'; leave it out"
            : min is string && max is string ? null : $"bounds of '{type.DisplayName}' are texts, such as {Example(type)}";
        if (problem is not null) return null;
        if (EndOf(type, min, isLeast: true) is not { } low || EndOf(type, max, isLeast: false) is not { } high)
        {
            object? wrong = EndOf(type, min, isLeast: true) is null ? min : max;
            problem = $"the bound {Said(wrong)} is no value of '{type.DisplayName.TrimEnd('?')}'{(type.IsNumber ? "" : $"; write it as {Example(type)}")}";
            return null;
        }
        if (low.Place.CompareTo(high.Place) <= 0) return (low.Code, high.Code);
        problem = $"the range from {Said(min)} to {Said(max)} is empty; exchange its bounds";
        return null;
    }

    /// <summary>A bound as it is declared.</summary>
    public static string Said(object? bound) => bound switch
    {
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        string text => Literals.Text(text),
        _ => "null",
    };

    // What the bound is as code, and a value to compare it by; an infinite or empty one is the type's own end.
    private static (string Code, IComparable Place)? EndOf(ColumnType type, object? bound, bool isLeast)
    {
        bool isOpen = bound is "" || (bound is double open && double.IsInfinity(open) && double.IsNegativeInfinity(open) == isLeast);
        if (type.Kind == ValueKind.Floating && type.Name != "decimal") return isOpen ? Binary(type, isLeast ? double.NegativeInfinity : double.PositiveInfinity) : bound switch
        {
            double number when !double.IsNaN(number) => Binary(type, number),
            string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && !double.IsNaN(number) => Binary(type, number),
            _ => null,
        };
        if (type.IsNumber) return isOpen ? ($"{type.Name}.{(isLeast ? "MinValue" : "MaxValue")}", isLeast ? decimal.MinValue : decimal.MaxValue) : Exact(type, bound);
        return isOpen ? ($"{type.Name}.{(isLeast ? "MinValue" : "MaxValue")}", isLeast ? long.MinValue : long.MaxValue) : Time(type, (string)bound!);
    }

    private static (string, IComparable)? Binary(ColumnType type, double number) => (type.Name == "double" ? Literals.Number(number) : $"({type.Name})({Literals.Number(number)})", number);

    private static (string, IComparable)? Exact(ColumnType type, object? bound)
    {
        // A double within a decimal's reach; whole for an integer.
        decimal? value = bound switch
        {
            // A cast would keep fifteen digits: a whole number is as it is, another as it is written.
            double number when Math.Abs(number) < 7.9e28 => Math.Floor(number) == number ? (decimal)new BigInteger(number) : decimal.Parse(Said(number), NumberStyles.Float, CultureInfo.InvariantCulture),
            string text when decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) => number,
            _ => null,
        };
        if (value is not { } exact) return null;
        if (type.Name == "decimal") return (exact.ToString(CultureInfo.InvariantCulture) + "m", exact);
        if (decimal.Truncate(exact) != exact || type.IntegerLiteral(decimal.Truncate(exact).ToString("0", CultureInfo.InvariantCulture)) is not { } literal) return null;
        return ($"({type.Name})({literal})", exact);
    }

    private static (string, IComparable)? Time(ColumnType type, string text)
    {
        if (type.Kind is ValueKind.TimeSpan or ValueKind.TimeOnly)
        {
            if (!TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan span)) return null;
            if (type.Kind == ValueKind.TimeOnly && (span < TimeSpan.Zero || span.Days > 0)) return null;
            return ($"new {type.Name}({Literals.Whole(span.Ticks)}L)", span.Ticks);
        }
        // Nothing that a build of another day or place would read otherwise.
        if (!DateTime.TryParseExact(text, Forms, CultureInfo.InvariantCulture, Style, out DateTime time)) return null;
        return type.Kind switch
        {
            ValueKind.DateTimeOffset => ($"new {type.Name}({Literals.Whole(time.Ticks)}L, global::System.TimeSpan.Zero)", time.Ticks),
            ValueKind.DateOnly => time.TimeOfDay == TimeSpan.Zero ? ($"{type.Name}.FromDayNumber({Literals.Whole(time.Ticks / TimeSpan.TicksPerDay)})", time.Ticks) : null,
            _ => ($"new {type.Name}({Literals.Whole(time.Ticks)}L)", time.Ticks),
        };
    }

    private static string Example(ColumnType type) => type.Kind switch
    {
        ValueKind.DateOnly => "\"2024-01-31\"",
        ValueKind.TimeOnly => "\"08:30\"",
        ValueKind.TimeSpan => "\"1.02:30:00\"",
        _ => "\"2024-01-31T08:30:00Z\"",
    };
}
