using System.ComponentModel;

namespace MlDsl.Kernels.Operators;

/// <summary>ML.NET's key of the highest score: 1 for the first, the first of equal ones; 0 where all are missing.</summary>
[Operator("HighestKey", Domain = OperatorAttribute.Own)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class HighestKey : Operator
{
    /// <summary>Chooses.</summary>
    /// <param name="x">Scores [N, K].</param>
    /// <param name="y">Keys [N, 1].</param>
    public void Run(Tensor<float> x, [Result] Tensor<long> y)
    {
        if (x.Rank != 2) throw Error($"the input has the shape {ShapeText.Of(x)}; [N, K] is expected");
        int width = x.Size(1);
        y.Resize(x.Size(0), 1);
        for (int i = 0; i < x.Size(0); i++)
        {
            int best = MlNetNumber.HighestKnown<float>(x.Values.Slice(i * width, width));
            y.Values[i] = best < width ? best + 1 : 0;
        }
    }
}
