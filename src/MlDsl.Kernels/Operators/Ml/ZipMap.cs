using System.ComponentModel;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's ZipMap: scores that are read by the names of their classes. The values stay as they are; the adapter knows the names.</summary>
[Operator("ZipMap", Domain = OperatorAttribute.Ml)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ZipMap : Operator
{
    private readonly int classes;

    /// <param name="classlabelsStrings">The classes, where they are texts.</param>
    /// <param name="classlabelsInt64s">The classes, where they are numbers.</param>
    /// <exception cref="OperatorException">There are no classes.</exception>
    public ZipMap(string[]? classlabelsStrings = null, long[]? classlabelsInt64s = null)
    {
        classes = Math.Max(classlabelsStrings?.Length ?? 0, classlabelsInt64s?.Length ?? 0);
        if (classes == 0) throw Error("it has no classes");
    }

    /// <summary>Hands the scores on.</summary>
    /// <param name="scores">[K] or [N, K].</param>
    /// <param name="output">[N, K].</param>
    public void Run(Tensor<float> scores, [Result] Tensor<float> output)
    {
        int width = scores.Rank > 0 ? scores.Size(-1) : 1;
        if (width != classes) throw Error($"there are {width} scores for {classes} classes");
        output.Resize(scores.Length / classes, classes);
        scores.Values.CopyTo(output.Values);
    }
}
