using System.Globalization;
using System.Numerics;
using MlDsl.Columns;
using MlDsl.Plans;

namespace MlDsl.Training;

/// <summary>What of a value is counted.</summary>
internal enum ProfiledForm
{
    None,
    Value,
    Length,
    Norm,
    HourOfWeek,
    Category,
}

/// <summary>What of a column's values is profiled: the same in training and in serving.</summary>
internal sealed class ProfiledColumn
{
    // Texts of integers that are categories are made once.
    private const int MostKnown = 1024;

    private readonly ProfiledForm form;
    private readonly string?[] known;

    private ProfiledColumn(string name, ProfiledForm form, string? unit, bool isSensitive, bool isInteger)
    {
        (Name, this.form, Unit, IsSensitive, IsInteger) = (name, form, unit, isSensitive, isInteger);
        known = form == ProfiledForm.Category ? new string?[MostKnown] : [];
    }

    /// <summary>The column's property.</summary>
    public string Name { get; }

    /// <summary>What a number is counted in; null where nobody says.</summary>
    public string? Unit { get; }

    /// <summary>Whether values are protected more than others.</summary>
    public bool IsSensitive { get; }

    /// <summary>Whether numbers are integers.</summary>
    public bool IsInteger { get; }

    /// <summary>What of a value is counted.</summary>
    public ProfiledForm Form => form;

    /// <summary>What values are counted as.</summary>
    public ColumnProfileKind Kind => form == ProfiledForm.Category ? ColumnProfileKind.Category : ColumnProfileKind.Number;

    /// <summary>What times are counted as: see <see cref="Of"/>.</summary>
    public const string HourOfWeek = "hour of week";

    /// <summary>What a number is of the value.</summary>
    public string Of => form switch { ProfiledForm.Length => "length", ProfiledForm.Norm => "norm", ProfiledForm.HourOfWeek => HourOfWeek, _ => "" };

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
        ProfiledForm form = column.Kind.StartsWith("Text", StringComparison.Ordinal) ? ProfiledForm.Length
            : type.IsTime ? ProfiledForm.HourOfWeek
            : column.Length > 0 || type.Name.AsSpan().ContainsAny('[', '<') ? ProfiledForm.Norm
            : isNumber && !isCategory ? ProfiledForm.Value
            : ProfiledForm.Category;
        bool isInteger = form is ProfiledForm.Length or ProfiledForm.HourOfWeek || (form == ProfiledForm.Value && type.Name is not ("float" or "double" or "decimal" or "System.Half"));
        return new ProfiledColumn(column.Member, form, column.Unit, column.Role == ColumnRole.Sensitive, isInteger);
    }

    /// <summary>Scores that are numbers.</summary>
    public static ProfiledColumn OfNumbers(string name, string? unit = null, bool isSensitive = false) => new(name, ProfiledForm.Value, unit, isSensitive, isInteger: false);

    /// <summary>Scores that are classes.</summary>
    public static ProfiledColumn OfClasses(string name, bool isSensitive = false) => new(name, ProfiledForm.Category, null, isSensitive, isInteger: false);

    /// <summary>Of a column of numbers the number; NaN where there is none. What is too large for a float is the largest.</summary>
    public float NumberOf(in ColumnValue value)
    {
        if (value.IsMissing) return float.NaN;
        switch (form)
        {
            case ProfiledForm.Length:
                return value.ToText()?.Length ?? float.NaN;
            case ProfiledForm.HourOfWeek:
                // The calendar's first day is a Monday, and so the first of a week.
                return value.ToTime() is { } time ? time.Ticks / TimeSpan.TicksPerHour % (7 * 24) : float.NaN;
            case ProfiledForm.Norm:
                return NormOf(value.ToElements());
            default:
                return value.Kind == ColumnValueKind.Number && value.ToDouble() is { } wide && !double.IsFinite((float)wide) ? Narrow(wide) : value.ToSingle() ?? float.NaN;
        }
    }

    /// <summary>A number as it is counted: what is finite stays so.</summary>
    public static float Narrow(double value)
    {
        float single = (float)value;
        return float.IsInfinity(single) && double.IsFinite(value) ? MathF.CopySign(float.MaxValue, single) : single;
    }

    /// <summary>The length of a vector, its missing and infinite elements left out; NaN where it is missing. What is too large for a float is the largest.</summary>
    public static float NormOf<T>(Elements<T> elements) where T : struct, INumberBase<T>
    {
        if (elements.IsMissing) return float.NaN;
        double sum = 0;
        for (int i = 0; i < elements.Length; i++) sum += SquareOf(float.CreateTruncating(elements[i]));
        return NormOf(sum);
    }

    /// <inheritdoc cref="NormOf{T}(Elements{T})"/>
    public static float NormOf<T>(Elements<T?> elements) where T : struct, INumberBase<T>
    {
        if (elements.IsMissing) return float.NaN;
        double sum = 0;
        for (int i = 0; i < elements.Length; i++)
            if (elements[i] is { } element) sum += SquareOf(float.CreateTruncating(element));
        return NormOf(sum);
    }

    /// <summary>Of a column of categories the text of a flag.</summary>
    public static string TextOf(bool flag) => flag ? "true" : "false";

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
        foreach (float element in elements) sum += SquareOf(element);
        return NormOf(sum);
    }

    private static double SquareOf(float element) => float.IsFinite(element) ? (double)element * element : 0;

    private static float NormOf(double squares) => (float)Math.Min(Math.Sqrt(squares), float.MaxValue);
}
