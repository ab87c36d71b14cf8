using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using MlDsl.Kernels;

namespace MlDsl.Onnx;

/// <summary>
/// One call of a compiled model in the making: the values of its graph. Generated code derives from it. It belongs to one caller at a time,
/// and spans taken from it end with <see cref="Dispose"/>. A warm call allocates nothing managed, unless the graph makes strings.
/// </summary>
[SuppressMessage("Design", "CA1063", Justification = "Nothing is freed: the values go back to the model for the next caller.")]
[SuppressMessage("Usage", "CA1816", Justification = "There is no finalizer to suppress.")]
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract partial class CompiledCall : IModelCall
{
    private readonly CompiledModel model;
    private readonly Tensor[] inputs;
    private readonly Tensor[] outputs;
    private readonly bool[] isWritten;
    private int rows;
    private int number;
    private bool isRented;
    private bool hasRun;

    /// <summary>The values of a graph.</summary>
    /// <param name="model">The model that lends the call.</param>
    /// <param name="inputs">The inputs, in the file's order.</param>
    /// <param name="outputs">The outputs, in the file's order.</param>
    protected CompiledCall(CompiledModel model, Tensor[] inputs, Tensor[] outputs)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(outputs);
        (this.model, this.inputs, this.outputs) = (model, inputs, outputs);
        isWritten = new bool[inputs.Length];
    }

    /// <summary>The rows of this call.</summary>
    public int Rows => rows;

    internal string ModelName => model.Name;

    internal OnnxValueInfo OutputInfo(int index) => model.Signature.Outputs[index];

    /// <summary>Runs the graph on what has been written, on this thread.</summary>
    /// <exception cref="InvalidOperationException">An input has not been written since the call was rented.</exception>
    /// <exception cref="OperatorException">The inputs do not fit the graph; the message names the node.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was cancelled before the run; a run under way is not
    /// stopped.</exception>
    public void Run(CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (!isRented) ThrowUnwritten();
        foreach (bool isThere in isWritten)
            if (!isThere) ThrowUnwritten();
        Execute();
        hasRun = true;
    }

    /// <summary>Runs the graph at once, on this thread: it takes less time than handing it to another one.</summary>
    /// <inheritdoc cref="Run(CancellationToken)"/>
    public ValueTask RunAsync(CancellationToken cancellation = default)
    {
        if (cancellation.IsCancellationRequested) return ValueTask.FromCanceled(cancellation);
        Run(cancellation);
        return ValueTask.CompletedTask;
    }

    /// <summary>Runs the graph and shows the outputs where they lie; what shows them gives this call back. A call that fails goes back at once.</summary>
    /// <param name="show">Makes the caller's view of the outputs.</param>
    /// <param name="cancellation">Stops the run.</param>
    /// <inheritdoc cref="RunAsync(CancellationToken)"/>
    public ValueTask<T> ShowAsync<T>(Func<CompiledCall, T> show, CancellationToken cancellation) => ModelCalls.ShowAsync(this, show, cancellation);

    /// <summary>Runs the graph, copies what is wanted of the outputs, and gives this call back.</summary>
    /// <param name="read">Copies it.</param>
    /// <param name="cancellation">Stops the run.</param>
    /// <inheritdoc cref="RunAsync(CancellationToken)"/>
    public ValueTask<T> ReadAsync<T>(Func<CompiledCall, T> read, CancellationToken cancellation) => ModelCalls.ReadAsync(this, read, cancellation);

    /// <summary>The outputs of the run; disposing the result gives this call back.</summary>
    /// <exception cref="InvalidOperationException">The call has not run.</exception>
    public CompiledResult Result()
    {
        if (!hasRun) ThrowNotRun();
        return new CompiledResult(this, number);
    }

    /// <summary>Gives the call back to its model.</summary>
    public void Dispose()
    {
        if (!isRented) return;
        isRented = hasRun = false;
        model.Return(this);
    }

    /// <summary>Calculates the outputs from the inputs.</summary>
    protected abstract void Execute();

    internal bool IsAt(int call) => number == call && isRented;

    internal void Begin(int count)
    {
        isRented = true;
        hasRun = false;
        number++;
        rows = count;
        for (int i = 0; i < inputs.Length; i++)
        {
            CompiledInput input = model.Inputs[i];
            isWritten[i] = false;
            if (input.IsOpen) continue;
            if (inputs[i].Rank == 0 || inputs[i].Size(0) != count || !input.IsBatched) Resize(inputs[i], input, count);
        }
    }

    private static void Resize(Tensor tensor, CompiledInput input, int count)
    {
        Span<long> sizes = stackalloc long[Tensor.MaxRank];
        input.Sizes.CopyTo(sizes);
        if (input.IsBatched) sizes[0] = count;
        tensor.Resize(sizes[..input.Sizes.Length]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Span<T> Values<T>(Tensor tensor) => ((Tensor<T>)tensor).Values;

    [DoesNotReturn]
    private void ThrowUnwritten()
    {
        ThrowIfReturned();
        throw new InvalidOperationException($"{ModelName}: the input '{model.Inputs[isWritten.AsSpan().IndexOf(false)].Info}' has not been written; write every input before Run");
    }

    [DoesNotReturn]
    private void ThrowNotRun()
    {
        ThrowIfReturned();
        throw new InvalidOperationException($"{ModelName}: outputs are there after Run has ended well, and not before");
    }

    private void ThrowIfReturned() => ObjectDisposedException.ThrowIf(!isRented, this);
}
