using System.Globalization;

namespace MlDsl.Training;

/// <summary>The options of one scoring, checked, with the files' formats.</summary>
internal sealed class ScoringForm
{
    public ScoringForm(ScoringPaths paths, FileScoringOptions options)
    {
        Options = options;
        Input = options.InputFormat ?? ScoringPaths.FormatOf(paths.Input, nameof(FileScoringOptions.InputFormat));
        Output = options.OutputFormat ?? ScoringPaths.FormatOf(paths.Output, nameof(FileScoringOptions.OutputFormat));
        Require(Enum.IsDefined(Input), nameof(options.InputFormat), "must be a member of RowFileFormat");
        Require(Enum.IsDefined(Output), nameof(options.OutputFormat), "must be a member of RowFileFormat");
        Require(Enum.IsDefined(options.Names), nameof(options.Names), "must be a member of JsonNames");
        Require(Enum.IsDefined(options.UnknownMembers), nameof(options.UnknownMembers), "must be a member of UnknownMembers");
        Require(options.Csv is not null, nameof(options.Csv), "must be options; CsvOptions.Default is the default");
        Require(options.Csv!.BadRows == BadRowPolicy.Throw, nameof(options.Csv), "must leave BadRows as it is: Rejects takes bad rows");
        Require(options.Keep is not null && options.Keep.All(static name => !string.IsNullOrEmpty(name)), nameof(options.Keep), "must be a list of names");
        Require(options.Keep!.Distinct(StringComparer.Ordinal).Count() == options.Keep!.Count, nameof(options.Keep), "must name each column once");
        Require(options.Keep.Count == 0 || options.Csv.HasHeader || Input == RowFileFormat.JsonLines, nameof(options.Keep), "needs a file whose header names the columns");
        Separator = Path.GetExtension(paths.Output).ToUpperInvariant() is ".TSV" or ".TAB" ? '\t' : ',';
        Said = Describe(paths);
    }

    public FileScoringOptions Options { get; }

    public RowFileFormat Input { get; }

    public RowFileFormat Output { get; }

    /// <summary>What stands between the fields of a CSV output.</summary>
    public char Separator { get; }

    /// <summary>All that may change what is written, in one text.</summary>
    public string Said { get; }

    /// <summary>Refuses kept columns that the output has of its own.</summary>
    public void CheckNames(IReadOnlyCollection<string> own)
    {
        foreach (string name in Options.Keep)
            Require(!own.Contains(name), nameof(Options.Keep), $"must not name '{Visible.Of(name)}', which the output has of its own; rename the column of the input");
    }

    private string Describe(ScoringPaths paths)
    {
        CsvOptions csv = Options.Csv;
        var said = new List<string> { $"{Input} to {Output}" };
        if (Output == RowFileFormat.Csv && Separator == '\t') said.Add("tabs");
        if (Options.Keep.Count > 0) said.Add($"keep {Listed(Options.Keep)}");
        if (Options.Rejects is not null) said.Add("bad rows aside");
        if (Input == RowFileFormat.JsonLines)
        {
            said.Add($"names {Options.Names}");
            said.Add($"unknown members {Options.UnknownMembers}");
            return string.Join(", ", said);
        }
        said.Add(string.Create(CultureInfo.InvariantCulture, $"separator '{csv.SeparatorFor(paths.Input)}' quote '{csv.Quote}' comment '{csv.Comment}' header {csv.HasHeader} trim {csv.Trim} case {csv.IgnoreCase}"));
        said.Add($"missing {Listed(csv.Missing)} true {Listed(csv.TrueTexts)} false {Listed(csv.FalseTexts)} dates '{csv.DateFormat}'");
        said.Add($"numbers {Listed(csv.Numbers)}");
        foreach (var (column, format) in csv.ColumnNumbers.OrderBy(static p => p.Key, StringComparer.Ordinal)) said.Add($"'{column}' {Listed(format)}");
        foreach (var (column, alias) in csv.Aliases.OrderBy(static p => p.Key, StringComparer.Ordinal)) said.Add($"'{column}' is '{alias}'");
        foreach (var (column, format) in csv.ColumnTimes.OrderBy(static p => p.Key, StringComparer.Ordinal)) said.Add($"'{column}' {Listed(format.Formats)} {format.TakesFirst} {format.Zone?.Id} {format.Ambiguous}");
        foreach (var (column, parts) in csv.Parts.OrderBy(static p => p.Key, StringComparer.Ordinal)) said.Add($"'{column}' of {Listed(parts)}");
        foreach (var (column, spelled) in csv.Spellings.OrderBy(static p => p.Key, StringComparer.Ordinal))
            said.Add($"'{column}' spelled {Listed(spelled.OrderBy(static s => s.Key, StringComparer.Ordinal).SelectMany(static s => new[] { s.Key, s.Value }))}");
        if (csv.Converters.Count > 0) said.Add($"converters of {Listed(csv.Converters.Keys.Order(StringComparer.Ordinal))}");
        return string.Join(", ", said);
    }

    private static string Listed(IEnumerable<string> texts) => string.Join("|", texts.Select(static text => $"'{text}'"));

    private static string Listed(NumberFormat format) => string.Create(
        CultureInfo.InvariantCulture,
        $"'{format.DecimalSeparator}' '{format.GroupSeparators}' {string.Join('/', format.GroupSizes)} {Listed(format.Symbols)} {format.Percent} {format.Parentheses} {format.TrailingSign}");

    private static void Require(bool holds, string option, string what)
    {
        if (!holds) throw new ArgumentException($"FileScoringOptions.{option} {what}");
    }
}
