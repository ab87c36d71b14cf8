using System.ComponentModel;
using System.Numerics;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's Dropout since opset 12 in an inference: what goes in comes out.</summary>
/// <typeparam name="T">float, double or float16.</typeparam>
/// <typeparam name="TRatio">The element of the ratio.</typeparam>
[Operator("Dropout", 12, Ignores = ["seed"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Dropout<T, TRatio> : Operator
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TRatio : unmanaged, IBinaryFloatingPointIeee754<TRatio>
{
    /// <summary>Copies a value.</summary>
    /// <param name="data">The value.</param>
    /// <param name="ratio">The share that a training drops.</param>
    /// <param name="trainingMode">Whether this is one; false where left out.</param>
    /// <param name="output">The value again.</param>
    /// <param name="mask">True everywhere: nothing is dropped.</param>
    /// <exception cref="OperatorException">It is a training, and its ratio is not 0.</exception>
    public void Run(Tensor<T> data, Tensor<TRatio>? ratio, Tensor<bool>? trainingMode, [Result] Tensor<T> output, [Result] Tensor<bool>? mask)
    {
        // Without a ratio a training drops half of the elements.
        if (trainingMode is { Length: > 0 } mode && mode.Values[0] && !(ratio is { Length: > 0 } && TRatio.IsZero(ratio.Values[0])))
            throw Error("'training_mode' is true; export the model for inference");
        output.ResizeLike(data);
        data.Values.CopyTo(output.Values);
        if (mask is null) return;
        mask.ResizeLike(data);
        mask.Values.Fill(true);
    }
}

/// <summary>ONNX's Dropout of opset 10 and 11 in an inference.</summary>
/// <typeparam name="T">float, double or float16.</typeparam>
[Operator("Dropout", 10, 11, Ignores = ["ratio"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DropoutByAttributes<T> : Operator
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Copies a value.</summary>
    /// <param name="data">The value.</param>
    /// <param name="output">The value again.</param>
    /// <param name="mask">False everywhere, as ONNX Runtime has it in these versions.</param>
    public void Run(Tensor<T> data, [Result] Tensor<T> output, [Result] Tensor<bool>? mask)
    {
        output.ResizeLike(data);
        data.Values.CopyTo(output.Values);
        if (mask is null) return;
        mask.ResizeLike(data);
        mask.Values.Clear();
    }
}

/// <summary>ONNX's Dropout before opset 10 in an inference, whose mask has the elements of the value.</summary>
/// <typeparam name="T">float, double or float16.</typeparam>
[Operator("Dropout", 1, 9, Ignores = ["consumed_inputs", "is_test", "ratio"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DropoutWithNumbers<T> : Operator
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Copies a value.</summary>
    /// <param name="data">The value.</param>
    /// <param name="output">The value again.</param>
    /// <param name="mask">1 everywhere: nothing is dropped.</param>
    public void Run(Tensor<T> data, [Result] Tensor<T> output, [Result] Tensor<T>? mask)
    {
        output.ResizeLike(data);
        data.Values.CopyTo(output.Values);
        if (mask is null) return;
        mask.ResizeLike(data);
        mask.Values.Fill(T.One);
    }
}
