using System.ComponentModel;

namespace MlDsl.Onnx;

/// <summary>
/// A compiled model at work: it lends out calls, each with the values of one run, and keeps idle ones for the next caller. Safe for any
/// number of threads.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CompiledModel : IDisposable
{
    private readonly Func<CompiledModel, CompiledCall> create;
    private readonly CompiledCall?[] idle;
    private readonly SessionFacts plan;
    private CompiledCall? last;
    private volatile bool disposed;

    /// <summary>Prepares a model.</summary>
    /// <param name="name">What messages call the model.</param>
    /// <param name="signature">Its inputs and outputs.</param>
    /// <param name="create">Makes the values of one more concurrent call.</param>
    public CompiledModel(string name, OnnxSignature signature, Func<CompiledModel, CompiledCall> create)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(signature);
        ArgumentNullException.ThrowIfNull(create);
        plan = new SessionFacts(name, signature, null, new Dictionary<string, string>(), "Compiled", null, isGenerated: true);
        this.create = create;

        // As many calls as can run at once are kept; the tensors of others are left to the garbage collector.
        idle = new CompiledCall?[Environment.ProcessorCount];
        Inputs = [.. signature.Inputs.Select(input => new CompiledInput(input, plan.IsBatchedInput(input)))];
    }

    /// <summary>What messages call the model.</summary>
    public string Name => plan.Name;

    /// <summary>The inputs and outputs.</summary>
    public OnnxSignature Signature => plan.Signature;

    internal CompiledInput[] Inputs { get; }

    /// <summary>Takes the values of one call; dispose them to give them back.</summary>
    /// <param name="rows">The rows of the batch; 1 for a graph without a batch dimension.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rows"/> is below 1, or above 1 where the graph has no batch
    /// dimension.</exception>
    /// <exception cref="ObjectDisposedException">The model has been disposed.</exception>
    public CompiledCall Rent(int rows = 1)
    {
        if (disposed || (rows != 1 && (rows < 1 || !plan.IsBatched))) ThrowRefusal(rows);
        CompiledCall call = Interlocked.Exchange(ref last, null) ?? TakeIdle() ?? create(this);
        call.Begin(rows);
        return call;
    }

    /// <summary>Ends the model; calls in flight end normally.</summary>
    public void Dispose()
    {
        disposed = true;
        last = null;
        Array.Clear(idle);
    }

    internal void Return(CompiledCall call)
    {
        if (disposed || Interlocked.CompareExchange(ref last, call, null) is null) return;
        for (int i = 0; i < idle.Length; i++)
            if (idle[i] is null && Interlocked.CompareExchange(ref idle[i], call, null) is null) return;
    }

    private CompiledCall? TakeIdle()
    {
        for (int i = 0; i < idle.Length; i++)
            if (idle[i] is not null && Interlocked.Exchange(ref idle[i], null) is { } taken) return taken;
        return null;
    }

    private void ThrowRefusal(int rows)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        Refusal.ThrowRows(Name, rows);
    }
}

/// <summary>What a compiled model knows of an input.</summary>
internal sealed class CompiledInput(OnnxValueInfo info, bool isBatched)
{
    private readonly long[]? sizes = info.Shape is { } shape && shape.Skip(isBatched ? 1 : 0).All(static size => size.IsFixed)
        ? [.. shape.Select(static size => size.IsFixed ? size.Size : 1)]
        : null;

    public OnnxValueInfo Info => info;

    public bool IsBatched => isBatched;

    /// <summary>The sizes, where the rows tell them all; the first is the batch's where there is one.</summary>
    public ReadOnlySpan<long> Sizes => sizes;

    /// <summary>Whether the caller gives the shape.</summary>
    public bool IsOpen => sizes is null;
}
