namespace MlDsl.Onnx;

public abstract partial class CompiledCall
{
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
}
