using System.Diagnostics.CodeAnalysis;

namespace MlDsl.Onnx;

/// <summary>What compiled models and sessions refuse in the same words.</summary>
internal static class Refusal
{
    /// <summary>Refuses a batch of no rows, or of several where the graph takes one.</summary>
    [DoesNotReturn]
    public static void ThrowRows(string model, int rows) => throw new ArgumentOutOfRangeException(
        nameof(rows),
        rows,
        rows < 1
            ? $"{model}: a batch of {rows} rows cannot run; give at least one row"
            : $"{model}: a batch of {rows} rows is asked for, but no input has a batch dimension; run the rows one by one");

    /// <summary>Why an output of <paramref name="count"/> elements has no single one.</summary>
    public static string NotSingle(OnnxValueInfo output, int count, ReadOnlySpan<long> shape) =>
        $"the output '{output}' is declared as a single value, but the run gave {count} in the shape {Shapes.Text(shape)}; the member whose name ends in Values gives them all";

    /// <summary>A result is read after its end.</summary>
    public static ObjectDisposedException Ended(string result) => new(result, "The result has been disposed; read its outputs before, or copy them");
}
