namespace MlDsl;

/// <summary>The records that <see cref="BadRowPolicy.Skip"/> left out.</summary>
/// <param name="Count">How many were left out.</param>
/// <param name="First">What was wrong with the first of them, up to <see cref="Kept"/>.</param>
public sealed record SkippedRows(long Count, IReadOnlyList<DataFormatException> First)
{
    /// <summary>The number of records whose exceptions are kept.</summary>
    public const int Kept = 10;

    internal static SkippedRows None { get; } = new(0, []);
}
