using System.ComponentModel;
using System.Numerics.Tensors;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's FeatureVectorizer: columns of any numeric type side by side, in single precision.</summary>
[Operator("FeatureVectorizer", Domain = OperatorAttribute.Ml)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FeatureVectorizer : Operator
{
    private readonly long[] widths;

    /// <param name="inputdimensions">The columns that each input takes; a narrower one is followed by zeros, a wider one is cut.</param>
    public FeatureVectorizer(long[] inputdimensions)
    {
        ArgumentNullException.ThrowIfNull(inputdimensions);
        foreach (long width in inputdimensions)
            if (width is < 0 or > int.MaxValue) throw Error($"one of its inputs has {width} columns");
        widths = inputdimensions;
    }

    /// <summary>Puts the columns of all inputs, [C] or [N, C], into rows [N, ΣC]; what a row has in further dimensions is columns as well.</summary>
    public void Run(ReadOnlySpan<Tensor> inputs, [Result] Tensor<float> output)
    {
        if (inputs.Length != widths.Length) throw Error($"it has {inputs.Length} inputs; inputdimensions speaks of {widths.Length}");
        int rows = inputs.IsEmpty || inputs[0].Rank < 2 ? 1 : inputs[0].Size(0);
        long total = 0;
        foreach (long width in widths) total += width;
        output.Resize(rows, total);
        output.Values.Clear();
        int start = 0;
        for (int i = 0; i < inputs.Length; start += (int)widths[i++])
        {
            int own = inputs[i].Length / Math.Max(1, rows);
            if ((inputs[i].Rank < 2 ? 1 : inputs[i].Size(0)) != rows) throw Error($"its input {i} has {inputs[i].Length} elements, which are not {rows} rows");
            for (int row = 0; row < rows; row++)
                Copy(inputs[i], row * own, output.Values.Slice((row * (int)total) + start, Math.Min(own, (int)widths[i])));
        }
    }

    private void Copy(Tensor input, int start, Span<float> into)
    {
        switch (input)
        {
            case Tensor<float> t: t.Values.Slice(start, into.Length).CopyTo(into); break;
            case Tensor<double> t: TensorPrimitives.ConvertTruncating<double, float>(t.Values.Slice(start, into.Length), into); break;
            case Tensor<long> t: TensorPrimitives.ConvertTruncating<long, float>(t.Values.Slice(start, into.Length), into); break;
            case Tensor<int> t: TensorPrimitives.ConvertTruncating<int, float>(t.Values.Slice(start, into.Length), into); break;
            default: throw Error($"one of its inputs is a {input.GetType()}; float, double, long and int can be put side by side");
        }
    }
}
