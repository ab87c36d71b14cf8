using System.ComponentModel;
using System.Numerics;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's Pad from opset 11 on: adds elements around a value, or cuts some off where a pad is negative.</summary>
[Operator("Pad", 11)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Pad<T, [ElementFrom("axes", Otherwise = typeof(long))] TIndex> : Operator
    where TIndex : unmanaged, IBinaryInteger<TIndex>
{
    private readonly PadMode mode;

    /// <param name="mode">What stands in the pads: constant, edge, reflect or wrap.</param>
    /// <exception cref="OperatorException">It is another one.</exception>
    public Pad(string mode = "constant") => this.mode = Padding.Mode(mode, this);

    /// <summary>Pads.</summary>
    /// <param name="data">The value.</param>
    /// <param name="pads">How much is added before each dimension, then behind each.</param>
    /// <param name="constantValue">What stands in the pads of that mode; nothing where left out.</param>
    /// <param name="axes">The dimensions; all where left out.</param>
    /// <param name="output">The padded value.</param>
    /// <exception cref="OperatorException">The pads do not fit the value.</exception>
    public void Run(Tensor<T> data, Tensor<long> pads, Tensor<T>? constantValue, Tensor<TIndex>? axes, [Result] Tensor<T> output)
    {
        int count = axes is null ? data.Rank : axes.Length, seen = 0;
        if (pads.Length != 2 * count) throw Error($"{pads.Length} pads are given for {count} dimensions");
        if (constantValue is not null && constantValue.Length != 1) throw Error($"the value of the pads has the shape {ShapeText.Of(constantValue)}; one value is expected");
        var padding = new Padding(data.Shape, mode, this);
        for (int i = 0; i < count; i++)
        {
            int axis = axes is null ? i : data.Axis(long.CreateChecked(axes.Values[i]));
            if ((seen & (1 << axis)) != 0) throw Error($"dimension {axis} is padded twice");
            seen |= 1 << axis;
            padding.Add(axis, pads.Values[i], pads.Values[i + count]);
        }
        padding.Write(data, constantValue is null ? Nothing : constantValue.Values[0], output);
    }

    private static T Nothing => typeof(T) == typeof(string) ? (T)(object)"" : default!;
}

/// <summary>ONNX's Pad from opset 2 to 10, where attributes say what is added.</summary>
[Operator("Pad", 2, 10)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PadBy<T> : Operator
    where T : unmanaged, INumberBase<T>
{
    private readonly PadMode mode;
    private readonly long[] pads;
    private readonly T value;

    /// <param name="pads">How much is added before each dimension, then behind each.</param>
    /// <param name="mode">What stands in the pads: constant, edge or reflect.</param>
    /// <param name="value">What stands in the pads of the first mode.</param>
    /// <exception cref="OperatorException">The mode is another one.</exception>
    public PadBy(long[] pads, string mode = "constant", float value = 0)
    {
        this.mode = Padding.Mode(mode, this);
        (this.pads, this.value) = (pads, T.CreateTruncating(value));
    }

    /// <summary>Pads.</summary>
    /// <exception cref="OperatorException">The pads do not fit the value.</exception>
    public void Run(Tensor<T> data, [Result] Tensor<T> output)
    {
        if (pads.Length != 2 * data.Rank) throw Error($"{pads.Length} pads are given for {data.Rank} dimensions");
        var padding = new Padding(data.Shape, mode, this);
        for (int i = 0; i < data.Rank; i++) padding.Add(i, pads[i], pads[i + data.Rank]);
        padding.Write(data, value, output);
    }
}

/// <summary>ONNX's Pad of opset 1, which calls the pads by another name.</summary>
/// <param name="paddings">How much is added before each dimension, then behind each.</param>
/// <param name="mode">What stands in the pads: constant, edge or reflect.</param>
/// <param name="value">What stands in the pads of the first mode.</param>
[Operator("Pad", 1, 1)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PadByPaddings<T>(long[] paddings, string mode = "constant", float value = 0) : Operator
    where T : unmanaged, INumberBase<T>
{
    private readonly PadBy<T> pad = new(paddings, mode, value);

    /// <summary>Pads.</summary>
    /// <exception cref="OperatorException">The pads do not fit the value.</exception>
    public void Run(Tensor<T> data, [Result] Tensor<T> output) => pad.Run(data, output);
}
