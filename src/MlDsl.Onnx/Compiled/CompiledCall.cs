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
public abstract partial class CompiledCall : IDisposable
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

    /// <summary>The elements of an input whose shape is known: fixed, or batched (rows first, row-major). Write all of them.</summary>
    /// <exception cref="InvalidOperationException">The input's shape is open: give it with the elements.</exception>
    public Span<T> Input<T>(int index)
    {
        CompiledInput input = model.Inputs[index];
        if (!isRented || input.IsOpen) ThrowInput(input);
        isWritten[index] = true;
        return Values<T>(inputs[index]);
    }

    /// <summary>Copies the elements of an input whose shape is known.</summary>
    /// <exception cref="ArgumentException">The length differs from the input's.</exception>
    public void SetInput<T>(int index, ReadOnlySpan<T> elements)
    {
        Span<T> values = Input<T>(index);
        if (elements.Length != values.Length) ThrowLength(index, elements.Length);
        elements.CopyTo(values);
    }

    /// <summary>Copies the elements of an input of the given shape.</summary>
    /// <exception cref="ArgumentException">The length is not that of the shape, or the shape does not fit the file's declaration.</exception>
    public void SetInput<T>(int index, ReadOnlySpan<T> elements, ReadOnlySpan<long> shape)
    {
        Shape(index, shape);
        Span<T> values = Values<T>(inputs[index]);
        if (elements.Length != values.Length) ThrowLength(index, elements.Length);
        elements.CopyTo(values);
    }

    /// <summary>Writes all strings of an input whose shape is known.</summary>
    /// <exception cref="ArgumentException">The number of strings differs from the input's, or one is null.</exception>
    public void SetText(int index, ReadOnlySpan<string> texts)
    {
        CompiledInput input = model.Inputs[index];
        if (!isRented || input.IsOpen) ThrowInput(input);
        isWritten[index] = true;
        WriteTexts(index, texts);
    }

    /// <summary>Writes all strings of an input of the given shape.</summary>
    /// <exception cref="ArgumentException">The number of strings is not that of the shape, the shape does not fit, or one is null.</exception>
    public void SetText(int index, ReadOnlySpan<string> texts, ReadOnlySpan<long> shape)
    {
        Shape(index, shape);
        WriteTexts(index, texts);
    }

    /// <summary>Writes one string of an input whose shape is known.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The input has no such position.</exception>
    public void SetText(int index, int position, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Span<string> texts = Input<string>(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)position, (uint)texts.Length, nameof(position));
        texts[position] = text;
    }

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

    /// <summary>The outputs of the run; disposing the result gives this call back.</summary>
    /// <exception cref="InvalidOperationException">The call has not run.</exception>
    public CompiledResult Result()
    {
        if (!hasRun) ThrowNotRun();
        return new CompiledResult(this, number);
    }

    /// <summary>The elements of an output, row-major. Valid until the call runs again or is disposed.</summary>
    /// <exception cref="InvalidOperationException">The call has not run.</exception>
    public ReadOnlySpan<T> Output<T>(int index)
    {
        if (!hasRun) ThrowNotRun();
        return Values<T>(outputs[index]);
    }

    /// <summary>The sizes of an output; empty for a scalar.</summary>
    /// <exception cref="InvalidOperationException">The call has not run.</exception>
    public ReadOnlySpan<long> OutputShape(int index)
    {
        if (!hasRun) ThrowNotRun();
        return outputs[index].Shape;
    }

    /// <summary>The elements of an output.</summary>
    /// <exception cref="InvalidOperationException">The call has not run.</exception>
    public int OutputLength(int index)
    {
        if (!hasRun) ThrowNotRun();
        return outputs[index].Length;
    }

    /// <summary>One string of an output.</summary>
    /// <exception cref="InvalidOperationException">The call has not run.</exception>
    public string OutputText(int index, int position) => Output<string>(index)[position];

    /// <summary>The rows of an output of class scores.</summary>
    /// <exception cref="InvalidOperationException">The call has not run.</exception>
    public int ClassScoreRows(int index) => OutputShape(index) is [var first, ..] ? (int)first : 1;

    /// <summary>Copies the class scores of an output, which are in the order of the graph's classes.</summary>
    /// <param name="index">The output's position in the file.</param>
    /// <param name="known">The graph's classes, in their order.</param>
    /// <param name="classes">All classes, in the order wanted.</param>
    /// <param name="destination">One score per row and class, rows first.</param>
    /// <exception cref="ArgumentException">The length differs, or a class is unknown.</exception>
    public void CopyClassScores(int index, ReadOnlySpan<string> known, ReadOnlySpan<string> classes, Span<float> destination) => CopyScores(index, known, classes, destination);

    /// <inheritdoc cref="CopyClassScores(int, ReadOnlySpan{string}, ReadOnlySpan{string}, Span{float})"/>
    public void CopyClassScores(int index, ReadOnlySpan<long> known, ReadOnlySpan<long> classes, Span<float> destination) => CopyScores(index, known, classes, destination);

    private void CopyScores<TLabel>(int index, ReadOnlySpan<TLabel> known, ReadOnlySpan<TLabel> classes, Span<float> destination)
        where TLabel : IEquatable<TLabel>
    {
        ReadOnlySpan<float> scores = Output<float>(index);
        if (destination.Length != scores.Length || classes.Length != known.Length)
            throw new ArgumentException($"{ModelName}: the output '{model.Signature.Outputs[index]}' has {scores.Length} scores of {known.Length} classes; {destination.Length} of {classes.Length} are asked for");
        for (int i = 0; i < classes.Length; i++)
        {
            int place = known.IndexOf(classes[i]);
            if (place < 0) throw new ArgumentException($"{ModelName}: the output '{model.Signature.Outputs[index]}' has no class '{classes[i]}'", nameof(classes));
            for (int at = 0; at < scores.Length; at += known.Length) destination[at + i] = scores[at + place];
        }
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

    private void Shape(int index, ReadOnlySpan<long> shape)
    {
        CompiledInput input = model.Inputs[index];
        if (!isRented || input.Info.Kind != OnnxKind.Tensor) ThrowInput(input);
        if (!Shapes.Fits(shape, input.Info.Shape)) ThrowShape(input, shape);
        inputs[index].Resize(shape);
        isWritten[index] = true;
    }

    private void WriteTexts(int index, ReadOnlySpan<string> texts)
    {
        Span<string> values = Values<string>(inputs[index]);
        if (texts.Length != values.Length) ThrowLength(index, texts.Length);
        for (int i = 0; i < values.Length; i++)
        {
            if (texts[i] is null) ThrowAbsent(index, i);
            values[i] = texts[i];
        }
    }

    [DoesNotReturn]
    private void ThrowAbsent(int index, int position) =>
        throw new ArgumentException($"{ModelName}: string {position} of the input '{model.Inputs[index].Info}' is null");

    [DoesNotReturn]
    private void ThrowInput(CompiledInput input)
    {
        ThrowIfReturned();
        throw input.Info.Kind == OnnxKind.Map
            ? new InvalidOperationException($"{ModelName}: the input '{input.Info}' is no tensor; give it with SetMap")
            : new InvalidOperationException($"{ModelName}: the shape of the input '{input.Info}' is open; give it with the elements");
    }

    [DoesNotReturn]
    private void ThrowShape(CompiledInput input, ReadOnlySpan<long> shape) =>
        throw new ArgumentException($"{ModelName}: the shape {Shapes.Text(shape)} does not fit the input '{input.Info}'", nameof(shape));

    [DoesNotReturn]
    private void ThrowLength(int index, int length) => throw new ArgumentException(
        $"{ModelName}: {length} elements are given for the input '{model.Inputs[index].Info}'; {inputs[index].Length} are expected for the shape {Shapes.Text(inputs[index].Shape)}");

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
