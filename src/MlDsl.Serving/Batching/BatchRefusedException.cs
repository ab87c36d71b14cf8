namespace MlDsl.Serving;

/// <summary>Why a request was not computed with others.</summary>
internal enum BatchRefusal
{
    /// <summary>Too many rows wait.</summary>
    Full,

    /// <summary>The service stops.</summary>
    Draining,

    /// <summary>It waited too long.</summary>
    Late,
}

/// <summary>A request that the queue does not take, or gives up.</summary>
internal sealed class BatchRefusedException(BatchRefusal refusal) : Exception($"The queue refuses: {refusal}")
{
    public BatchRefusal Refusal => refusal;
}
