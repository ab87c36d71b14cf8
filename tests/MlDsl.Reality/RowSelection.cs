using MlDsl.Onnx;
using MlDsl.Onnx.Suite;

namespace MlDsl.Reality;

/// <summary>Some rows of a value.</summary>
internal static class RowSelection
{
    /// <summary>The rows in which every number is one.</summary>
    public static int[] Numbers(IReadOnlyList<Value> values) =>
        [.. Enumerable.Range(0, (int)values[0].Shape[0]).Where(row => values.All(value => value.Element != OnnxElementType.Float || !Row(value, value.Span<float>().ToArray(), row).Any(float.IsNaN)))];

    /// <summary>The given rows.</summary>
    public static Value Of(Value value, int[] rows)
    {
        long[] shape = [rows.Length, .. value.Shape[1..]];
        return value.Texts is { } texts
            ? Value.Text([.. rows.SelectMany(row => Row(value, texts, row))], shape)
            : Value.Tensor(value.Element, [.. rows.SelectMany(row => Row(value, value.Data.ToArray(), row))], shape);
    }

    private static ArraySegment<T> Row<T>(Value value, T[] all, int row)
    {
        int width = all.Length / (int)value.Shape[0];
        return new(all, row * width, width);
    }
}
