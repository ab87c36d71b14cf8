namespace MlDsl.Serving;

/// <summary>
/// How the rows of several requests are computed together. It pays where one call of many rows costs much less than many calls: ONNX
/// Runtime's large graphs, a GPU. Compiled trees and linear models gain nothing by it.
/// </summary>
public sealed class BatchingOptions
{
    /// <summary>The most rows of one call; a request of more is computed in parts.</summary>
    public int MaxRows { get; set; } = 64;

    /// <summary>
    /// How long the oldest of several waiting requests may wait for others, once the model is free; zero for not at all. A request that waits
    /// alone is computed at once.
    /// </summary>
    public TimeSpan MaxDelay { get; set; }

    /// <summary>The most rows that wait; with them a request is refused with status 429. One that finds nothing waiting is always taken.</summary>
    public int QueueLimit { get; set; } = 1024;

    /// <summary>How long a request may wait before its first row is computed; not above zero for as long as it takes. Later it is refused with status 504.</summary>
    public TimeSpan MaxWait { get; set; }

    /// <exception cref="ArgumentException">A value makes no sense; the message names the option.</exception>
    internal void Check()
    {
        if (MaxRows < 1) throw new ArgumentException(FormattableString.Invariant($"Batching.MaxRows is {MaxRows}; give the rows of one call, at least 1"));
        if (QueueLimit < 1) throw new ArgumentException(FormattableString.Invariant($"Batching.QueueLimit is {QueueLimit}; give the rows that may wait, at least 1"));
        if (MaxDelay < TimeSpan.Zero || MaxDelay > TimeSpan.FromMinutes(1)) throw new ArgumentException($"Batching.MaxDelay is {MaxDelay}; give a time from zero to a minute");
        if (MaxWait > TimeSpan.FromDays(1)) throw new ArgumentException($"Batching.MaxWait is {MaxWait}; give a time up to a day, or zero for none");
    }
}
