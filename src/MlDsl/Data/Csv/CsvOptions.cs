namespace MlDsl;

/// <summary>What happens to a record that does not become a row.</summary>
public enum BadRowPolicy
{
    /// <summary>An exception that names the file, the line and the column.</summary>
    Throw,

    /// <summary>The record is left out and counted in <see cref="SkippedRows"/>.</summary>
    Skip,
}

/// <summary>How a file of separated values is written. Checked when a data set is made from it.</summary>
public sealed record CsvOptions
{
    /// <summary>The defaults: a header, commas (tabs for <c>.tsv</c> and <c>.tab</c>), double quotes, bad rows throw.</summary>
    public static CsvOptions Default { get; } = new();

    /// <summary>What stands between fields, one ASCII character; null for a tab in <c>.tsv</c> and <c>.tab</c> files and a comma in others.</summary>
    public char? Separator { get; init; }

    /// <summary>
    /// Whether the first record names the columns. Without it, fields are taken in the order in which the columns are declared, and
    /// there must be as many.
    /// </summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>Lines that start with this text are left out, before the header too; null for none.</summary>
    public string? Comment { get; init; }

    /// <summary>
    /// What quotes a field that holds separators, line breaks or (doubled) quotes, one ASCII character; null where quotes mean themselves.
    /// </summary>
    public char? Quote { get; init; } = '"';

    /// <summary>Whether blanks and tabs around a field that is not quoted are left out. Names in the header are always trimmed.</summary>
    public bool Trim { get; init; }

    /// <summary>
    /// The texts that mean a missing value. Unless set, only the empty field does. A quoted field of a text column is never missing:
    /// <c>""</c> is the empty text.
    /// </summary>
    public IReadOnlyList<string> Missing { get; init; } = [""];

    /// <summary>How numbers are written, where not as <c>-1234.5</c>: decimal commas, thousands, currency signs, percent.</summary>
    public NumberFormat Numbers { get; init; } = NumberFormat.Plain;

    /// <summary>The columns whose numbers are written in another way, by the column's name in the schema.</summary>
    public IReadOnlyDictionary<string, NumberFormat> ColumnNumbers { get; init; } = new Dictionary<string, NumberFormat>();

    /// <summary>
    /// What turns a column's text into one that can be read, by the column's name in the schema; null makes the value missing. It gets
    /// texts that are not in <see cref="Missing"/>, as they stand in the file, and must give the same for the same. Called by several
    /// threads at once.
    /// </summary>
    public IReadOnlyDictionary<string, Func<string, string?>> Converters { get; init; } = new Dictionary<string, Func<string, string?>>();

    /// <summary>The texts that are read as true, in any case. A number is one where it is exactly 1 and "1" is listed.</summary>
    public IReadOnlyList<string> TrueTexts { get; init; } = ["true", "t", "yes", "y", "on", "1"];

    /// <summary>The texts that are read as false, in any case. A number is one where it is exactly 0 and "0" is listed.</summary>
    public IReadOnlyList<string> FalseTexts { get; init; } = ["false", "f", "no", "n", "off", "0"];

    /// <summary>What happens to a record that does not become a row.</summary>
    public BadRowPolicy BadRows { get; init; }

    /// <summary>
    /// The format of dates and times, as <see cref="DateTime.ParseExact(string, string, IFormatProvider)"/> takes it; null for
    /// ISO 8601 (<c>2012-08-09</c>, <c>2012-08-09T13:45:00.5Z</c>), with a blank in place of the <c>T</c> if need be. Decimals of a
    /// second beyond the seventh are cut off, as System.Text.Json does: no time moves into the next second.
    /// </summary>
    public string? DateFormat { get; init; }

    /// <summary>The columns whose dates and times are written in another way, or show the clocks of a zone, by the column's name in the schema.</summary>
    public IReadOnlyDictionary<string, TimeFormat> ColumnTimes { get; init; } = new Dictionary<string, TimeFormat>();

    /// <summary>
    /// Other spellings of a column's values, by the column's name in the schema: a text of the file, exactly, and the text that is read in its place. They
    /// are looked up behind what <see cref="Converters"/> make of a text, and not for texts of <see cref="Missing"/>.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Spellings { get; init; } = new Dictionary<string, IReadOnlyDictionary<string, string>>();

    /// <summary>
    /// The columns whose text stands in several columns of the file, by the column's name in the schema: the names of the parts in the header. The text is the
    /// parts in this order with a blank between them, as a date and an hour are one point in time. It is missing where all parts are; where only some are,
    /// that is an error.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Parts { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Files of up to this many bytes are held in memory as rows once read; larger ones are read again on every pass.</summary>
    public long HoldBytes { get; init; } = 64L << 20;

    /// <summary>The most bytes that one record may have: a guard against a quote that is never closed.</summary>
    public int MaxRecordBytes { get; init; } = 128 << 20;

    /// <summary>Names that differ: the column's name in the schema, and its name in the header of this file.</summary>
    public IReadOnlyDictionary<string, string> Aliases { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether a name that is nowhere in the header exactly may differ from it in upper and lower case.</summary>
    public bool IgnoreCase { get; init; } = true;

    internal char SeparatorFor(string path) => Separator ?? (Path.GetExtension(path).ToUpperInvariant() is ".TSV" or ".TAB" ? '\t' : ',');

    /// <summary>Options contradict each other in the file they are used for, so they are checked there.</summary>
    internal void Validate(string path, DatasetSchema schema)
    {
        char separator = SeparatorFor(path);
        Require(IsMark(separator), nameof(Separator), "must be one ASCII character, and no line break and no NUL");
        Require(Quote is not { } quote || IsMark(quote), nameof(Quote), "must be one ASCII character, and no line break and no NUL, or null");
        Require(Quote != separator, nameof(Quote), "must differ from the separator");
        Require(Comment is not { Length: 0 }, nameof(Comment), "must be a text or null; the empty text starts every line");
        Require(Comment?.AsSpan().IndexOfAny('\n', '\r') is null or < 0, nameof(Comment), "must not have line breaks: no line starts with one");
        Require(HoldBytes >= 0, nameof(HoldBytes), "must be 0 (hold nothing) or more");
        Require(MaxRecordBytes is >= 1024 and <= 1 << 30, nameof(MaxRecordBytes), "must be between 1024 and 1073741824");
        Require(Enum.IsDefined(BadRows), nameof(BadRows), "must be a member of BadRowPolicy");
        Require(DateFormat is null || DateText.IsFormat(DateFormat), nameof(DateFormat), "must be a format of dates and times as DateTime.ParseExact takes it, or null for ISO 8601");
        CheckTexts(Missing, nameof(Missing), "the empty list has no missing values; \"\" is the empty field");
        CheckTexts(TrueTexts, nameof(TrueTexts), "the texts that are read as true");
        CheckTexts(FalseTexts, nameof(FalseTexts), "the texts that are read as false");
        Require(
            !TrueTexts.Intersect(FalseTexts, StringComparer.OrdinalIgnoreCase).Any(), nameof(FalseTexts), "must not have a text of TrueTexts, in any case");
        ColumnOptions.Check(nameof(CsvOptions), nameof(Aliases), Aliases, schema, "the empty one has no aliases");
        ColumnOptions.Check(nameof(CsvOptions), nameof(Converters), Converters, schema, "the empty one converts nothing");
        ColumnOptions.Check(nameof(CsvOptions), nameof(ColumnNumbers), ColumnNumbers, schema, "the empty one has no columns of their own format");
        ColumnOptions.CheckTimes(nameof(CsvOptions), nameof(ColumnTimes), ColumnTimes, schema);
        ColumnOptions.CheckSpellings(nameof(CsvOptions), nameof(Spellings), Spellings, schema);
        ColumnOptions.CheckParts(nameof(CsvOptions), nameof(Parts), Parts, schema);
        Require(HasHeader || Parts.Count == 0, nameof(Parts), "must be empty where HasHeader is false: without names no part can be found");
        foreach (string column in Parts.Keys) Require(!Aliases.ContainsKey(column), nameof(Aliases), $"must not name '{Visible.Of(column)}', whose parts have their own names");
        Require(Numbers is not null, nameof(Numbers), "must be a format; NumberFormat.Plain is the default");
        Numbers!.Validate($"CsvOptions.{nameof(Numbers)}");
        foreach (string column in ColumnNumbers.Keys) ColumnOptions.RefuseOwnReader(nameof(CsvOptions), nameof(ColumnNumbers), schema.Columns.First(c => c.Name == column));
        foreach (var (column, format) in ColumnNumbers) format.Validate($"CsvOptions.{nameof(ColumnNumbers)}[\"{column}\"]");
    }

    private static bool IsMark(char mark) => char.IsAscii(mark) && mark is not ('\n' or '\r' or '\0');

    private static void CheckTexts(IReadOnlyList<string>? texts, string option, string meaning)
    {
        Require(texts is not null, option, $"must be a list; {meaning}");
        for (int i = 0; i < texts!.Count; i++) Require(texts[i] is not null, option, $"must be a list without null, which it has at {i}; {meaning}");
    }

    private static void Require(bool holds, string option, string what)
    {
        if (!holds) throw new ArgumentException($"CsvOptions.{option} {what}");
    }
}
