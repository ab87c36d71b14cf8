using System.ComponentModel;

namespace MlDsl.Kernels;

/// <summary>Functions of all numbers of a row together: those that give as many, and those that give one.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum RowFunction
{
    /// <summary>ONNX's Softmax.</summary>
    Softmax,

    /// <summary>ONNX's LogSoftmax.</summary>
    LogSoftmax,

    /// <summary>ONNX's Hardmax.</summary>
    Hardmax,

    /// <summary>ONNX's Normalizer by the largest value.</summary>
    NormalizeByMax,

    /// <summary>ONNX's Normalizer by the sum of absolute values.</summary>
    NormalizeByL1,

    /// <summary>ONNX's Normalizer by the Euclidean length.</summary>
    NormalizeByL2,

    /// <summary>The sum.</summary>
    Sum,

    /// <summary>The mean.</summary>
    Mean,

    /// <summary>The largest.</summary>
    Max,

    /// <summary>The smallest.</summary>
    Min,

    /// <summary>The product.</summary>
    Prod,

    /// <summary>The sum of absolute values.</summary>
    L1,

    /// <summary>The Euclidean length.</summary>
    L2,

    /// <summary>The sum of squares.</summary>
    SumSquare,

    /// <summary>ONNX's Relu, of four numbers or more.</summary>
    Relu,

    /// <summary>ONNX's Sigmoid, of four numbers or more: fewer have another exponential.</summary>
    Sigmoid,

    /// <summary>ONNX's Tanh, of four numbers or more.</summary>
    Tanh,

    /// <summary>ML.NET's maximum entropy: shares of exponentials, from their logarithms.</summary>
    MaximumEntropy,

    /// <summary>ML.NET's probabilities of one class against all others: shares of their sum.</summary>
    ShareOfSum,

    /// <summary>ML.NET's softmax of one class against all others: shares of exponentials, summed in double precision.</summary>
    ShareOfExponentials,
}
