using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace MlDsl.Onnx;

/// <summary>
/// The outputs of one call of a compiled model, as generated adapters hand them out: views that are valid until it is disposed. A copy that
/// outlives the call says so instead of showing the numbers of another one, and disposing twice does nothing.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct CompiledResult : IDisposable
{
    private readonly CompiledCall call;
    private readonly int number;

    internal CompiledResult(CompiledCall call, int number)
    {
        this.call = call;
        this.number = number;
    }

    /// <summary>The rows of the call.</summary>
    /// <exception cref="ObjectDisposedException">The result has been disposed.</exception>
    public int Rows => Call.Rows;

    private CompiledCall Call
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => call is not null && call.IsAt(number) ? call : ThrowEnded();
    }

    /// <summary>The elements of an output, row-major.</summary>
    /// <exception cref="ObjectDisposedException">The result has been disposed.</exception>
    public ReadOnlySpan<T> Span<T>(int output) => Call.Output<T>(output);

    /// <summary>The only element of an output without dimensions.</summary>
    /// <exception cref="InvalidOperationException">The output is declared as one value, and has another number of them.</exception>
    /// <exception cref="ObjectDisposedException">The result has been disposed.</exception>
    public T Single<T>(int output)
    {
        ReadOnlySpan<T> elements = Call.Output<T>(output);
        return elements.Length == 1
            ? elements[0]
            : throw new InvalidOperationException($"{call.ModelName}: {Refusal.NotSingle(call.OutputInfo(output), elements.Length, call.OutputShape(output))}");
    }

    /// <summary>The sizes of an output; empty for a scalar.</summary>
    /// <exception cref="ObjectDisposedException">The result has been disposed.</exception>
    public ReadOnlySpan<long> Shape(int output) => Call.OutputShape(output);

    /// <summary>The only string of an output without dimensions.</summary>
    /// <exception cref="InvalidOperationException">The output is declared as one value, and has another number of them.</exception>
    /// <exception cref="ObjectDisposedException">The result has been disposed.</exception>
    public string Text(int output) => Single<string>(output);

    /// <summary>The strings of an output, row-major, in a new array.</summary>
    /// <exception cref="ObjectDisposedException">The result has been disposed.</exception>
    public string[] Texts(int output) => Call.Output<string>(output).ToArray();

    /// <summary>The rows of an output of class scores.</summary>
    /// <exception cref="ObjectDisposedException">The result has been disposed.</exception>
    public int ScoreRows(int output) => Call.ClassScoreRows(output);

    /// <inheritdoc cref="CompiledCall.CopyClassScores(int, ReadOnlySpan{string}, ReadOnlySpan{string}, Span{float})"/>
    /// <exception cref="ObjectDisposedException">The result has been disposed.</exception>
    public void CopyScores(int index, ReadOnlySpan<string> known, ReadOnlySpan<string> classes, Span<float> destination) => Call.CopyClassScores(index, known, classes, destination);

    /// <inheritdoc cref="CompiledCall.CopyClassScores(int, ReadOnlySpan{long}, ReadOnlySpan{long}, Span{float})"/>
    /// <exception cref="ObjectDisposedException">The result has been disposed.</exception>
    public void CopyScores(int index, ReadOnlySpan<long> known, ReadOnlySpan<long> classes, Span<float> destination) => Call.CopyClassScores(index, known, classes, destination);

    /// <summary>Gives the values back to the model.</summary>
    public void Dispose()
    {
        if (call is not null && call.IsAt(number)) call.Dispose();
    }

    private static CompiledCall ThrowEnded() => throw Refusal.Ended(nameof(CompiledResult));
}
