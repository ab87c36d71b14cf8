namespace MlDsl;

// Texts of several fields, and what texts say of times.
internal sealed partial class RecordFields
{
    // The parts of a column as one text.
    private RecordValue Join(int column)
    {
        int[] fields = binding.Elements[column]!;
        var texts = new string[fields.Length];
        int absent = 0;
        for (int i = 0; i < fields.Length; i++)
        {
            RecordValue value = Present(reader.Value(fields[i]));
            if (value.Kind is RecordValueKind.List or RecordValueKind.Other) throw Wrong(column, value, "is no part of a text", "make it a single value where the records come from");
            if (value.Kind == RecordValueKind.Missing) absent++;
            texts[i] = PartOf(value);
        }
        if (absent == fields.Length) return default;
        return absent == 0 ? RecordValue.Text(string.Join(' ', texts)) : throw Error(column, "one of the parts is missing", "give all of them or none");
    }

    // Databases without dates of their own give midnight.
    private static string PartOf(in RecordValue value) => value.Kind == RecordValueKind.Time && value.AsTime.TimeOfDay == TimeSpan.Zero
        ? RecordValue.Date(DateOnly.FromDateTime(value.AsTime)).ToString()
        : value.ToString();

    // What a file of separated values would have as the same text.
    private static bool IsSpelled(in RecordValue value) =>
        value.Kind is RecordValueKind.Text or RecordValueKind.Integer or RecordValueKind.Unsigned or RecordValueKind.Digits or RecordValueKind.Flag;

    private DateTime AsTime(int column, in RecordValue value)
    {
        DateTime shown = AsShown(column, value);
        return shown.Kind == DateTimeKind.Unspecified && OffsetOf(column, value, shown) is { } offset ? new DateTimeOffset(shown, offset).UtcDateTime : shown;
    }

    // In UTC, or without a zone, which the column's may then place.
    private DateTime AsShown(int column, in RecordValue value)
    {
        switch (value.Kind)
        {
            case RecordValueKind.Time:
                return value.AsTime.Kind == DateTimeKind.Local ? value.AsTime.ToUniversalTime() : value.AsTime;
            case RecordValueKind.OffsetTime:
                return value.AsOffsetTime.UtcDateTime;
            case RecordValueKind.Date:
                return value.AsDate.ToDateTime(default);
            case RecordValueKind.Text:
                if (!formats[column].TryRead(Utf8(value), out DateTime clock, out TimeSpan? offset, out string? problem)) throw NotDate(column, value, "date and time", problem);
                return offset is { } shift ? new DateTimeOffset(clock, shift).UtcDateTime : clock;
            default:
                throw NotDate(column, value, "date and time", null);
        }
    }

    private TimeSpan? OffsetOf(int column, in RecordValue value, DateTime shown) =>
        formats[column].TryPlace(shown, out TimeSpan? offset, out string? problem) ? offset : throw NotDate(column, value, "date and time", problem);

    private DataFormatException NotDate(int column, in RecordValue value, string what, string? problem)
    {
        if (problem is not null) return Wrong(column, value, $"is no time: {problem}", "correct it");
        ColumnSchema named = schema.Columns[column];
        string? said = DateHints.Said(options.GetType().Name, null, options.ColumnTimes.GetValueOrDefault(named.Name), named.Name)
            ?? (options.DateFormat is { } format ? $"DateFormat is '{format}'" : null);
        string wayOut = value.Kind is RecordValueKind.Integer or RecordValueKind.Digits
            ? "seconds or milliseconds since 1970 are a number: declare the property as 'long', or make a time of it where the records come from"
            : said is not null && value.Kind == RecordValueKind.Text ? said
            : what == "date" ? "a date has no time of day and no offset: declare the property as 'DateTime' or 'DateTimeOffset', or leave them out"
            : "write ISO 8601 (2012-08-09T13:45:00), or set DateFormat";
        return Wrong(column, value, $"is not a {what}", wayOut);
    }
}
