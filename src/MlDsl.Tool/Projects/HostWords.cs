namespace MlDsl.Tool.Projects;

/// <summary>What a process that has a project's code is asked.</summary>
internal sealed record HostRequest
{
    /// <summary>The file of a model whose type the project has.</summary>
    public required string Model { get; init; }

    /// <summary>The name of the project's assembly.</summary>
    public required string Assembly { get; init; }

    /// <summary>The data that was split, or the training rows alone.</summary>
    public required string Data { get; init; }

    /// <summary>What stands between the fields of CSV; null for what the file's name says.</summary>
    public char? Separator { get; init; }

    /// <summary>Whether numbers of CSV are written as 1.234,5.</summary>
    public bool DecimalComma { get; init; }

    /// <summary>The texts of CSV that mean a missing value.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>How dates of CSV are written; null for ISO 8601.</summary>
    public string? DateFormat { get; init; }

    /// <summary>What begins a line of CSV that is left out; null for nothing.</summary>
    public string? Comment { get; init; }

    /// <summary>Whether blanks around the fields of CSV are left out.</summary>
    public bool Trim { get; init; }

    /// <summary>What stands around fields of CSV that hold a separator; null where quotes mean themselves.</summary>
    public char? Quote { get; init; }

    /// <summary>Whether rows of CSV that cannot be read are left out.</summary>
    public bool SkipBadRows { get; init; }

    /// <summary>The files of the other data sets that rows are joined with, by the names of their row types.</summary>
    public required IReadOnlyDictionary<string, string> Joins { get; init; }

    /// <summary>The split to make again; null where only all rows can be the training rows.</summary>
    public required SplitDescription? Split { get; init; }

    /// <summary>Where the model that is fitted anew goes; null where nothing is fitted and all rows are written.</summary>
    public string? Made { get; init; }

    /// <summary>The rows that are written at most where nothing is fitted.</summary>
    public int Most { get; init; } = int.MaxValue;

    /// <summary>Where rows to compare on go, as lines of JSON with the columns of the model that is fitted anew.</summary>
    public string Rows { get; init; } = "";

    /// <summary>Where these rows go with the columns of <see cref="Model"/>, its feature methods among them.</summary>
    public required string RowsBefore { get; init; }
}

/// <summary>What it answers.</summary>
internal sealed record HostAnswer
{
    /// <summary>Why what was asked could not be done; null where it was.</summary>
    public string? Problem { get; init; }

    /// <summary>The side of the split that the model learned from.</summary>
    public string Side { get; init; } = "";

    /// <summary>The rows of that side.</summary>
    public long Rows { get; init; }

    /// <summary>Whether the fingerprint of these rows is that of the file.</summary>
    public bool IsSameData { get; init; }

    /// <summary>The rows of the data that were left out, since they cannot be read.</summary>
    public long LeftOut { get; init; }

    /// <summary>Why the first of these was.</summary>
    public string FirstLeftOut { get; init; } = "";

    /// <summary>Whether there are no other rows to compare on than these.</summary>
    public bool IsOnTrained { get; init; }

    /// <summary>Why there are no rows to compare on; null where there are.</summary>
    public string? RowsProblem { get; init; }
}
