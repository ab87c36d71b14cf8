using System.Diagnostics.CodeAnalysis;
using MlDsl.Onnx.Native;

namespace MlDsl.Onnx;

/// <summary>
/// One call in the making: input and output buffers, aligned to 64 bytes, that the runtime reads and writes in place. Rented from an
/// <see cref="OnnxSession"/>; it belongs to one caller at a time, and spans taken from it end with <see cref="Dispose"/>.
/// </summary>
[SuppressMessage("Usage", "CA1816", Justification = "Dispose keeps the native memory for the next caller; Free gives it up.")]
public sealed unsafe partial class OnnxBinding : IDisposable
{
    private const int Idle = 0, Rented = 1, Running = 2, Abandoned = 3, Finished = 4;
    private readonly OnnxSession session;
    private readonly SessionHandle handle;
    private readonly OrtApi api;
    private readonly BindingPool? pool;
    private readonly int capacity;
    private readonly InputSlot[] inputs;
    private readonly OutputSlot[] outputs;
    private readonly NativeCall native;
    private WideCopy? wide;
    private int state;
    private int freed;
    private int call;
    private int written;
    private int rows;
    private bool completed;
    private bool hasGivenValues;

    internal OnnxBinding(OnnxSession session, SessionHandle handle, BindingPool? pool, int capacity)
    {
        this.session = session;
        this.handle = handle;
        this.pool = pool;
        this.capacity = capacity;
        api = handle.Api;
        bool referenced = false;
        try
        {
            handle.DangerousAddRef(ref referenced);
        }
        catch (ObjectDisposedException)
        {
            GC.SuppressFinalize(this);
            throw new ObjectDisposedException(session.Name, $"The session of '{session.Name}' has been disposed");
        }
        SessionFacts plan = session.Plan;
        inputs = new InputSlot[plan.Signature.Inputs.Count];
        outputs = new OutputSlot[plan.Signature.Outputs.Count];
        for (int i = 0; i < inputs.Length; i++) inputs[i] = new InputSlot(handle, plan, i);
        for (int i = 0; i < outputs.Length; i++) outputs[i] = new OutputSlot(handle, plan, i);
        native = new NativeCall(handle, plan, inputs, outputs);
    }

    /// <summary>Frees the native memory of a binding that nobody gave back.</summary>
    ~OnnxBinding() => Free();

    /// <summary>The rows of this call.</summary>
    public int Rows => rows;

    /// <summary>Where in the pool this binding goes first.</summary>
    internal int HomeSlot { get; set; }

    /// <summary>Makes the binding ready for a call of so many rows.</summary>
    internal void Begin(int count)
    {
        if (count != rows)
        {
            try
            {
                SetRows(count);
            }
            catch
            {
                Free();
                throw;
            }
        }
        written = 0;
        call++;
        completed = false;
        Volatile.Write(ref state, Rented);
    }

    /// <summary>Runs the graph on what has been written, on this thread.</summary>
    /// <exception cref="InvalidOperationException">An input has not been written since the binding was rented.</exception>
    /// <exception cref="OnnxRuntimeException">The runtime failed; its code and text are in the exception.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> stopped the run.</exception>
    public void Run(CancellationToken cancellation = default)
    {
        CheckReady();
        RunChecked(cancellation);
    }

    private void RunChecked(CancellationToken cancellation)
    {
        completed = false;
        if (cancellation.CanBeCanceled || OnnxMetrics.Enabled) RunObserved(cancellation);
        else
        {
            nint status = native.Run(0);
            if (status != 0) native.Recover(status, 0);
        }
        completed = true;
        GC.KeepAlive(this);
    }

    /// <summary>
    /// Gives the binding back to its session. One that still runs goes back when the run ends; one whose ended run was never awaited is
    /// left to the garbage collector, because the run's thread may not have let go of it.
    /// </summary>
    public void Dispose()
    {
        if (Interlocked.CompareExchange(ref state, Idle, Rented) == Rented) Return();
        else if (Interlocked.CompareExchange(ref state, Abandoned, Running) == Finished) Volatile.Write(ref state, Idle);
    }

    /// <summary>Frees everything native; only for a binding that is in nobody's hands.</summary>
    internal void Free()
    {
        if (Interlocked.Exchange(ref freed, 1) != 0) return;
        GC.SuppressFinalize(this);
        native?.Dispose();
        scores?.Dispose();
        if (inputs is not null) foreach (InputSlot? input in inputs) input?.Free();
        if (outputs is not null) foreach (OutputSlot? output in outputs) output?.Free();
        handle.DangerousRelease();
    }

    private void SetRows(int count)
    {
        foreach (InputSlot input in inputs)
            if (input.IsBatched || (input.IsFixed && input.Length < 0)) input.SetRows(count, capacity);
        foreach (OutputSlot output in outputs) output.SetRows(count, capacity);
        rows = count;
        native.Rebind();
    }

    private void Return()
    {
        completed = false;
        if (native.HasMadeValues) native.ReleaseMadeValues();

        // A failed run gave its predictions up; the next call makes them again.
        if (native.HasRecovered) rows = 0;
        if (hasGivenValues) ReleaseGivenValues();
        if (pool is null) Free();
        else session.Return(this, pool);
    }

    private void RunObserved(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        long start = OnnxMetrics.Duration.Enabled ? System.Diagnostics.Stopwatch.GetTimestamp() : 0;
        nint options = cancellation.CanBeCanceled ? native.Options : 0;
        nint status;
        CancellationTokenRegistration registration =
            cancellation.UnsafeRegister(static binding => ((OnnxBinding)binding!).native.Terminate(), this);
        try
        {
            status = native.Run(options);
            if (status != 0 && !cancellation.IsCancellationRequested)
            {
                native.Recover(status, options);
                status = 0;
            }
        }
        catch (OnnxRuntimeException e) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException($"{session.Name}: the run was cancelled", e, cancellation);
        }
        finally
        {
            // Waits for a callback under way, so that the flag cannot be raised after it is taken down here.
            registration.Dispose();
            if (cancellation.IsCancellationRequested) native.Unterminate();
        }
        if (status != 0)
        {
            api.ReleaseStatus(status);
            throw new OperationCanceledException($"{session.Name}: the run was cancelled", cancellation);
        }
        KeyValuePair<string, object?>[] tags = session.Plan.Tags;
        OnnxMetrics.Runs.Add(1, tags[0], tags[1]);
        if (start != 0) OnnxMetrics.Duration.Record(System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds, tags[0], tags[1]);
    }

    private void CheckReady()
    {
        if (state != Rented) ThrowNotRented();
        if (written != inputs.Length) ThrowUnwritten();
    }

    private void ThrowUnwritten()
    {
        foreach (InputSlot input in inputs)
            if (input.Call != call)
                throw new InvalidOperationException(
                    $"{session.Name}: the input '{input.Info}' has not been written; write every input before Run");
        throw new InvalidOperationException($"{session.Name}: not every string of the text inputs has been written");
    }

    private void ThrowNotRented()
    {
        if (state is Running or Abandoned or Finished)
            throw new InvalidOperationException($"{session.Name}: the binding is running; await RunAsync first");
        throw new ObjectDisposedException(session.Name, $"{session.Name}: the binding has been given back; rent another one");
    }
}
