using System.Diagnostics.CodeAnalysis;

namespace MlDsl;

/// <summary>What all records of one pass share: the columns' fields, how their values are written, the pool, and the words for errors.</summary>
internal sealed class CsvFields
{
    private readonly DatasetSchema schema;
    private readonly byte[][] missing;
    private readonly bool emptyIsMissing;
    private readonly int timeColumn;
    private (DateTimeKind Kind, long Line)? times;
    private byte[] joined = [];

    public CsvFields(DatasetSchema schema, CsvBinding binding, CsvOptions options)
    {
        this.schema = schema;
        Options = options;
        (Columns, Elements) = (binding.Fields, binding.Elements);
        Flags = new FlagText(options);
        emptyIsMissing = options.Missing.Contains("");
        missing = [.. options.Missing.Where(static m => m.Length > 0).Select(System.Text.Encoding.UTF8.GetBytes)];
        timeColumn = schema.Columns.ToList().FindIndex(static c => c.Role == ColumnRole.EventTime);
        Formats = PerColumn(name => options.ColumnNumbers.GetValueOrDefault(name, options.Numbers) is { IsPlain: false } format ? format : null);
        Converters = PerColumn(name => Converter(options, name));
        Parts = Elements is null ? null : PerColumn((c, i) => c.Length == 0 ? Elements[i] : null);
        Times = [.. schema.Columns.Select(c => TimeFormat.Of(options.ColumnTimes.GetValueOrDefault(c.Name), options.DateFormat))];
        bool areWords = !options.Missing.Any(static m => m.Any(char.IsAsciiDigit));
        PlainTexts = [.. Columns.Select((field, i) => missing.Length == 0 && Converters?[i] is null && Parts?[i] is null ? field : -1)];
        PlainNumbers = [.. Columns.Select((field, i) => areWords && Formats?[i] is null && Converters?[i] is null && Parts?[i] is null ? field : -1)];
    }

    public CsvOptions Options { get; }

    public int[] Columns { get; }

    /// <summary>The fields of each vector's elements, null for a column that is one field; null where all are.</summary>
    public int[]?[]? Elements { get; }

    public FlagText Flags { get; }

    /// <summary>The format of each column's numbers, null for the plain one; null where all are plain.</summary>
    public NumberFormat?[]? Formats { get; }

    /// <summary>What converts each column's texts; null where nothing does.</summary>
    public Func<string, string?>?[]? Converters { get; }

    /// <summary>The fields of columns whose parts stand in several, null for one that stands in one; null where all do.</summary>
    public int[]?[]? Parts { get; }

    /// <summary>How each column's dates and times are written.</summary>
    public TimeFormat[] Times { get; }

    /// <summary>
    /// The field of each column in which a text with a digit that is a number as it stands is the value; −1 where a format, a converter, parts or a word for
    /// missing may say otherwise.
    /// </summary>
    public int[] PlainNumbers { get; }

    /// <summary>The field of each column in which a text that is not empty is the value as it stands; −1 where a converter, parts or a word for missing may say otherwise.</summary>
    public int[] PlainTexts { get; }

    public TextPool Pool { get; } = new();

    /// <summary>Counts what breaks the rows' contract and is not refused; null where there is none.</summary>
    public Contracts.ContractTally? Tally { get; set; }

    /// <summary>What the records of this thread are indexed in.</summary>
    public CsvMarks? Marks { get; set; }

    /// <summary>Whether the column with the event times must be of one kind, which the first row decides.</summary>
    public bool HasTimes => timeColumn >= 0;

    /// <summary>The kind of the event times and the line that said so; null before the first.</summary>
    public (DateTimeKind Kind, long Line)? EventKind
    {
        get => times;
        set => times = value;
    }

    public ColumnSchema Column(int column) => schema.Columns[column];

    public bool IsMissing(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return emptyIsMissing;
        return missing.Length > 0 && IsListed(text);
    }

    /// <summary>What the column's converter makes of a text; null where the value is missing.</summary>
    public string? Convert(CsvRecords records, int column, string text)
    {
        try
        {
            return Converters![column]!(text);
        }
        catch (Exception problem)
        {
            throw Error(
                records, column, $"the converter of CsvOptions threw {problem.GetType().Name} ({problem.Message}) for '{Visible.Of(text)}'",
                "correct the text or the converter", problem);
        }
    }

    /// <summary>Refuses an event time whose place among the earlier ones cannot be known.</summary>
    public void CheckOrder(CsvRecords records, int column, DateTimeKind kind)
    {
        if (column != timeColumn || kind == times?.Kind) return;
        if (times is { } first)
        {
            throw Error(
                records, column,
                $"the event time is {EventTimes.Said(kind)} and that of line {first.Line} {EventTimes.Said(first.Kind)}: their order cannot be known",
                EventTimes.WayOut);
        }
        times = (kind, records.Line);
    }

    [DoesNotReturn]
    public void ThrowMissing(CsvRecords records, int column)
    {
        string text = Said(records, column);
        string listed = text.Length == 0 || Converters?[column] is not null ? "" : $" ('{Visible.Of(text)}' is in CsvOptions.Missing)";
        ColumnSchema named = schema.Columns[column];
        string skip = MissingValue.IsNeeded(named) ? "; BadRowPolicy.Skip leaves such rows out and counts them" : "";
        throw Error(records, column, $"the value is missing{listed}", MissingValue.WayOut(named) + skip);
    }

    /// <summary>The text of a column's parts; the first part's where all are missing.</summary>
    /// <exception cref="DataFormatException">Some parts are missing and others are not.</exception>
    public ReadOnlySpan<byte> Join(CsvRecords records, int column)
    {
        int[] fields = Parts![column]!;
        ReadOnlySpan<FieldRange> ranges = records.Fields;
        int length = 0, absent = 0, last = 0;
        foreach (int field in fields)
        {
            bool isAbsent = !ranges[field].Quoted && IsMissing(records.Text(field));
            (absent, last) = isAbsent ? (absent + 1, field) : (absent, last);
            length += ranges[field].Length + 1;
        }
        if (absent == fields.Length) return records.Text(fields[0]);
        if (absent > 0) throw Error(records, column, last, "", "one of the parts is missing", "give all of them or none", null);
        // Numbers are read with room behind them.
        if (joined.Length < length + CsvMarks.Padding) joined = new byte[(length * 2) + CsvMarks.Padding];
        int at = 0;
        foreach (int field in fields)
        {
            if (field != fields[0]) joined[at++] = (byte)' ';
            records.Text(field).CopyTo(joined.AsSpan(at));
            at += ranges[field].Length;
        }
        return joined.AsSpan(0, at);
    }

    /// <summary>The exception for a text that is there and cannot be read.</summary>
    public DataFormatException Wrong(CsvRecords records, int column, string problem, Func<string, string> wayOut)
    {
        string text = Said(records, column);
        bool isQuoted = records.Fields[Columns[column]].Quoted;
        return Error(records, column, $"'{Visible.Of(text)}' {problem}", FieldHints.Of(text, isQuoted, schema.Columns[column], Options) ?? wayOut(text));
    }

    /// <summary>The exception for an element that is there and cannot be read.</summary>
    public DataFormatException WrongElement(CsvRecords records, int column, int element, string text, string problem, Func<string, string> wayOut) =>
        ErrorAt(records, column, element, $"'{Visible.Of(text)}' {problem}", FieldHints.Of(text, false, schema.Columns[column], Options) ?? wayOut(text));

    /// <summary>The exception for an element of a vector.</summary>
    public DataFormatException ErrorAt(CsvRecords records, int column, int element, string problem, string wayOut) =>
        Error(records, column, Elements?[column]?[element] ?? Columns[column], FormattableString.Invariant($"[{element}]"), problem, wayOut, null);

    public DataFormatException Error(CsvRecords records, int column, string problem, string wayOut, Exception? inner = null) =>
        Error(records, column, Columns[column], "", problem, wayOut, inner);

    /// <summary>The exception for a text that is not in UTF-8, at the part of which that is so.</summary>
    public DataFormatException NotUtf8(CsvRecords records, int column)
    {
        int field = Columns[column];
        foreach (int part in Parts?[column] ?? [])
        {
            if (!System.Text.Unicode.Utf8.IsValid(records.Text(part))) field = part;
        }
        var (problem, wayOut) = EncodingHints.Of(records.Text(field));
        return Error(records, column, field, "", problem, wayOut, null);
    }

    private DataFormatException Error(CsvRecords records, int column, int field, string element, string problem, string wayOut, Exception? inner)
    {
        ColumnSchema named = schema.Columns[column];
        FieldRange range = records.Fields[field];
        int place = range.Quoted ? range.Start - 1 : range.Start;
        return records.Error(place, $"{problem} in column '{named.Name}' ({schema.Name}.{named.Member}{element})", wayOut, named.Member, inner);
    }

    private static Func<string, string?>? Converter(CsvOptions options, string column)
    {
        Func<string, string?>? converter = options.Converters.GetValueOrDefault(column);
        if (options.Spellings.GetValueOrDefault(column) is not { Count: > 0 } spelled) return converter;
        return text => (converter is null ? text : converter(text)) is { } converted ? spelled.GetValueOrDefault(converted, converted) : null;
    }

    private string Said(CsvRecords records, int column) =>
        System.Text.Encoding.UTF8.GetString(Parts?[column] is null ? records.Text(Columns[column]) : Join(records, column));

    private TValue?[]? PerColumn<TValue>(Func<string, TValue?> value) where TValue : class => PerColumn((column, _) => value(column.Name));

    private TValue?[]? PerColumn<TValue>(Func<ColumnSchema, int, TValue?> value) where TValue : class
    {
        TValue?[] values = [.. schema.Stored.Select(value)];
        return values.Any(static v => v is not null) ? values : null;
    }

    private bool IsListed(ReadOnlySpan<byte> text)
    {
        foreach (byte[] candidate in missing)
        {
            if (text.SequenceEqual(candidate)) return true;
        }
        return false;
    }
}
