using System.ComponentModel;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's Identity.</summary>
[Operator("Identity")]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Identity<T> : Operator
{
    /// <summary>Gives a value a second name; its elements are not copied.</summary>
    public void Run(Tensor<T> input, [Result] Tensor<T> output) => output.View(input, input.Shape);
}
