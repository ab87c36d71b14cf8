namespace MlDsl.Onnx;

public sealed unsafe partial class OnnxBinding
{
    private ClassScoreReader? scores;

    /// <summary>
    /// The rows of an output of maps from classes to scores (scikit-learn's ZipMap): the length of the sequence, or 1 for a single map.
    /// </summary>
    /// <exception cref="InvalidOperationException">The binding has not run.</exception>
    /// <exception cref="OnnxRuntimeException">The output is neither a sequence of maps nor a map.</exception>
    public int ClassScoreRows(int index) => Scores(index).Rows;

    /// <summary>Copies the scores of named classes from an output of maps.</summary>
    /// <param name="index">The output's position in the file.</param>
    /// <param name="classes">All classes, in the order wanted.</param>
    /// <param name="destination">One score per row and class, rows first: <see cref="ClassScoreRows"/> × classes.</param>
    /// <exception cref="ArgumentException">The length differs.</exception>
    /// <exception cref="InvalidOperationException">The binding has not run.</exception>
    /// <exception cref="OnnxRuntimeException">The output is no map from strings to floats, or its classes are others.</exception>
    public void CopyClassScores(int index, ReadOnlySpan<string> classes, Span<float> destination)
    {
        ClassScoreReader reader = Scores(index);
        CheckScores(index, reader.Rows, classes.Length, destination.Length);
        for (int row = 0; row < reader.Rows; row++)
            reader.CopyRow(row, classes, destination.Slice(row * classes.Length, classes.Length));
    }

    /// <inheritdoc cref="CopyClassScores(int, ReadOnlySpan{string}, Span{float})"/>
    /// <param name="index">The output's position in the file.</param>
    /// <param name="classes">All classes by number, in the order wanted.</param>
    /// <param name="destination">One score per row and class, rows first: <see cref="ClassScoreRows"/> × classes.</param>
    public void CopyClassScores(int index, ReadOnlySpan<long> classes, Span<float> destination)
    {
        ClassScoreReader reader = Scores(index);
        CheckScores(index, reader.Rows, classes.Length, destination.Length);
        for (int row = 0; row < reader.Rows; row++)
            reader.CopyRow(row, classes, destination.Slice(row * classes.Length, classes.Length));
    }

    private ClassScoreReader Scores(int index)
    {
        if (!completed || state != Rented) ThrowNotCompleted();
        scores ??= new ClassScoreReader(api);
        scores.Open(session.Name, outputs[index]);
        return scores;
    }

    private void CheckScores(int index, int count, int classes, int length)
    {
        if ((long)count * classes == length) return;
        throw new ArgumentException(
            $"{session.Name}: the output '{outputs[index].Info}' has {count} rows of {classes} classes; "
            + $"the destination has {length} places");
    }
}
