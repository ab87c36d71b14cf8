using System.Numerics;
using MlDsl.Onnx.Native;

namespace MlDsl.Onnx;

/// <summary>
/// A loaded model file. One per model and process is enough: any number of threads may call it at once, each with a binding of its own.
/// </summary>
/// <remarks>
/// A call rents a binding, writes the inputs, runs, reads the outputs, and gives the binding back:
/// <code>
/// using OnnxBinding call = session.Rent(rows);        // rows of the batch; Rent() for one
/// features.CopyTo(call.Input&lt;float&gt;(0));             // inputs and outputs by their position in the file
/// call.Run(cancellation);
/// call.Output&lt;float&gt;(0).CopyTo(scores);
/// </code>
/// <para>
/// <b>The batch dimension.</b> An input is batched when its first dimension is not fixed and all others are. All batched inputs share the
/// symbol of the first one; an input whose first dimension has another symbol, or that has further open dimensions, is given its shape in
/// each call (<see cref="OnnxBinding.Input{T}(int, ReadOnlySpan{long})"/>). Batches are never padded or cut, because a graph may mix its
/// rows: a batch of 5 runs as 5 rows, in buffers made for 8.
/// </para>
/// <para>
/// Bindings and buffers are made at the first call of each bucket (1, 2, 4, … <see cref="OnnxSessionOptions.MaxBatch"/> rows) and kept.
/// After that a call of numeric tensors allocates no managed memory. A larger batch works in buffers made for that call.
/// </para>
/// </remarks>
public sealed class OnnxSession : IDisposable
{
    private readonly SessionHandle handle;
    private readonly BindingPool[] pools;
    private volatile bool disposed;

    internal OnnxSession(SessionHandle handle, SessionFacts plan, OnnxSessionOptions options)
    {
        this.handle = handle;
        Plan = plan;
        Options = options;
        pools = new BindingPool[Bucket(plan.IsBatched ? options.MaxBatch : 1) + 1];
        for (int i = 0; i < pools.Length; i++) pools[i] = new BindingPool(options.MaxPooled);
    }

    /// <summary>The file's name, or the name given with the bytes.</summary>
    public string Name => Plan.Name;

    /// <summary>The inputs, in the file's order.</summary>
    public IReadOnlyList<OnnxValueInfo> Inputs => Plan.Signature.Inputs;

    /// <summary>The outputs, in the file's order.</summary>
    public IReadOnlyList<OnnxValueInfo> Outputs => Plan.Signature.Outputs;

    /// <summary>The file's own key-value pairs (<c>metadata_props</c>).</summary>
    public IReadOnlyDictionary<string, string> Metadata => Plan.Metadata;

    /// <summary>Whether a call can have more than one row.</summary>
    public bool IsBatched => Plan.IsBatched;

    /// <summary>The provider that runs the graph, by the runtime's name, for example <c>CPUExecutionProvider</c>.</summary>
    public string Provider => Plan.Provider;

    /// <summary>Why the graph does not run where it was asked to; <see langword="null"/> when it does.</summary>
    public string? FallbackReason => Plan.FallbackReason;

    /// <summary>The options the session was loaded with.</summary>
    public OnnxSessionOptions Options { get; }

    internal SessionFacts Plan { get; }

    /// <summary>Loads a model file; external data is looked for beside it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it runs.</param>
    /// <param name="expected">What the calling class was compiled against, if anything.</param>
    /// <exception cref="OnnxRuntimeException">The file is not there, is broken, is not the one that is pinned or expected, uses what the
    /// runtime does not know; or the provider or the native library is missing.</exception>
    public static OnnxSession Load(string path, OnnxSessionOptions? options = null, OnnxSignature? expected = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var source = new ModelSource(Path.GetFileName(path), Path.GetFullPath(path), default);
        return SessionLoader.Load(source, options ?? OnnxSessionOptions.Default, expected);
    }

    /// <summary>Loads a model from memory; the bytes are not needed afterwards.</summary>
    /// <param name="model">The content of a model file without external data.</param>
    /// <param name="name">What errors and metrics call the model.</param>
    /// <param name="options">How it runs.</param>
    /// <param name="expected">What the calling class was compiled against, if anything.</param>
    /// <exception cref="OnnxRuntimeException">As for a file.</exception>
    public static OnnxSession Load(
        ReadOnlyMemory<byte> model, string name, OnnxSessionOptions? options = null, OnnxSignature? expected = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return SessionLoader.Load(new ModelSource(name, null, model), options ?? OnnxSessionOptions.Default, expected);
    }

    /// <summary>Takes a binding for one call; dispose it to give it back.</summary>
    /// <param name="rows">The rows of the batch; 1 for a graph without a batch dimension.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rows"/> is below 1, or above 1 where the graph has no batch
    /// dimension.</exception>
    /// <exception cref="ObjectDisposedException">The session has been disposed.</exception>
    public OnnxBinding Rent(int rows = 1)
    {
        if (disposed || (rows != 1 && (rows < 1 || !Plan.IsBatched))) ThrowRefusal(rows);
        int bucket = Bucket(rows);
        BindingPool? pool = bucket < pools.Length && rows <= Options.MaxBatch ? pools[bucket] : null;
        OnnxBinding binding = pool?.TryTake() ?? new OnnxBinding(this, handle, pool, pool is null ? rows : Capacity(bucket));
        binding.Begin(rows);
        return binding;
    }

    /// <summary>Makes a binding for batches of so many rows ahead of the first call.</summary>
    /// <exception cref="ArgumentOutOfRangeException">As for <see cref="Rent"/>.</exception>
    /// <exception cref="ObjectDisposedException">The session has been disposed.</exception>
    public void Prepare(int rows = 1) => Rent(rows).Dispose();

    /// <summary>
    /// Frees the session. Any thread may call it, any number of times; calls in flight end normally, and the native session goes with
    /// the last of them.
    /// </summary>
    public void Dispose()
    {
        disposed = true;

        // A binding given back at this moment is either seen by the drain below, or its thread sees the flag and drains itself.
        Interlocked.MemoryBarrier();
        Drain();
        handle.Dispose();
    }

    internal void Return(OnnxBinding binding, BindingPool pool)
    {
        if (!pool.TryPut(binding)) binding.Free();
        else if (disposed) Drain();
    }

    private void Drain()
    {
        foreach (BindingPool pool in pools)
            while (pool.TryTake() is { } binding) binding.Free();
    }

    private static int Bucket(int rows) => rows <= 1 ? 0 : BitOperations.Log2((uint)rows - 1) + 1;

    private int Capacity(int bucket) => (int)Math.Min(1L << bucket, Options.MaxBatch);

    private void ThrowRefusal(int rows)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        Refusal.ThrowRows(Name, rows);
    }
}
