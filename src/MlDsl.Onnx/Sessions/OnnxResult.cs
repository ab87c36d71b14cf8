using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace MlDsl.Onnx;

/// <summary>
/// The outputs of one call, as generated adapters hand them out: views of the binding's buffers, valid until it is disposed. A copy that
/// outlives the call says so instead of showing the numbers of another one, and disposing twice does nothing.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct OnnxResult : IDisposable
{
    private readonly OnnxBinding binding;
    private readonly int call;

    internal OnnxResult(OnnxBinding binding, int call)
    {
        this.binding = binding;
        this.call = call;
    }

    /// <summary>The rows of the call.</summary>
    /// <exception cref="ObjectDisposedException">The result has been disposed.</exception>
    public int Rows => Binding.Rows;

    private OnnxBinding Binding
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => binding is not null && binding.IsAt(call) ? binding : ThrowEnded();
    }

    /// <summary>The elements of an output, row-major.</summary>
    /// <exception cref="ObjectDisposedException">The result has been disposed.</exception>
    public ReadOnlySpan<T> Span<T>(int output)
        where T : unmanaged => Binding.Output<T>(output);

    /// <summary>The only element of an output without dimensions.</summary>
    /// <exception cref="OnnxRuntimeException">The output is declared as one value, and has another number of them.</exception>
    /// <exception cref="ObjectDisposedException">The result has been disposed.</exception>
    public T Single<T>(int output)
        where T : unmanaged
    {
        ReadOnlySpan<T> elements = Binding.Output<T>(output);
        return elements.Length == 1 ? elements[0] : throw NotSingle(output, elements.Length);
    }

    /// <summary>The sizes of an output; empty for a scalar.</summary>
    /// <exception cref="ObjectDisposedException">The result has been disposed.</exception>
    public ReadOnlySpan<long> Shape(int output) => Binding.OutputShape(output);

    /// <summary>The only string of an output without dimensions.</summary>
    /// <exception cref="OnnxRuntimeException">The output is declared as one value, and has another number of them.</exception>
    /// <exception cref="ObjectDisposedException">The result has been disposed.</exception>
    public string Text(int output) =>
        Binding.OutputLength(output) == 1 ? Binding.OutputText(output, 0) : throw NotSingle(output, Binding.OutputLength(output));

    /// <summary>The strings of an output, row-major, in a new array.</summary>
    /// <exception cref="ObjectDisposedException">The result has been disposed.</exception>
    public string[] Texts(int output)
    {
        var texts = new string[Binding.OutputLength(output)];
        Binding.CopyOutputText(output, texts);
        return texts;
    }

    /// <summary>The rows of an output of class scores.</summary>
    /// <exception cref="ObjectDisposedException">The result has been disposed.</exception>
    public int ScoreRows(int output) => Binding.ClassScoreRows(output);

    /// <inheritdoc cref="OnnxBinding.CopyClassScores(int, ReadOnlySpan{string}, Span{float})"/>
    /// <exception cref="ObjectDisposedException">The result has been disposed.</exception>
    public void CopyScores(int index, ReadOnlySpan<string> classes, Span<float> destination) => Binding.CopyClassScores(index, classes, destination);

    /// <inheritdoc cref="OnnxBinding.CopyClassScores(int, ReadOnlySpan{long}, Span{float})"/>
    /// <exception cref="ObjectDisposedException">The result has been disposed.</exception>
    public void CopyScores(int index, ReadOnlySpan<long> classes, Span<float> destination) => Binding.CopyClassScores(index, classes, destination);

    /// <summary>Whether an optional output is there.</summary>
    /// <exception cref="ObjectDisposedException">The result has been disposed.</exception>
    public bool Has(int output) => Binding.HasOutput(output);

    /// <summary>An output as a value of its own, which outlives the result; the caller disposes it, and takes it once.</summary>
    /// <exception cref="InvalidOperationException">The value was taken already, or is absent.</exception>
    /// <exception cref="ObjectDisposedException">The result has been disposed.</exception>
    public OnnxValue Take(int output) => Binding.OutputValue(output);

    /// <summary>Gives the buffers back to the session.</summary>
    public void Dispose()
    {
        if (binding is not null && binding.IsAt(call)) binding.Dispose();
    }

    private OnnxRuntimeException NotSingle(int output, int count) =>
        new(OnnxErrorCode.UnexpectedResult, binding.ModelName, Refusal.NotSingle(binding.OutputInfo(output), count, binding.OutputShape(output)));

    private static OnnxBinding ThrowEnded() => throw Refusal.Ended(nameof(OnnxResult));
}

public sealed unsafe partial class OnnxBinding
{
    internal string ModelName => session.Name;

    internal OnnxValueInfo OutputInfo(int index) => outputs[index].Info;

    /// <summary>The outputs of the run that has ended; disposing the result gives this binding back.</summary>
    /// <exception cref="InvalidOperationException">The binding has not run.</exception>
    public OnnxResult Result()
    {
        if (!completed || state != Rented) ThrowNotCompleted();
        return new OnnxResult(this, call);
    }

    internal bool IsAt(int number) => call == number && state == Rented;
}
