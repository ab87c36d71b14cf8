using System.Globalization;

namespace MlDsl.Generators.Columns;

/// <summary>Declared categories of types that are no text: whether a text is one, and which texts are the same.</summary>
internal static class DeclaredCategory
{
    /// <summary>The value of <paramref name="text"/>, for comparing; null where it is none of the type's.</summary>
    public static object? Read(ColumnType type, string text)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        switch (type.Kind)
        {
            case ValueKind.Integer:
                return type.IntegerLiteral(text);
            case ValueKind.DateOnly:
                return DateTime.TryParseExact(text, "yyyy-MM-dd", culture, DateTimeStyles.None, out DateTime date) ? date : null;
            case ValueKind.Character:
                return text.Length == 1 ? text[0] : null;
            case ValueKind.Guid:
                return Guid.TryParse(text, out Guid guid) ? guid : null;
            case ValueKind.Floating when type.Name == "decimal":
                return decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, culture, out decimal exact) ? exact : null;
            default:
                const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
                if (!double.TryParse(text, Styles, culture, out double value) || double.IsNaN(value) || double.IsInfinity(value)) return null;
                return type.Name == "double" ? value : (double)(float)value;
        }
    }

    /// <summary>What a declared value must be, as the rest of "is no …".</summary>
    public static string Said(ColumnType type) => type.Kind switch
    {
        ValueKind.Integer => $"integer of type '{type.Name}'",
        ValueKind.DateOnly => "date (yyyy-MM-dd)",
        ValueKind.Character => "single character",
        ValueKind.Guid => "Guid",
        _ => "finite number",
    };
}
