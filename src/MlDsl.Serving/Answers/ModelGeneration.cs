namespace MlDsl.Serving;

/// <summary>One model that was loaded: what answers, or answered.</summary>
/// <param name="Number">Its number among those of this process, from 1.</param>
/// <param name="Model">The model's name, as its file says.</param>
/// <param name="Version">The model's version, as its file says.</param>
/// <param name="Hash">The SHA-256 of its file, in lower-case hexadecimal; empty where there is no file.</param>
/// <param name="LoadedAt">When it was loaded.</param>
/// <param name="GoldenRows">How many golden rows it reproduced.</param>
public sealed record ModelGeneration(int Number, string Model, string Version, string Hash, DateTimeOffset LoadedAt, int GoldenRows)
{
    /// <summary>What a response's <c>Model-Version</c> says: name, version and the start of the hash, escaped as in an address, since a header is ASCII.</summary>
    public override string ToString() => ModelVersionText.Of(Model, Version, Hash);
}

/// <summary>What came of a reload.</summary>
public enum ReloadStatus
{
    /// <summary>There is a new generation, which answers from now on.</summary>
    Loaded,

    /// <summary>The files are those that answer already.</summary>
    Unchanged,

    /// <summary>The files cannot answer; what answered before still does.</summary>
    Refused,
}

/// <summary>What came of a reload, and why.</summary>
/// <param name="Status">What came of it.</param>
/// <param name="Generation">What answers now; null where nothing does.</param>
/// <param name="Problem">Why the files were refused; null where they were not.</param>
public sealed record ReloadResult(ReloadStatus Status, ModelGeneration? Generation, string? Problem);
