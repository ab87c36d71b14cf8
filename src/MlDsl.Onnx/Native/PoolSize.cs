namespace MlDsl.Onnx.Native;

/// <summary>The threads of the shared pool.</summary>
internal readonly record struct PoolSize(int IntraOp, int InterOp, bool Spinning)
{
    /// <summary>One thread each is the caller's own, so such a pool starts none.</summary>
    public static PoolSize None { get; } = new(1, 1, false);
}
