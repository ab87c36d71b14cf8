using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace MlDsl;

/// <summary>A weight for every feature and output, and a bias for every output: all generalised linear models.</summary>
/// <remarks>Sums are taken in float in the order in which features are written, without fused multiply-add: the same bits on every machine.</remarks>
public sealed class LinearPredictor : Predictor
{
    private readonly float[] weights;
    private readonly float[] biases;
    private readonly float[] byPosition;
    private readonly float[] means;

    /// <summary>Copies the numbers.</summary>
    /// <param name="weights">Row-major, outputs × width.</param>
    /// <param name="biases">The bias of each output.</param>
    /// <param name="means">The mean of each feature over the training rows, from which contributions are told; empty where it is not known.</param>
    /// <exception cref="ArgumentException">The sizes do not fit, or a number is not finite.</exception>
    public LinearPredictor(ReadOnlySpan<float> weights, ReadOnlySpan<float> biases, ReadOnlySpan<float> means = default)
    {
        if (biases.IsEmpty || weights.Length % biases.Length != 0)
            throw new ArgumentException($"{weights.Length} weights do not divide among {biases.Length} outputs", nameof(weights));
        this.weights = weights.ToArray();
        this.biases = biases.ToArray();
        if (!this.weights.All(float.IsFinite) || !this.biases.All(float.IsFinite))
            throw new ArgumentException("Weights and biases must be finite", nameof(weights));
        this.means = means.ToArray();
        if (!means.IsEmpty && means.Length != Width) throw new ArgumentException($"{Width} features need as many means, not {means.Length}", nameof(means));
        if (!this.means.All(float.IsFinite)) throw new ArgumentException("Means must be finite", nameof(means));
        byPosition = biases.Length == 1 ? this.weights : Transposed();
    }

    /// <inheritdoc/>
    public override string Kind => "linear";

    /// <inheritdoc/>
    public override int Width => weights.Length / biases.Length;

    /// <inheritdoc/>
    public override int Outputs => biases.Length;

    /// <summary>All weights, row-major: those of output k begin at k · <see cref="Width"/>.</summary>
    public ReadOnlySpan<float> Weights => weights;

    /// <summary>The bias of each output.</summary>
    public ReadOnlySpan<float> Biases => biases;

    /// <summary>The mean of each feature over the training rows, by their weights; empty where it is not known. Scores do not depend on it.</summary>
    public ReadOnlySpan<float> Means => means;

    /// <summary>The weights position by position, those of all outputs together: what features are written against.</summary>
    internal float[] ByPosition => byPosition;

    /// <summary>The weights of output <paramref name="output"/>.</summary>
    public ReadOnlySpan<float> Row(int output) => Weights.Slice(output * Width, Width);

    /// <summary>The weights and the bias of the only output; false where there are more. Called by generated code.</summary>
    [System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
    public bool TryGetSingle([NotNullWhen(true)] out float[]? only, out float bias)
    {
        only = biases.Length == 1 ? weights : null;
        bias = biases[0];
        return only is not null;
    }

    /// <inheritdoc/>
    public override void Score(in SparseRows rows, Span<float> scores)
    {
        CheckLength(in rows, scores);
        for (int row = 0; row < rows.Count; row++)
        {
            Span<float> sums = scores.Slice(row * Outputs, Outputs);
            biases.CopyTo(sums);
            for (int entry = rows.Starts[row]; entry < rows.Starts[row + 1]; entry++)
            {
                ReadOnlySpan<float> own = byPosition.AsSpan(rows.Positions[entry] * Outputs, Outputs);
                float value = rows.Values[entry];
                for (int output = 0; output < sums.Length; output++) sums[output] += own[output] * value;
            }
        }
    }

    /// <summary>Little-endian int32 outputs and width, then float32 biases, weights, row-major, and the means where they are known.</summary>
    public override void Write(IBufferWriter<byte> file)
    {
        Span<byte> bytes = file.GetSpan(checked(Length(Outputs, Width) + (sizeof(float) * means.Length)));
        BinaryPrimitives.WriteInt32LittleEndian(bytes, Outputs);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[4..], Width);
        int at = 8;
        foreach (float value in (float[])[.. biases, .. weights, .. means])
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes[at..], value);
            at += sizeof(float);
        }
        file.Advance(at);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">The bytes are no linear predictor.</exception>
    /// <exception cref="ArgumentException">A number is not finite.</exception>
    public static LinearPredictor Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < 8) throw new FormatException("the linear predictor is cut short");
        int outputs = BinaryPrimitives.ReadInt32LittleEndian(file), width = BinaryPrimitives.ReadInt32LittleEndian(file[4..]);
        long weights = outputs * (width + 1L), left = file.Length - 8 - (sizeof(float) * weights);
        // A file of before means were kept ends with the weights.
        if (outputs < 1 || width < 0 || (left != 0 && left != sizeof(float) * (long)width))
            throw new FormatException($"{file.Length} bytes do not hold {outputs} × {width} weights");
        float[] numbers = new float[(file.Length - 8) / sizeof(float)];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = BinaryPrimitives.ReadSingleLittleEndian(file[(8 + (sizeof(float) * i))..]);
        return new LinearPredictor(numbers.AsSpan(outputs, outputs * width), numbers.AsSpan(0, outputs), numbers.AsSpan((int)weights));
    }

    private static int Length(int outputs, int width) => checked(8 + (sizeof(float) * outputs * (width + 1)));

    private float[] Transposed()
    {
        var transposed = new float[weights.Length];
        for (int output = 0; output < biases.Length; output++)
            for (int position = 0; position < Width; position++) transposed[(position * biases.Length) + output] = weights[(output * Width) + position];
        return transposed;
    }
}
