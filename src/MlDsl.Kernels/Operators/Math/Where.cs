using System.ComponentModel;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's Where: elements of one of two values, broadcast together with the condition.</summary>
/// <typeparam name="T">Any element type.</typeparam>
[Operator("Where", 9)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Where<T> : Operator
{
    /// <summary>Chooses element after element.</summary>
    /// <param name="condition">Where true, an element of <paramref name="x"/> is taken.</param>
    /// <param name="x">The elements for true.</param>
    /// <param name="y">The elements for false.</param>
    /// <param name="result">What was chosen.</param>
    /// <exception cref="OperatorException">The shapes do not go together.</exception>
    public void Run(Tensor<bool> condition, Tensor<T> x, Tensor<T> y, [Result] Tensor<T> result)
    {
        var walk = new BroadcastWalk(condition.Shape, x.Shape, y.Shape);
        if (!walk.Fits) throw Mismatch(condition, x, y);
        result.Resize(walk.Shape);
        ReadOnlySpan<bool> choices = condition.Values;
        ReadOnlySpan<T> whenTrue = x.Values, whenFalse = y.Values;
        Span<T> into = result.Values;
        for (int at = 0; at < into.Length; at += walk.Run, walk.Next())
            Choose(choices.Slice(walk.X, walk.RunX), whenTrue.Slice(walk.Y, walk.RunY), whenFalse.Slice(walk.Z, walk.RunZ), into.Slice(at, walk.Run));
    }

    private OperatorException Mismatch(Tensor condition, Tensor x, Tensor y) =>
        Error($"the shapes {ShapeText.Of(condition)}, {ShapeText.Of(x)} and {ShapeText.Of(y)} do not go together; sizes must be equal or 1, counted from the last dimension");

    private static void Choose(ReadOnlySpan<bool> choices, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> into)
    {
        if (choices.Length < into.Length)
        {
            ReadOnlySpan<T> chosen = choices[0] ? x : y;
            if (chosen.Length == into.Length) chosen.CopyTo(into);
            else into.Fill(chosen[0]);
            return;
        }
        int stepX = x.Length == into.Length ? 1 : 0, stepY = y.Length == into.Length ? 1 : 0;
        for (int i = 0; i < into.Length; i++) into[i] = choices[i] ? x[i * stepX] : y[i * stepY];
    }
}
