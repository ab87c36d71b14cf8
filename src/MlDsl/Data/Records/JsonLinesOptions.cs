namespace MlDsl;

/// <summary>How a file of JSON lines becomes rows.</summary>
public sealed record JsonLinesOptions : RecordOptions
{
    /// <summary>Files of up to this many bytes are held in memory as rows once read; larger ones are read again on every pass.</summary>
    public long HoldBytes { get; init; } = 64L << 20;

    /// <summary>The most bytes that one line may have, from 1 KiB to 1 GiB.</summary>
    public int MaxLineBytes { get; init; } = 16 << 20;

    internal override void Validate(DatasetSchema schema)
    {
        base.Validate(schema);
        Require(HoldBytes >= 0, nameof(HoldBytes), "must be 0 (hold nothing) or more");
        Require(MaxLineBytes is >= 1024 and <= 1 << 30, nameof(MaxLineBytes), "must be between 1024 and 1073741824");
    }
}
