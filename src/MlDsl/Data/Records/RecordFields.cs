using System.Numerics;

namespace MlDsl;

/// <summary>
/// The values of one record after the other, numbered like the schema's columns, as the reader of fields hands them to generated code. A text in a
/// column of another type is read as the same text in a file of separated values.
/// </summary>
internal sealed partial class RecordFields(DatasetSchema schema, RecordBinding binding, RecordReader reader, string source, RecordOptions options)
{
    private readonly FlagText flags = new(CsvOptions.Default);
    private readonly TextPool pool = new();
    private readonly int timeColumn = schema.Columns.ToList().FindIndex(static c => c.Role == ColumnRole.EventTime);
    private readonly TimeFormat[] formats =
        [.. schema.Columns.Select(c => TimeFormat.Of(options.ColumnTimes.GetValueOrDefault(c.Name), options.DateFormat))];

    private readonly IReadOnlyDictionary<string, string>?[] spellings = [.. schema.Columns.Select(c => options.Spellings.GetValueOrDefault(c.Name))];
    private byte[] scratch = new byte[256];
    private (DateTimeKind Kind, string Place)? times;

    public string? TextOrNull(int column)
    {
        if (TryTextColumn(column, out string? text)) return text;
        RecordValue value = Value(column);
        switch (value.Kind)
        {
            case RecordValueKind.Missing:
                return null;
            case RecordValueKind.Text:
                return pool.Get(Utf8(value)) ?? throw Wrong(column, value, "is no text in UTF-8", "write the file in UTF-8");
            case RecordValueKind.Integer or RecordValueKind.Unsigned or RecordValueKind.Guid:
                return value.ToString();
            case RecordValueKind.Digits when !value.Bytes.ContainsAny(".eE"u8):
                return pool.Get(value.Bytes);
            default:
                throw Wrong(column, value, "is no text", "make it one where the records come from, or declare the property as its type");
        }
    }

    public T? NumberOrNull<T>(int column) where T : struct, INumberBase<T>
    {
        if (TryColumn(column, out T? number) && (number is not { } there || T.IsFinite(there))) return number;
        RecordValue value = Value(column);
        return value.Kind == RecordValueKind.Missing ? null : AsNumber<T>(column, value, "");
    }

    public bool? FlagOrNull(int column)
    {
        if (TryColumn(column, out bool? known)) return known;
        RecordValue value = Value(column);
        if (value.Kind == RecordValueKind.Missing) return null;
        if (value.Kind == RecordValueKind.Flag) return value.IsTrue;
        if (value.Kind == RecordValueKind.Text && flags.TryRead(Utf8(value), out bool flag)) return flag;
        // Databases without flags have 1 and 0.
        if (RecordNumbers.TryRead(value, out int number) && number is 0 or 1) return number == 1;
        throw Wrong(column, value, "is not a flag", "it is true or false, 1 or 0, or one of their words");
    }

    public T? EnumerationOrNull<T>(int column) where T : struct, Enum
    {
        RecordValue value = Value(column);
        if (value.Kind == RecordValueKind.Missing) return null;
        T member = default;
        Span<byte> digits = stackalloc byte[20];
        bool isOne = value.Kind == RecordValueKind.Text ? EnumText<T>.TryRead(Utf8(value), out member)
            : RecordNumbers.TryRead(value, out long number) && number.TryFormat(digits, out int length, default, System.Globalization.CultureInfo.InvariantCulture)
                && EnumText<T>.TryRead(digits[..length], out member);
        return isOne ? member : throw Wrong(column, value, $"is no member of {typeof(T).Name}", $"it has {EnumText<T>.All}");
    }

    public DateTime? DateTimeOrNull(int column)
    {
        RecordValue value = Value(column);
        if (value.Kind == RecordValueKind.Missing) return null;
        DateTime time = AsTime(column, value);
        if (column == timeColumn) CheckOrder(column, time.Kind);
        return time;
    }

    public DateTimeOffset? DateTimeOffsetOrNull(int column)
    {
        RecordValue value = Value(column);
        if (value.Kind == RecordValueKind.Missing) return null;
        if (value.Kind == RecordValueKind.OffsetTime) return value.AsOffsetTime;
        if (value.Kind == RecordValueKind.Text)
        {
            return formats[column].TryRead(Utf8(value), out DateTime clock, out TimeSpan? offset, out string? problem)
                ? new DateTimeOffset(clock, offset ?? TimeSpan.Zero)
                : throw NotDate(column, value, "date and time", problem);
        }
        DateTime shown = AsShown(column, value);
        TimeSpan? place = shown.Kind == DateTimeKind.Unspecified ? OffsetOf(column, value, shown) : null;
        return new DateTimeOffset(DateTime.SpecifyKind(shown, DateTimeKind.Unspecified), place ?? TimeSpan.Zero);
    }

    public DateOnly? DateOnlyOrNull(int column)
    {
        RecordValue value = Value(column);
        switch (value.Kind)
        {
            case RecordValueKind.Missing:
                return null;
            case RecordValueKind.Date:
                return value.AsDate;
            case RecordValueKind.Time when value.AsTime is { Kind: DateTimeKind.Unspecified } time && time.TimeOfDay == TimeSpan.Zero:
                return DateOnly.FromDateTime(time);
            case RecordValueKind.Text:
                bool parsed = formats[column].TryRead(Utf8(value), out DateTime clock, out TimeSpan? offset, out string? problem);
                return parsed && offset is null && clock.TimeOfDay == TimeSpan.Zero ? DateOnly.FromDateTime(clock) : throw NotDate(column, value, "date", problem);
            default:
                throw NotDate(column, value, "date", null);
        }
    }

    public TimeOnly? TimeOnlyOrNull(int column)
    {
        RecordValue value = Value(column);
        return value.Kind switch
        {
            RecordValueKind.Missing => null,
            RecordValueKind.Clock => value.AsClock,
            // Some databases have no time of day of their own and give the duration since midnight.
            RecordValueKind.Duration when value.AsDuration >= TimeSpan.Zero && value.AsDuration < TimeSpan.FromDays(1) => TimeOnly.FromTimeSpan(value.AsDuration),
            RecordValueKind.Text when DateText.TryReadTime(Utf8(value), out TimeSpan time) => TimeOnly.FromTimeSpan(time),
            _ => throw Wrong(column, value, "is not a time of day", ValueText.TimeOfDayWayOut),
        };
    }

    public TimeSpan? TimeSpanOrNull(int column)
    {
        RecordValue value = Value(column);
        return value.Kind switch
        {
            RecordValueKind.Missing => null,
            RecordValueKind.Duration => value.AsDuration,
            RecordValueKind.Text when ValueText.TryDuration(Utf8(value), out TimeSpan duration) => duration,
            _ => throw Wrong(column, value, "is not a duration", ValueText.DurationWayOut),
        };
    }

    public Guid? GuidOrNull(int column)
    {
        RecordValue value = Value(column);
        return value.Kind switch
        {
            RecordValueKind.Missing => null,
            RecordValueKind.Guid => value.AsGuid,
            RecordValueKind.Text when ValueText.TryGuid(Utf8(value), out Guid guid) => guid,
            _ => throw Wrong(column, value, "is not a Guid", ValueText.GuidWayOut),
        };
    }

    public char? CharacterOrNull(int column)
    {
        RecordValue value = Value(column);
        return value.Kind switch
        {
            RecordValueKind.Missing => null,
            RecordValueKind.Text when ValueText.TryCharacter(Utf8(value), out char character) => character,
            RecordValueKind.Digits or RecordValueKind.Integer when value.ToString() is [var digit] => digit,
            _ => throw Wrong(column, value, "is not one character", ValueText.CharacterWayOut),
        };
    }

    /// <summary>What a method of the row type makes of the text of a value; false where it is missing.</summary>
    public bool TryOwn<T>(int column, ReadText<T> read, bool isNullable, out T? made)
    {
        RecordValue value = Value(column);
        made = default;
        if (value.Kind == RecordValueKind.Missing) return false;
        if (value.Kind is RecordValueKind.List or RecordValueKind.Other)
            throw Wrong(column, value, "is no single value", "a method marked [Reads] takes one; make it one where the records come from");
        // A text in UTF-8 may be none; every other is one.
        ReadOnlySpan<byte> text = value.Kind is RecordValueKind.Text or RecordValueKind.Digits ? Utf8(value) : System.Text.Encoding.UTF8.GetBytes(value.ToString());
        if (!System.Text.Unicode.Utf8.IsValid(text)) throw Wrong(column, value, "is no text in UTF-8", "write the file in UTF-8");
        try
        {
            made = read(text);
        }
        catch (Exception problem) when (OwnReading.IsOfTheText(problem))
        {
            throw Error(column, OwnReading.Threw(problem, text), OwnReading.WayOut, "", problem);
        }
        if (OwnReading.Fault(made, isNullable, text) is { } fault) throw Error(column, fault, OwnReading.WayOut);
        if (column == timeColumn && made is DateTime time) CheckOrder(column, time.Kind);
        return true;
    }

    /// <summary>The elements of a vector; null where it is missing as a whole.</summary>
    /// <param name="column">The column.</param>
    /// <param name="takesNaN">Whether a missing element becomes NaN.</param>
    /// <param name="missing">Takes which elements are missing; null where none may be but as NaN.</param>
    public T[]? VectorOrNull<T>(int column, bool takesNaN, bool[]? missing) where T : struct, INumberBase<T>
    {
        int length = schema.Columns[column].Length;
        if (binding.Elements[column] is { } fields)
        {
            var row = new RecordValue[fields.Length];
            for (int i = 0; i < row.Length; i++) row[i] = Present(reader.Value(fields[i]));
            return row.All(static v => v.Kind == RecordValueKind.Missing) ? null : Elements<T>(column, row, takesNaN, missing);
        }
        RecordValue value = Value(column);
        if (value.Kind == RecordValueKind.Missing) return null;
        if (value.Kind != RecordValueKind.List) throw Wrong(column, value, "is no list of numbers", $"it needs a list of {length}");
        if (value.Values.Length == length) return Elements<T>(column, value.Values, takesNaN, missing);
        throw Error(
            column, FormattableString.Invariant($"the list has {value.Values.Length} elements, not {length}"), "write as many as Length says, or declare another Length");
    }

    /// <summary>The exception for a value that must be there.</summary>
    public DataFormatException Missing(int column)
    {
        ColumnSchema named = schema.Columns[column];
        string skip = MissingValue.IsNeeded(named) ? "; BadRowPolicy.Skip leaves such rows out and counts them" : "";
        string why = binding.Fields[column] >= 0 && reader.WhyMissing(binding.Fields[column]) is { } known ? $" ({known})" : "";
        return Error(column, $"the value is missing{why}", MissingValue.WayOut(named) + skip);
    }

    /// <summary>The exception for a value that breaks the contract.</summary>
    public DataFormatException Broken(int column, string problem, string wayOut) => Error(column, problem, wayOut);

    private RecordValue Value(int column)
    {
        RecordValue value = binding.Fields[column] >= 0 ? Present(reader.Value(binding.Fields[column])) : Join(column);
        return spellings[column] is { } spelled && IsSpelled(value) && spelled.GetValueOrDefault(value.ToString()) is { } meant ? RecordValue.Text(meant) : value;
    }

    // What stands for nothing is nothing.
    private RecordValue Present(in RecordValue value) => value.Kind switch
    {
        RecordValueKind.Number when options.NaNIsMissing && double.IsNaN(value.AsDouble) => default,
        RecordValueKind.Text when options.Missing.Count > 0 && options.Missing.Contains(value.ToString()) => default,
        _ => value,
    };

    private T[] Elements<T>(int column, ReadOnlySpan<RecordValue> values, bool takesNaN, bool[]? missing) where T : struct, INumberBase<T>
    {
        var elements = new T[values.Length];
        for (int i = 0; i < elements.Length; i++)
        {
            RecordValue value = Present(values[i]);
            string place = FormattableString.Invariant($"[{i}]");
            if (value.Kind != RecordValueKind.Missing) elements[i] = AsNumber<T>(column, value, place);
            else if (missing is not null) missing[i] = true;
            else if (takesNaN) elements[i] = T.CreateTruncating(double.NaN);
            else throw Error(column, "the value is missing", MissingValue.WayOutOfElement(schema.Columns[column]), place);
        }
        return elements;
    }

    private T AsNumber<T>(int column, in RecordValue value, string element) where T : struct, INumberBase<T>
    {
        T number;
        bool isOne = value.Kind == RecordValueKind.Text ? NumberText.TryRead(Utf8(value), out number) : RecordNumbers.TryRead(value, out number);
        if (isOne) return number;
        string wayOut = value.Kind switch
        {
            RecordValueKind.Number when double.IsNaN(value.AsDouble) => "if NaN stands for a missing value, set NaNIsMissing; a number is finite",
            RecordValueKind.Number when double.IsInfinity(value.AsDouble) => "a number is finite: correct it, or give a bound that means as much",
            RecordValueKind.Integer or RecordValueKind.Unsigned or RecordValueKind.Number or RecordValueKind.Decimal or RecordValueKind.Digits =>
                NumberText.IsFractional<T>() ? "it is beyond the range of the type: correct it, or declare a wider one"
                    : "it is beyond the range of the type or has a fraction: declare a wider one, or correct it",
            RecordValueKind.Text => $"correct it; if '{Visible.Of(value.ToString())}' stands for a missing value, list it in Missing",
            _ => "correct it where the records come from, or declare the property as its type",
        };
        throw Error(column, $"'{Visible.Of(value.ToString())}' is not a finite {typeof(T).Name}", wayOut, element);
    }

    // Refuses an event time whose place among the earlier ones cannot be known.
    private void CheckOrder(int column, DateTimeKind kind)
    {
        if (kind == times?.Kind) return;
        if (times is { } first)
            throw Error(column, $"the event time is {EventTimes.Said(kind)} and that of {first.Place} {EventTimes.Said(first.Kind)}: their order cannot be known", EventTimes.WayOut);
        times = (kind, reader.File is { } file ? $"{file}, {reader.Place}" : reader.Place);
    }

    private ReadOnlySpan<byte> Utf8(in RecordValue value)
    {
        if (value.AsString is not { } text) return value.Bytes;
        int most = System.Text.Encoding.UTF8.GetMaxByteCount(text.Length);
        if (scratch.Length < most) scratch = new byte[most * 2];
        return scratch.AsSpan(0, System.Text.Encoding.UTF8.GetBytes(text, scratch));
    }

    private DataFormatException Wrong(int column, in RecordValue value, string problem, string wayOut) =>
        Error(column, $"'{Visible.Of(value.ToString())}' {problem}", wayOut);

    private DataFormatException Error(int column, string problem, string wayOut, string element = "", Exception? inner = null)
    {
        ColumnSchema named = schema.Columns[column];
        string file = reader.File ?? source;
        string message = $"{file}, {reader.Place}: {problem} in column '{named.Name}' ({schema.Name}.{named.Member}{element}); {wayOut}";
        return inner is null
            ? new DataFormatException(message) { File = file, Line = reader.Line, Member = named.Member }
            : new DataFormatException(message, inner) { File = file, Line = reader.Line, Member = named.Member };
    }
}
