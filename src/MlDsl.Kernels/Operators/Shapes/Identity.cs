namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's Identity.</summary>
[Operator("Identity")]
public sealed class Identity<T> : Operator
{
    /// <summary>Copies a value.</summary>
    public void Run(Tensor<T> input, [Result] Tensor<T> output)
    {
        output.ResizeLike(input);
        input.Values.CopyTo(output.Values);
    }
}
