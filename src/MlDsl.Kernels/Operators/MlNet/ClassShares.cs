using System.ComponentModel;

namespace MlDsl.Kernels.Operators;

/// <summary>What ML.NET makes of the scores of several classes, row by row.</summary>
[Operator("ClassShares", Domain = OperatorAttribute.Own)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ClassShares : Operator
{
    private readonly RowFunction function;

    /// <param name="function">A member of <see cref="RowFunction"/> that gives as many numbers as it takes.</param>
    /// <exception cref="OperatorException">There is no such function.</exception>
    public ClassShares(string function)
    {
        if (!Enum.TryParse(function, out this.function) || this.function is not (RowFunction.MaximumEntropy or RowFunction.ShareOfSum or RowFunction.ShareOfExponentials))
            throw Error($"'{function}' is no function of class scores");
    }

    /// <summary>Calculates.</summary>
    /// <param name="x">Scores [N, K].</param>
    /// <param name="y">Shares [N, K].</param>
    public void Run(Tensor<float> x, [Result] Tensor<float> y)
    {
        if (x.Rank != 2) throw Error($"the input has the shape {ShapeText.Of(x)}; [N, K] is expected");
        y.ResizeLike(x);
        x.Values.CopyTo(y.Values);
        int width = x.Size(1);
        for (int i = 0; i < x.Size(0); i++) RowFunctions.Apply(function, y.Values.Slice(i * width, width));
    }
}
