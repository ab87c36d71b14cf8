namespace MlDsl.Training;

/// <summary>How rows lie in a file.</summary>
public enum RowFileFormat
{
    /// <summary>Separated values, with a header.</summary>
    Csv,

    /// <summary>A JSON object a line.</summary>
    JsonLines,
}

/// <summary>How a file of rows is scored. Checked when it is used.</summary>
public sealed record FileScoringOptions
{
    /// <summary>The default: formats by the files' names, all cores, the first bad row stops.</summary>
    public static FileScoringOptions Default { get; } = new();

    /// <summary>How the rows are written; null to go by the file's name: <c>.csv</c>, <c>.tsv</c>, <c>.tab</c>, <c>.jsonl</c> and <c>.ndjson</c>.</summary>
    public RowFileFormat? InputFormat { get; init; }

    /// <summary>How the predictions are written; null to go by the file's name.</summary>
    public RowFileFormat? OutputFormat { get; init; }

    /// <summary>How separated values are read. What is written has commas (tabs in <c>.tsv</c> and <c>.tab</c> files), double quotes and line feeds.</summary>
    public CsvOptions Csv { get; init; } = CsvOptions.Default;

    /// <summary>What the members of rows in JSON are called: as columns of a header are, unless set.</summary>
    public JsonNames Names { get; init; } = JsonNames.Column;

    /// <summary>What happens to members of rows in JSON that are neither columns nor in <see cref="Keep"/>. Fields of a CSV file that are no columns are passed over.</summary>
    public UnknownMembers UnknownMembers { get; init; }

    /// <summary>Columns of the input that come along into the output as they are, so that its rows can be joined; they need not be columns of the model.</summary>
    public IReadOnlyList<string> Keep { get; init; } = [];

    /// <summary>
    /// The file that takes the rows that cannot be read or that the model refuses, one JSON object each: the line on which the row begins, the column, the
    /// problem, and the row as it stands in the input. Null where the first such row stops.
    /// </summary>
    public string? Rejects { get; init; }

    /// <summary>How many threads read, score and write; what comes out does not depend on it.</summary>
    public int Parallelism { get; init => field = Positive(value, nameof(Parallelism)); } = Environment.ProcessorCount;

    /// <summary>After how many rows there is a place, at the least, at which a run that was ended goes on.</summary>
    public int PartitionRows { get; init => field = Positive(value, nameof(PartitionRows)); } = 65_536;

    /// <summary>Whether to begin anew, whatever another run left or finished under the output's name.</summary>
    public bool Replace { get; init; }

    /// <summary>Told after each stretch of the input, on the caller's thread; null for nobody.</summary>
    public IProgress<FileScoringProgress>? Progress { get; init; }

    private static int Positive(int value, string name) =>
        value > 0 ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be above 0");
}

/// <summary>How far the scoring of a file is.</summary>
/// <param name="Rows">The rows so far, those of an earlier run among them.</param>
/// <param name="Rejected">Those of them that were set aside.</param>
/// <param name="InputBytes">How much of the input they are.</param>
/// <param name="TotalBytes">The length of the input.</param>
public readonly record struct FileScoringProgress(long Rows, long Rejected, long InputBytes, long TotalBytes);

/// <summary>What came of the scoring of a file.</summary>
/// <param name="Rows">The rows of the input.</param>
/// <param name="Rejected">Those of them that were set aside, and are not in the output.</param>
/// <param name="ResumedRows">The rows that an earlier run had scored; all where the output was whole already.</param>
/// <param name="OutputBytes">The length of the output.</param>
/// <param name="OutputHash">Its SHA-256, in lower-case hexadecimal.</param>
public sealed record FileScoringResult(long Rows, long Rejected, long ResumedRows, long OutputBytes, string OutputHash);
