using System.ComponentModel;

namespace MlDsl.Kernels.Operators;

/// <summary>What ML.NET makes of the scores of several classes, row by row.</summary>
[Operator("ClassShares", Domain = OperatorAttribute.Own)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ClassShares : Operator
{
    private readonly Calculation function;

    /// <param name="function"><c>MaximumEntropy</c>, <c>ShareOfSum</c> or <c>ShareOfExponentials</c>.</param>
    /// <exception cref="OperatorException">There is no such function.</exception>
    public ClassShares(string function) => this.function = function switch
    {
        nameof(ClassScores.MaximumEntropy) => ClassScores.MaximumEntropy,
        nameof(ClassScores.ShareOfSum) => ClassScores.ShareOfSum,
        nameof(ClassScores.ShareOfExponentials) => ClassScores.ShareOfExponentials,
        _ => throw Error($"'{function}' is no function of class scores"),
    };

    private delegate void Calculation(Span<float> scores);

    /// <summary>Calculates.</summary>
    /// <param name="x">Scores [N, K].</param>
    /// <param name="y">Shares [N, K].</param>
    public void Run(Tensor<float> x, [Result] Tensor<float> y)
    {
        if (x.Rank != 2) throw Error($"the input has the shape {ShapeText.Of(x)}; [N, K] is expected");
        y.ResizeLike(x);
        x.Values.CopyTo(y.Values);
        int width = x.Size(1);
        for (int i = 0; i < x.Size(0); i++) function(y.Values.Slice(i * width, width));
    }
}
