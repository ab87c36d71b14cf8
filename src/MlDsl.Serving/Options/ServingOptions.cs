namespace MlDsl.Serving;

/// <summary>How a model is served: where its file is, when it is looked at again, what requests may be like.</summary>
public sealed class ServingOptions
{
    /// <summary>The model's name in logs, metrics, health and control; the type's own where null.</summary>
    public string? Name { get; set; }

    /// <summary>The model file. It is read into memory and may be replaced at any time; null for a scorer that lies in the assembly.</summary>
    public string? File { get; set; }

    /// <summary>
    /// Golden rows that a model must reproduce before it answers, as its <c>WriteGolden</c> wrote them; null for none. They belong to one
    /// model: a new model comes with new rows, and is refused until both files are there.
    /// </summary>
    public string? Golden { get; set; }

    /// <summary>How often the files are read and hashed again; not above zero for never. Replaced links, as Kubernetes has them, are found by it.</summary>
    public TimeSpan PollEvery { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether the system is asked to tell of changes, so that they are found at once where it can.</summary>
    public bool Watch { get; set; } = true;

    /// <summary>What members are called, and how many rows and how long texts may be.</summary>
    public JsonRowOptions Rows { get; set; } = JsonRowOptions.Default;

    /// <summary>The longest body, in bytes.</summary>
    public int MaxBodyBytes { get; set; } = 1 << 20;

    /// <summary>How long a body may take to arrive.</summary>
    public TimeSpan BodyTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether rows of requests that come at the same time are computed together, and how many; null for each request by itself.</summary>
    public BatchingOptions? Batching { get; set; }

    /// <summary>
    /// Whether the service is ready only when this model answers. A canary or a shadow says false: without it, requests are answered as ever, and health is degraded.
    /// </summary>
    public bool IsRequired { get; set; } = true;

    /// <summary>The same for a model of another file.</summary>
    internal ServingOptions For(string name, string file) => new()
    {
        Name = name,
        File = file,
        PollEvery = PollEvery,
        Watch = Watch,
        Rows = Rows,
        MaxBodyBytes = MaxBodyBytes,
        BodyTimeout = BodyTimeout,
        Batching = Batching,
        IsRequired = IsRequired,
    };

    /// <exception cref="ArgumentException">A value makes no sense; the message names the option.</exception>
    internal void Check(bool needsFile)
    {
        ArgumentNullException.ThrowIfNull(Rows);
        if (needsFile && string.IsNullOrWhiteSpace(File)) throw new ArgumentException("File is not set; name the model file that is served");
        if (Golden is not null && File is null) throw new ArgumentException("Golden is set without File; golden rows are held against a model that comes from a file");
        if (MaxBodyBytes < 2) throw new ArgumentException(FormattableString.Invariant($"MaxBodyBytes is {MaxBodyBytes}; the smallest row takes 2 bytes"));
        if (BodyTimeout <= TimeSpan.Zero) throw new ArgumentException($"BodyTimeout is {BodyTimeout}; give a time above zero");
        Batching?.Check();
    }
}
