using System.Globalization;
using MlDsl.Columns;
using MlDsl.Plans;

namespace MlDsl.Training;

/// <summary>What of a column's values is profiled: the same in training and in serving.</summary>
internal sealed class ProfiledColumn
{
    // Texts of integers that are categories are made once.
    private const int MostKnown = 1024;

    private readonly Form form;
    private readonly string?[] known;

    private ProfiledColumn(string name, Form form, string? unit, bool isSensitive, bool isInteger)
    {
        (Name, this.form, Unit, IsSensitive, IsInteger) = (name, form, unit, isSensitive, isInteger);
        known = form == Form.Category ? new string?[MostKnown] : [];
    }

    private enum Form
    {
        Value,
        Length,
        Norm,
        HourOfWeek,
        Category,
    }

    /// <summary>The column's property.</summary>
    public string Name { get; }

    /// <summary>What a number is counted in; null where nobody says.</summary>
    public string? Unit { get; }

    /// <summary>Whether values are protected more than others.</summary>
    public bool IsSensitive { get; }

    /// <summary>Whether numbers are integers.</summary>
    public bool IsInteger { get; }

    /// <summary>What values are counted as.</summary>
    public ColumnProfileKind Kind => form == Form.Category ? ColumnProfileKind.Category : ColumnProfileKind.Number;

    /// <summary>What times are counted as: see <see cref="Of"/>.</summary>
    public const string HourOfWeek = "hour of week";

    /// <summary>What a number is of the value.</summary>
    public string Of => form switch { Form.Length => "length", Form.Norm => "norm", Form.HourOfWeek => HourOfWeek, _ => "" };

    /// <summary>The columns of an input, in the order of the schema, without those that only identify a row.</summary>
    public static ProfiledColumn[] AllOf(IEnumerable<ColumnSchema> inputs) => [.. inputs.Where(IsProfiled).Select(FromSchema)];

    /// <summary>Whether a column has a profile.</summary>
    public static bool IsProfiled(ColumnSchema column) => column.Role != ColumnRole.Id;

    /// <summary>What is profiled of a column.</summary>
    public static ProfiledColumn FromSchema(ColumnSchema column)
    {
        DeclaredType type = DeclaredType.Of(column);
        bool isCategory = column.Kind.StartsWith("Categorical", StringComparison.Ordinal) || type.Name == "bool";
        bool isNumber = type.Name is "sbyte" or "byte" or "short" or "ushort" or "int" or "uint" or "long" or "ulong" or "System.TimeSpan" or "float" or "double" or "decimal" or "System.Half";
        Form form = column.Kind.StartsWith("Text", StringComparison.Ordinal) ? Form.Length
            : type.IsTime ? Form.HourOfWeek
            : column.Length > 0 || type.Name.AsSpan().ContainsAny('[', '<') ? Form.Norm
            : isNumber && !isCategory ? Form.Value
            : Form.Category;
        bool isInteger = form is Form.Length or Form.HourOfWeek || (form == Form.Value && type.Name is not ("float" or "double" or "decimal" or "System.Half"));
        return new ProfiledColumn(column.Member, form, column.Unit, column.Role == ColumnRole.Sensitive, isInteger);
    }

    /// <summary>Scores that are numbers.</summary>
    public static ProfiledColumn OfNumbers(string name, string? unit = null, bool isSensitive = false) => new(name, Form.Value, unit, isSensitive, isInteger: false);

    /// <summary>Scores that are classes.</summary>
    public static ProfiledColumn OfClasses(string name, bool isSensitive = false) => new(name, Form.Category, null, isSensitive, isInteger: false);

    /// <summary>Of a column of numbers the number; NaN where there is none. What is too large for a float is the largest.</summary>
    public float NumberOf(in ColumnValue value)
    {
        if (value.IsMissing) return float.NaN;
        switch (form)
        {
            case Form.Length:
                return value.ToText()?.Length ?? float.NaN;
            case Form.HourOfWeek:
                return value.ToTime() is { } time ? ((((int)time.DayOfWeek + 6) % 7) * 24) + time.Hour : float.NaN;
            case Form.Norm:
                return NormOf(value.ToElements());
            default:
                if (value.ToSingle() is not { } single) return float.NaN;
                return float.IsInfinity(single) && value.ToDouble() is { } wide && double.IsFinite(wide) ? MathF.CopySign(float.MaxValue, single) : single;
        }
    }

    /// <summary>Of a column of categories the text; null where there is none.</summary>
    public string? TextOf(in ColumnValue value)
    {
        if (value.ToText() is { } text) return text;
        if (value.ToInt64() is { } integer) return integer is >= 0 and < MostKnown ? known[integer] ??= integer.ToString(CultureInfo.InvariantCulture) : integer.ToString(CultureInfo.InvariantCulture);
        if (value.ToUInt64() is { } whole) return whole.ToString(CultureInfo.InvariantCulture);
        return value.ToDecimal() is { } exact ? exact.ToString(CultureInfo.InvariantCulture) : value.ToSingle()?.ToString("R", CultureInfo.InvariantCulture);
    }

    private static float NormOf(float[]? elements)
    {
        if (elements is null) return float.NaN;
        double sum = 0;
        foreach (float element in elements)
            if (float.IsFinite(element)) sum += (double)element * element;
        return (float)Math.Min(Math.Sqrt(sum), float.MaxValue);
    }
}
