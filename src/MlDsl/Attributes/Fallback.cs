namespace MlDsl;

/// <summary>What happens when the provider that was asked for cannot be had.</summary>
public enum Fallback
{
    /// <summary>Loading throws and says what is missing.</summary>
    Fail,

    /// <summary>The graph runs on the processor; the session's provider, its reason and a metric say so.</summary>
    Cpu,
}
