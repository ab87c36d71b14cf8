using System.Globalization;
using System.Text.Json;
using MlDsl.Columns;
using MlDsl.Plans;

namespace MlDsl.Training;

/// <summary>A column of a model whose types are known only at run time: what it takes, and how it is read.</summary>
internal sealed class DynamicColumn(ColumnSchema schema)
{
    // A row by name has its ticks.
    private const string Duration = "System.TimeSpan";

    private readonly DeclaredType type = DeclaredType.Of(schema);

    public string Name => schema.Name;

    public string Member => schema.Member;

    private ColumnValueKind Kind => type.Name switch
    {
        "bool" => ColumnValueKind.Flag,
        "float" or "double" or "decimal" or "System.Half" => ColumnValueKind.Number,
        "sbyte" or "byte" or "short" or "ushort" or "int" or "uint" or "long" or "ulong" or Duration => ColumnValueKind.Integer,
        "System.DateTime" or "System.DateTimeOffset" or "System.TimeOnly" => ColumnValueKind.Time,
        "System.DateOnly" => ColumnValueKind.Date,
        _ => schema.Length > 0 ? ColumnValueKind.Vector : ColumnValueKind.Text,
    };

    // The elements of the typed vector are rounded once, from their own text or number.
    private bool HasSingles => type.Name.Contains("float", StringComparison.Ordinal);

    /// <summary>The value as the typed property would hold it.</summary>
    /// <exception cref="ArgumentException">It is of another type, or beyond the type's range.</exception>
    public ColumnValue Accept(ColumnValue value)
    {
        if (value.IsMissing) return value;
        bool fits = Kind switch
        {
            ColumnValueKind.Number => value.Kind is ColumnValueKind.Number or ColumnValueKind.Integer,
            ColumnValueKind.Text => value.Kind is ColumnValueKind.Text or ColumnValueKind.Class,
            var kind => value.Kind == kind,
        };
        if (!fits || !IsInRange(value)) throw Mistyped($"{value}");
        return type.Name switch
        {
            "float" => ColumnValue.Number(value.ToSingle()!.Value),
            "System.Half" => ColumnValue.Number((double)(Half)value.ToDouble()!.Value),
            // In the form that a typed value has as a text.
            "System.Guid" => ColumnValue.Text(Guid.Parse(value.ToText()!).ToString()),
            _ => value,
        };
    }

    /// <summary>The value that a JSON property holds.</summary>
    public ColumnValue Read(JsonElement json)
    {
        try
        {
            return (Kind, json.ValueKind) switch
            {
                (_, JsonValueKind.Null) => ColumnValue.Missing,
                (ColumnValueKind.Flag, JsonValueKind.True or JsonValueKind.False) => ColumnValue.Flag(json.GetBoolean()),
                (ColumnValueKind.Number, JsonValueKind.Number) => type.Name switch
                {
                    "decimal" => ColumnValue.Number(json.GetDecimal()),
                    "float" => ColumnValue.Number(json.GetSingle()),
                    _ => Accept(ColumnValue.Number(json.GetDouble())),
                },
                (ColumnValueKind.Integer, JsonValueKind.Number) => Accept(type.Name == "ulong" ? ColumnValue.Integer(json.GetUInt64()) : ColumnValue.Integer(json.GetInt64())),
                (ColumnValueKind.Integer, JsonValueKind.String) when type.Name == Duration =>
                    ColumnValue.Integer(TimeSpan.ParseExact(json.GetString()!, "c", CultureInfo.InvariantCulture).Ticks),
                (ColumnValueKind.Text, JsonValueKind.String) => Accept(ColumnValue.Text(json.GetString())),
                (ColumnValueKind.Time, JsonValueKind.String) => type.Name switch
                {
                    "System.DateTime" => ColumnValue.Time(json.GetDateTime()),
                    "System.TimeOnly" => ColumnValue.Time(TimeOnly.Parse(json.GetString()!, CultureInfo.InvariantCulture)),
                    _ => ColumnValue.Time(json.GetDateTimeOffset()),
                },
                (ColumnValueKind.Vector, JsonValueKind.Array) => Accept(ColumnValue.Vector(
                    [.. json.EnumerateArray().Select(e => e.ValueKind == JsonValueKind.Null ? float.NaN : HasSingles ? e.GetSingle() : (float)e.GetDouble())])),
                (ColumnValueKind.Date, JsonValueKind.String) => ColumnValue.Date(DateOnly.ParseExact(json.GetString()!, "O", CultureInfo.InvariantCulture)),
                _ => throw Mistyped($"the JSON {json.GetRawText()}"),
            };
        }
        catch (Exception problem) when (problem is FormatException or InvalidOperationException or OverflowException)
        {
            throw Mistyped($"the JSON {json.GetRawText()}");
        }
    }

    /// <summary>The value of a record's field.</summary>
    public ColumnValue Read(ref FieldReader fields, int column)
    {
        ColumnValue value = ReadAny(ref fields, column);
        // Refused where it stands, with its line, as the typed column refuses it.
        if (value.IsMissing && !type.IsNullable)
        {
            if (Kind == ColumnValueKind.Vector) fields.Vector<float>(column);
            else fields.Text(column);
        }
        return value;
    }

    /// <summary>The value of a row's member in JSON.</summary>
    public ColumnValue Read(ref JsonFields fields)
    {
        int column = fields.Column;
        if (fields.IsMissing)
        {
            // Refused where it stands, as the typed column refuses it.
            if (!type.IsNullable) fields.Text(column);
            return ColumnValue.Missing;
        }
        return type.Name switch
        {
            "bool" => ColumnValue.Flag(fields.Flag(column)),
            "float" => ColumnValue.Number(fields.Number<float>(column)),
            "double" => ColumnValue.Number(fields.Number<double>(column)),
            "System.Half" => ColumnValue.Number((double)fields.Number<Half>(column)),
            "decimal" => ColumnValue.Number(fields.Number<decimal>(column)),
            "sbyte" => ColumnValue.Integer((long)fields.Number<sbyte>(column)),
            "byte" => ColumnValue.Integer((long)fields.Number<byte>(column)),
            "short" => ColumnValue.Integer((long)fields.Number<short>(column)),
            "ushort" => ColumnValue.Integer((long)fields.Number<ushort>(column)),
            "int" => ColumnValue.Integer((long)fields.Number<int>(column)),
            "uint" => ColumnValue.Integer((long)fields.Number<uint>(column)),
            "long" => ColumnValue.Integer(fields.Number<long>(column)),
            "ulong" => ColumnValue.Integer(fields.Number<ulong>(column)),
            "System.DateTime" => ColumnValue.Time(fields.DateTime(column)),
            "System.DateTimeOffset" => ColumnValue.Time(fields.DateTimeOffset(column)),
            "System.TimeOnly" => ColumnValue.Time(fields.TimeOnly(column)),
            "System.DateOnly" => ColumnValue.Date(fields.DateOnly(column)),
            "char" => ColumnValue.Text(fields.Character(column).ToString()),
            "System.Guid" => ColumnValue.Text(fields.Guid(column).ToString()),
            // An element that is missing is NaN, and the encoding says whether it may be.
            _ when Kind == ColumnValueKind.Vector => ColumnValue.Vector(HasSingles
                ? fields.Vector<float>(column, takesNaN: true)
                : [.. fields.Vector<double>(column, takesNaN: true).Select(static v => (float)v)]),
            // A text, or the name of an enum's member.
            _ => ColumnValue.Text(fields.Text(column)),
        };
    }

    private ColumnValue ReadAny(ref FieldReader fields, int column) => Kind switch
    {
        ColumnValueKind.Flag => fields.FlagOrNull(column) is { } flag ? ColumnValue.Flag(flag) : ColumnValue.Missing,
        ColumnValueKind.Integer when type.Name == Duration => fields.TimeSpanOrNull(column) is { } duration ? ColumnValue.Integer(duration.Ticks) : ColumnValue.Missing,
        ColumnValueKind.Integer => type.Name == "ulong"
            ? fields.NumberOrNull<ulong>(column) is { } large ? ColumnValue.Integer(large) : ColumnValue.Missing
            : fields.NumberOrNull<long>(column) is { } whole ? Accept(ColumnValue.Integer(whole)) : ColumnValue.Missing,
        ColumnValueKind.Number => type.Name switch
        {
            "decimal" => fields.NumberOrNull<decimal>(column) is { } exact ? ColumnValue.Number(exact) : ColumnValue.Missing,
            "float" => fields.NumberOrNull<float>(column) is { } single ? ColumnValue.Number(single) : ColumnValue.Missing,
            _ => fields.NumberOrNull<double>(column) is { } number ? Accept(ColumnValue.Number(number)) : ColumnValue.Missing,
        },
        ColumnValueKind.Time => type.Name switch
        {
            "System.DateTime" => fields.DateTimeOrNull(column) is { } time ? ColumnValue.Time(time) : ColumnValue.Missing,
            "System.TimeOnly" => fields.TimeOnlyOrNull(column) is { } hour ? ColumnValue.Time(hour) : ColumnValue.Missing,
            _ => fields.DateTimeOffsetOrNull(column) is { } offset ? ColumnValue.Time(offset) : ColumnValue.Missing,
        },
        ColumnValueKind.Vector => ColumnValue.Vector(HasSingles
            ? fields.VectorOrNull<float>(column, takesNaN: true)
            : fields.VectorOrNull<double>(column, takesNaN: true)?.Select(static v => (float)v).ToArray()),
        ColumnValueKind.Date => fields.DateOnlyOrNull(column) is { } date ? ColumnValue.Date(date) : ColumnValue.Missing,
        _ => type.Name switch
        {
            "char" => ColumnValue.Text(fields.CharacterOrNull(column)?.ToString()),
            "System.Guid" => ColumnValue.Text(fields.GuidOrNull(column)?.ToString()),
            _ => ColumnValue.Text(fields.TextOrNull(column)),
        },
    };

    /// <summary>The value that a database gives.</summary>
    public ColumnValue Read(object value) => Accept(value switch
    {
        DBNull => ColumnValue.Missing,
        bool flag => ColumnValue.Flag(flag),
        float number => ColumnValue.Number(number),
        double number => ColumnValue.Number(number),
        Half number => ColumnValue.Number((double)number),
        decimal number => Kind == ColumnValueKind.Integer && decimal.Truncate(number) == number && number is >= long.MinValue and <= long.MaxValue
            ? ColumnValue.Integer((long)number)
            : ColumnValue.Number(number),
        ulong number => ColumnValue.Integer(number),
        sbyte or byte or short or ushort or int or uint or long => ColumnValue.Integer(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        string text => ColumnValue.Text(text),
        char letter => ColumnValue.Text(letter.ToString()),
        Guid id => ColumnValue.Text(id.ToString()),
        TimeOnly hour => ColumnValue.Time(hour),
        TimeSpan duration when type.Name == Duration => ColumnValue.Integer(duration.Ticks),
        TimeSpan hour when type.Name == "System.TimeOnly" => ColumnValue.Time(TimeOnly.FromTimeSpan(hour)),
        float[] vector => ColumnValue.Vector(vector),
        double[] vector => ColumnValue.Vector([.. vector.Select(static v => (float)v)]),
        DateOnly date => ColumnValue.Date(date),
        DateTime time => Kind == ColumnValueKind.Date ? ColumnValue.Date(DateOnly.FromDateTime(time)) : ColumnValue.Time(time),
        DateTimeOffset time => ColumnValue.Time(time),
        _ => throw Mistyped($"a value of the type {value.GetType().Name}"),
    });

    private bool IsInRange(ColumnValue value) => type.Name switch
    {
        "char" => value.ToText()!.Length == 1,
        "System.Guid" => Guid.TryParse(value.ToText(), out _),
        "sbyte" => value.ToInt64() is >= sbyte.MinValue and <= sbyte.MaxValue,
        "byte" => value.ToInt64() is >= byte.MinValue and <= byte.MaxValue,
        "short" => value.ToInt64() is >= short.MinValue and <= short.MaxValue,
        "ushort" => value.ToInt64() is >= ushort.MinValue and <= ushort.MaxValue,
        "int" => value.ToInt64() is >= int.MinValue and <= int.MaxValue,
        "uint" => value.ToInt64() is >= uint.MinValue and <= uint.MaxValue,
        "long" or Duration => value.ToInt64() is not null,
        "ulong" => value.ToUInt64() is not null,
        _ => value.ToElements() is not { } elements || elements.Length == schema.Length,
    };

    private ArgumentException Mistyped(string found) => new($"The column '{Name}' is '{schema.Type}', and {found} is given; give a value of that type", nameof(found));
}
