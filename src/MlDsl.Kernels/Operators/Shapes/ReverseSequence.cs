using System.ComponentModel;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's ReverseSequence: the first elements of each sequence in reverse order.</summary>
[Operator("ReverseSequence", 10)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReverseSequence<T> : Operator
{
    private readonly bool isTimeFirst;

    /// <param name="batchAxis">The dimension of the sequences, 0 or 1.</param>
    /// <param name="timeAxis">The dimension of their elements, the other one.</param>
    /// <exception cref="OperatorException">They are others.</exception>
    public ReverseSequence(long batchAxis = 1, long timeAxis = 0)
    {
        if ((batchAxis, timeAxis) is not ((0, 1) or (1, 0))) throw Error($"'batch_axis' is {batchAxis} and 'time_axis' {timeAxis}; 0 and 1 or 1 and 0 are expected");
        isTimeFirst = timeAxis == 0;
    }

    /// <summary>Reverses.</summary>
    /// <param name="input">[time, batch, …] or [batch, time, …].</param>
    /// <param name="sequenceLens">How many elements of each sequence are reversed; the others stay.</param>
    /// <param name="y">The sequences.</param>
    /// <exception cref="OperatorException">There is not one length per sequence, or one is longer than there are elements.</exception>
    public void Run(Tensor<T> input, Tensor<long> sequenceLens, [Result] Tensor<T> y)
    {
        if (input.Rank < 2) throw Error($"the input has the shape {ShapeText.Of(input)}; sequences of elements are expected");
        int times = input.Size(isTimeFirst ? 0 : 1), batch = input.Size(isTimeFirst ? 1 : 0), inner = Strides.Product(input.Shape[2..]);
        if (sequenceLens.Rank != 1 || sequenceLens.Length != batch) throw Error($"the lengths have the shape {ShapeText.Of(sequenceLens)}; there are {batch} sequences");
        y.ResizeLike(input);
        int nextTime = isTimeFirst ? batch * inner : inner, nextSequence = isTimeFirst ? inner : times * inner;
        for (int i = 0; i < batch; i++)
        {
            long length = sequenceLens.Values[i];
            if (length < 0 || length > times) throw Error($"sequence {i} has the length {length} of {times} elements");
            for (int t = 0; t < times; t++)
            {
                int from = t < length ? (int)length - 1 - t : t;
                input.Values.Slice((i * nextSequence) + (from * nextTime), inner).CopyTo(y.Values.Slice((i * nextSequence) + (t * nextTime), inner));
            }
        }
    }
}
