using System.Runtime.ExceptionServices;

namespace MlDsl;

/// <summary>The rows of one chunk of a file.</summary>
/// <param name="Rows">The rows, from the front.</param>
/// <param name="Texts">The hashes of their records; null where nobody asked for them.</param>
/// <param name="Count">How many there are.</param>
internal sealed record CsvRows<TRow>(TRow[] Rows, ulong[]? Texts, int Count)
{
    /// <summary>The records left out.</summary>
    public SkippedRows Skipped { get; init; } = SkippedRows.None;

    /// <summary>What broke the rows' contract and was not refused; null where there is none.</summary>
    public Contracts.ContractTally? Broken { get; init; }

    /// <summary>What ended the reading; null for the end of the chunk.</summary>
    public ExceptionDispatchInfo? Failure { get; init; }

    /// <summary>The kind of the event times and the line that said so; null where there are none.</summary>
    public (DateTimeKind Kind, long Line)? Times { get; init; }

    /// <summary>The chunk as it was, where it may have to be read again.</summary>
    public CsvChunk? Again { get; init; }
}
