using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace MlDsl.Onnx;

/// <summary>Between records and tensors: what generated adapters check before native code sees anything.</summary>
public static class OnnxRows
{
    /// <summary>How many rows of <paramref name="width"/> elements there are.</summary>
    /// <param name="length">The elements given.</param>
    /// <param name="width">The elements of one row, at least 1.</param>
    /// <param name="member">The member that holds them, for the message.</param>
    /// <exception cref="ArgumentException">There is no row, or the last one is not whole.</exception>
    public static int Count(int length, long width, string member)
    {
        long rows = length / width;
        if (rows * width != length || rows == 0) ThrowLength(length, width, member);
        return (int)rows;
    }

    /// <summary>The size of a dimension that the graph leaves open, told by the length; 0 for nothing.</summary>
    /// <param name="length">The elements given.</param>
    /// <param name="width">The elements of the fixed dimensions, at least 1.</param>
    /// <param name="member">The member that holds them, for the message.</param>
    /// <exception cref="ArgumentException">The last part is not whole.</exception>
    public static long Size(int length, long width, string member) => length == 0 ? 0 : Count(length, width, member);

    /// <summary>Copies a record's elements into its row.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Copy<T>(ReadOnlySpan<T> elements, Span<T> row, string member)
    {
        if (elements.Length != row.Length) ThrowCount(elements.Length, row.Length, member);
        elements.CopyTo(row);
    }

    /// <summary>Copies a record's elements into its row of more digits.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Widen(ReadOnlySpan<float> elements, Span<double> row, string member)
    {
        if (elements.Length != row.Length) ThrowCount(elements.Length, row.Length, member);
        for (int i = 0; i < elements.Length; i++) row[i] = elements[i];
    }

    /// <summary>A copy of a row's elements, each rounded to single precision.</summary>
    public static float[] Narrow(ReadOnlySpan<double> row)
    {
        var elements = new float[row.Length];
        for (int i = 0; i < elements.Length; i++) elements[i] = (float)row[i];
        return elements;
    }

    /// <summary>A record's elements, where they lie.</summary>
    /// <param name="elements">The elements given.</param>
    /// <param name="count">How many the model takes.</param>
    /// <param name="member">The member that holds them, for the message.</param>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public static ReadOnlySpan<T> Whole<T>(ReadOnlySpan<T> elements, int count, string member)
    {
        if (elements.Length != count) ThrowCount(elements.Length, count, member);
        return elements;
    }

    /// <summary>A string that the model is given.</summary>
    /// <exception cref="ArgumentException"><paramref name="text"/> is null.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static string Text(string? text, string member)
    {
        if (text is null) ThrowNull(member);
        return text;
    }

    /// <summary>Checks that an output has so many elements for each of its rows.</summary>
    /// <exception cref="OnnxRuntimeException">The run gave another number.</exception>
    public static void Expect(int length, int rows, long width, string output)
    {
        if (length != rows * width)
            throw new OnnxRuntimeException(
                OnnxErrorCode.UnexpectedResult, null, $"The output '{output}' has {length} elements for {rows} rows of {width}");
    }

    /// <summary>A class that the model named and the enum does not know.</summary>
    public static OnnxRuntimeException UnknownClass(object label, string output) => new(
        OnnxErrorCode.UnexpectedResult, null, $"The output '{output}' names the class '{label}', which is not among those of the model file");

    /// <summary>Checks that a batch has a place for each result.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void SameLength(int inputs, int outputs)
    {
        if (inputs != outputs)
            throw new ArgumentException($"{inputs} inputs and {outputs} outputs are given; one output for each input is expected", nameof(outputs));
    }

    [DoesNotReturn]
    private static void ThrowCount(int length, int count, string member) =>
        throw new ArgumentException($"'{member}' has {length} elements; the model takes {count}", member);

    [DoesNotReturn]
    private static void ThrowNull(string member) =>
        throw new ArgumentException($"'{member}' is null; declare it as string? where a missing text shall reach the model as an empty one", member);

    private static void ThrowLength(int length, long width, string member) =>
        throw new ArgumentException($"'{member}' has {length} elements; whole rows of {width} are expected, at least one", member);
}
