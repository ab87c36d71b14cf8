using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace MlDsl.Kernels;

/// <summary>
/// y = activation(x · W + b) for one row at a time, in single precision: a layer of a small network (ONNX's Gemm), or a linear model
/// of several outputs. Outputs lie in lanes and sums stay in registers, so W is read once and in order. Suits up to some hundreds of
/// inputs and outputs; for large matrices or large batches a blocked matrix product is the better tool. Immutable, safe for any number
/// of threads, allocates nothing per row.
/// </summary>
/// <remarks>Sums run over the inputs in order, with fused multiply-add where the processor has it; a single output is a dot product in lanes.</remarks>
public sealed unsafe class DenseLayer
{
    private const int Tile = 64, Lanes = 16;

    // Tiles of up to 64 outputs, each input after input, padded to 16; pinned, so that kernels hold pointers.
    private readonly float[] weights;
    private readonly float[] bias;
    private readonly Activation activation;

    /// <summary>Arranges the weights.</summary>
    /// <param name="weights">The weights, <paramref name="inputs"/> × <paramref name="outputs"/>, those of one input side by side.</param>
    /// <param name="bias">One number per output; empty for none.</param>
    /// <param name="inputs">The values of x, at least 1.</param>
    /// <param name="outputs">The values of y, at least 1.</param>
    /// <param name="activation">What follows the sums.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public DenseLayer(ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, int inputs, int outputs, Activation activation = Activation.None)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        if (weights.Length != (long)inputs * outputs)
            throw new ArgumentException($"There are {weights.Length} weights; {inputs} inputs and {outputs} outputs need {(long)inputs * outputs}", nameof(weights));
        if (bias.Length != 0 && bias.Length != outputs)
            throw new ArgumentException($"There are {bias.Length} biases for {outputs} outputs; one per output, or none, is expected", nameof(bias));
        (Inputs, Outputs, this.activation) = (inputs, outputs, activation);
        int padded = outputs == 1 ? 1 : (outputs + Lanes - 1) / Lanes * Lanes;
        this.bias = GC.AllocateArray<float>(padded, pinned: true);
        bias.CopyTo(this.bias);
        this.weights = GC.AllocateArray<float>(checked(padded * inputs), pinned: true);
        for (int start = 0; start < outputs; start += Tile)
        {
            int width = Math.Min(Tile, padded - start), filled = Math.Min(Tile, outputs - start);
            for (int i = 0; i < inputs; i++)
                weights.Slice((i * outputs) + start, filled).CopyTo(this.weights.AsSpan((start * inputs) + (i * width)));
        }
    }

    /// <summary>The values of x.</summary>
    public int Inputs { get; }

    /// <summary>The values of y.</summary>
    public int Outputs { get; }

    /// <summary>Computes one row.</summary>
    /// <param name="x">The inputs.</param>
    /// <param name="y">Where the outputs go; not the same memory as <paramref name="x"/>.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Apply(ReadOnlySpan<float> x, Span<float> y)
    {
        if (x.Length != Inputs) throw new ArgumentException($"There are {x.Length} inputs; the layer takes {Inputs}", nameof(x));
        if (y.Length != Outputs) throw new ArgumentException($"There are {y.Length} places for outputs; the layer has {Outputs}", nameof(y));
        if (Outputs == 1) y[0] = bias[0] + TensorPrimitives.Dot(x, weights);
        else
        {
            fixed (float* from = x, into = y) Multiply(from, into);
        }
        Activate(y);
    }

    /// <summary>Computes several rows, one after another.</summary>
    /// <param name="rows">The inputs, row after row.</param>
    /// <param name="into">Where the outputs go, row after row.</param>
    /// <exception cref="ArgumentException">The rows are not whole, or the places are not as many.</exception>
    public void ApplyBatch(ReadOnlySpan<float> rows, Span<float> into)
    {
        int count = rows.Length / Inputs;
        if (count * Inputs != rows.Length) throw new ArgumentException($"{rows.Length} values are not whole rows of {Inputs}", nameof(rows));
        if (into.Length != (long)count * Outputs) throw new ArgumentException($"There are {into.Length} places for {count} rows of {Outputs} outputs", nameof(into));
        for (int i = 0; i < count; i++) Apply(rows.Slice(i * Inputs, Inputs), into.Slice(i * Outputs, Outputs));
    }

    private void Multiply(float* x, float* y)
    {
        float* w = (float*)Unsafe.AsPointer(ref weights[0]);
        float* b = (float*)Unsafe.AsPointer(ref bias[0]);
        float* tile = stackalloc float[Tile];
        for (int start = 0; start < Outputs; start += Tile)
        {
            int width = Math.Min(Tile, bias.Length - start), filled = Math.Min(Tile, Outputs - start);
            float* into = filled == width ? y + start : tile;
            if (Avx512F.IsSupported) DenseTiles.Multiply512(x, w + ((nint)start * Inputs), b + start, Inputs, width, into);
            else DenseTiles.Multiply(x, w + ((nint)start * Inputs), b + start, Inputs, width, into);
            if (filled != width) new ReadOnlySpan<float>(tile, filled).CopyTo(new Span<float>(y + start, filled));
        }

        // The arrays are pinned, but only as long as they are reachable.
        GC.KeepAlive(this);
    }

    private void Activate(Span<float> y)
    {
        switch (activation)
        {
            case Activation.Relu:
                TensorPrimitives.Max(y, 0f, y);
                break;
            case Activation.Sigmoid:
                TensorPrimitives.Sigmoid<float>(y, y);
                break;
            case Activation.Tanh:
                TensorPrimitives.Tanh<float>(y, y);
                break;
        }
    }
}
