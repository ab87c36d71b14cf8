namespace MlDsl.Training;

/// <summary>A run as its folder has it. Reading changes nothing, and is possible while the run is being written.</summary>
public sealed record RunRecord
{
    /// <summary>The run's folder.</summary>
    public required string Folder { get; init; }

    /// <summary>What tells the run from all others: 32 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>What the run was.</summary>
    public required RunKind Kind { get; init; }

    /// <summary>The model's name.</summary>
    public required string Name { get; init; }

    /// <summary>The model's version.</summary>
    public required string Version { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>Task, trainer, options, split, seeds and schema, by name, in the order they were told.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Parameters { get; init; }

    /// <summary>The versions of the program, of its packages and of .NET, and the commit, by name.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Versions { get; init; }

    /// <summary>Columns and feature methods in canonical text.</summary>
    public required IReadOnlyList<string> Schema { get; init; }

    /// <summary>What columns the features and the prediction depend on; empty of runs that fit nothing, and of those of older versions.</summary>
    internal IReadOnlyList<FeatureLineage> Lineage { get; init; } = [];

    /// <summary>What happened, in its order.</summary>
    public required IReadOnlyList<RunEvent> Events { get; init; }

    /// <summary>How it ended.</summary>
    public required RunState State { get; init; }

    /// <summary>When it ended; null where it has not, or nobody knows.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>What of the folder could not be read, each with its place; empty where everything could.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>Whether the header was read; without it parameters, versions and schema are not known.</summary>
    internal bool HasHeader { get; init; } = true;

    /// <summary>Reads a run.</summary>
    /// <param name="folder">Its folder.</param>
    /// <exception cref="RunFolderException">There is no run in the folder, or not as much of one as could be told from others.</exception>
    public static RunRecord Read(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return new RunReader(folder).Read();
    }

    /// <summary>Kind, name, version, start and state in one line.</summary>
    public override string ToString() => FormattableString.Invariant($"{Kind} of {Name} {Version}, {Started:yyyy-MM-dd HH:mm:ss}Z, {State}: {Events.Count} events in {Folder}");
}

/// <summary>One line of a run: what happened at one time.</summary>
/// <param name="Line">The number of the line in its file, from 1.</param>
/// <param name="At">When.</param>
public abstract record RunEvent(int Line, DateTimeOffset At);

/// <summary>Metrics of a step: an iteration, an evaluation, a fold or a trial.</summary>
/// <param name="Line">The number of the line.</param>
/// <param name="At">When.</param>
/// <param name="Step">The number of the step.</param>
/// <param name="Metrics">The metrics, whose names begin with what they are of: <c>validation/RMSE</c>.</param>
public sealed record RunMetrics(int Line, DateTimeOffset At, long Step, IReadOnlyList<NamedMetric> Metrics) : RunEvent(Line, At)
{
    /// <summary>Of a trial of a search, the options that were chosen; empty for others.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Options { get; init; } = [];

    /// <summary>Of a trial that failed, why; null for others.</summary>
    public string? Problem { get; init; }
}

/// <summary>A parameter that was not known when the run began.</summary>
/// <param name="Line">The number of the line.</param>
/// <param name="At">When.</param>
/// <param name="Name">The name.</param>
/// <param name="Value">The value.</param>
public sealed record RunParameter(int Line, DateTimeOffset At, string Name, string Value) : RunEvent(Line, At);

/// <summary>Rows that the run used.</summary>
/// <param name="Line">The number of the line; 0 for rows that were known when the run began.</param>
/// <param name="At">When.</param>
/// <param name="Data">Which.</param>
public sealed record RunInput(int Line, DateTimeOffset At, RunData Data) : RunEvent(Line, At);

/// <summary>A model file that was saved.</summary>
/// <param name="Line">The number of the line.</param>
/// <param name="At">When.</param>
/// <param name="Name">The file's name, the same as in the run's folder of artefacts.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Its SHA-256, in lower-case hexadecimal.</param>
/// <param name="Path">Where the run's copy lies; null where none was kept.</param>
public sealed record RunArtifact(int Line, DateTimeOffset At, string Name, long Bytes, string Sha256, string? Path) : RunEvent(Line, At);

/// <summary>The end.</summary>
/// <param name="Line">The number of the line.</param>
/// <param name="At">When.</param>
/// <param name="State">How.</param>
/// <param name="Problem">The type of the exception that was the end; null where there was none.</param>
public sealed record RunEnd(int Line, DateTimeOffset At, RunState State, string? Problem) : RunEvent(Line, At);
