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

    /// <summary>What happens to a record that does not become a row.</summary>
    public BadRowPolicy BadRows { get; init; }

    /// <summary>
    /// The format of dates and times, as <see cref="DateTime.ParseExact(string, string, IFormatProvider)"/> takes it; null for
    /// ISO 8601 (<c>2012-08-09</c>, <c>2012-08-09T13:45:00.5Z</c>), with a blank in place of the <c>T</c> if need be.
    /// </summary>
    public string? DateFormat { get; init; }

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
    internal void Validate(string path)
    {
        char separator = SeparatorFor(path);
        Require(IsMark(separator), nameof(Separator), "must be one ASCII character and no line break");
        Require(Quote is not { } quote || IsMark(quote), nameof(Quote), "must be one ASCII character and no line break, or null");
        Require(Quote != separator, nameof(Quote), "must differ from the separator");
        Require(Comment is not { Length: 0 }, nameof(Comment), "must be a text or null; the empty text starts every line");
        Require(HoldBytes >= 0, nameof(HoldBytes), "must be 0 (hold nothing) or more");
        Require(MaxRecordBytes is >= 1024 and <= 1 << 30, nameof(MaxRecordBytes), "must be between 1024 and 1073741824");
        Require(Missing is not null, nameof(Missing), "must be a list; the empty list has no missing values");
        Require(Aliases is not null, nameof(Aliases), "must be a dictionary; the empty one has no aliases");
    }

    private static bool IsMark(char mark) => char.IsAscii(mark) && mark is not ('\n' or '\r');

    private static void Require(bool holds, string option, string what)
    {
        if (!holds) throw new ArgumentException($"CsvOptions.{option} {what}");
    }
}
