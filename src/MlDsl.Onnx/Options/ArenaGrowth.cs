namespace MlDsl.Onnx;

/// <summary>How the memory of a card is claimed.</summary>
public enum ArenaGrowth
{
    /// <summary>As much as is asked for (<c>kSameAsRequested</c>).</summary>
    AsRequested,

    /// <summary>The next power of two (<c>kNextPowerOfTwo</c>).</summary>
    PowerOfTwo,
}
