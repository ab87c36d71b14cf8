namespace MlDsl;

/// <summary>How the records of Parquet files become rows.</summary>
public sealed record ParquetOptions : RecordOptions
{
    /// <summary>
    /// Files of up to this many bytes, all together, are held in memory as rows once read; larger ones are read again on every pass. Rows take several times the
    /// memory of a compressed file.
    /// </summary>
    public long HoldBytes { get; init; } = 16L << 20;

    internal override void Validate(DatasetSchema schema)
    {
        base.Validate(schema);
        Require(HoldBytes >= 0, nameof(HoldBytes), "must be 0 (hold nothing) or more");
    }
}
