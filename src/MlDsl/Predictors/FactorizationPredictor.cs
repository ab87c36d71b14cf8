using System.Buffers;
using System.Buffers.Binary;
using MlDsl.Kernels;

namespace MlDsl;

/// <summary>
/// A field-aware factorization machine: a weight for every feature, and for every feature and field a list of factors; two features add the product of their values times that of
/// the factors that each has towards the other's field.
/// </summary>
/// <remarks>
/// Sums are taken as ML.NET takes them, so that scores are its own bit for bit, and the same on every processor. A row is divided by its length first where
/// <see cref="IsNormalized"/> says so. What of it no float holds is NaN.
/// </remarks>
public sealed class FactorizationPredictor : Predictor
{
    private const int Head = 13;

    private readonly int[] fields;
    private readonly float[] weights, factors;
    private readonly FieldFactorScorer scorer;

    /// <summary>Copies the numbers.</summary>
    /// <param name="fields">The field of each feature: from 0 on, ascending by at most one.</param>
    /// <param name="weights">The weight of each feature.</param>
    /// <param name="factors">Feature after feature, field after field, the same number of factors each. Only whole groups of eight have a part in scores, each list filled up with zeros to a multiple of four.</param>
    /// <param name="isNormalized">Whether rows are divided by their length.</param>
    /// <exception cref="ArgumentException">The sizes do not fit, fields do not ascend, or a number is not finite.</exception>
    public FactorizationPredictor(ReadOnlySpan<int> fields, ReadOnlySpan<float> weights, ReadOnlySpan<float> factors, bool isNormalized)
    {
        for (int i = 0, last = 0; i < fields.Length; last = fields[i++])
            if (fields[i] < last || fields[i] > last + 1 || (i == 0 && fields[0] != 0)) throw new ArgumentException($"Fields ascend from 0 by at most one, and feature {i} is of field {fields[i]}", nameof(fields));
        (this.fields, this.weights, this.factors, IsNormalized) = (fields.ToArray(), weights.ToArray(), factors.ToArray(), isNormalized);
        if (!this.weights.All(float.IsFinite) || !this.factors.All(float.IsFinite)) throw new ArgumentException("Weights and factors must be finite", nameof(weights));
        scorer = new FieldFactorScorer(fields, weights, factors, FieldCount);
        FactorCount = factors.Length / (weights.Length * FieldCount);
    }

    /// <inheritdoc/>
    public override string Kind => "factorization";

    /// <inheritdoc/>
    public override int Width => weights.Length;

    /// <inheritdoc/>
    public override int Outputs => 1;

    /// <summary>The field of each feature.</summary>
    public ReadOnlySpan<int> Fields => fields;

    /// <summary>The weight of each feature.</summary>
    public ReadOnlySpan<float> Weights => weights;

    /// <summary>The factors: those of feature j towards field f begin at (j · <see cref="FieldCount"/> + f) · <see cref="FactorCount"/>.</summary>
    public ReadOnlySpan<float> Factors => factors;

    /// <summary>The number of fields.</summary>
    public int FieldCount => fields.Length == 0 ? 0 : fields[^1] + 1;

    /// <summary>The number of factors that a feature has towards each field.</summary>
    public int FactorCount { get; }

    /// <summary>Whether rows are divided by their length.</summary>
    public bool IsNormalized { get; }

    /// <inheritdoc/>
    public override void Score(in SparseRows rows, Span<float> scores)
    {
        CheckLength(in rows, scores);
        int most = 0;
        for (int row = 0; row < rows.Count; row++) most = Math.Max(most, rows.Starts[row + 1] - rows.Starts[row]);
        int[] positions = ArrayPool<int>.Shared.Rent(most);
        float[] values = ArrayPool<float>.Shared.Rent(most), sums = ArrayPool<float>.Shared.Rent(scorer.SumCount);
        for (int row = 0; row < rows.Count; row++)
        {
            Range own = rows.Starts[row]..rows.Starts[row + 1];
            rows.Positions[own].CopyTo(positions);
            rows.Values[own].CopyTo(values);
            int written = rows.Starts[row + 1] - rows.Starts[row], count = FeatureEntries.Combine(positions.AsSpan(0, written), values.AsSpan(0, written));
            scores[row] = Score(positions.AsSpan(0, count), values.AsSpan(0, count), sums.AsSpan(0, scorer.SumCount));
        }
        ArrayPool<int>.Shared.Return(positions);
        ArrayPool<float>.Shared.Return(values);
        ArrayPool<float>.Shared.Return(sums);
    }

    /// <summary>Little-endian int32 width, fields and factors, a byte that is 1 where rows are divided by their length, the int32 field of each feature, float32 weights and factors.</summary>
    public override void Write(IBufferWriter<byte> file)
    {
        ArgumentNullException.ThrowIfNull(file);
        Span<byte> bytes = file.GetSpan(checked((int)Length(Width, FieldCount, FactorCount)));
        BinaryPrimitives.WriteInt32LittleEndian(bytes, Width);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[4..], FieldCount);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[8..], FactorCount);
        bytes[12] = IsNormalized ? (byte)1 : (byte)0;
        int at = Head;
        foreach (int field in fields)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes[at..], field);
            at += sizeof(int);
        }
        foreach (float value in (float[])[.. weights, .. factors])
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes[at..], value);
            at += sizeof(float);
        }
        file.Advance(at);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">The bytes are no factorization machine.</exception>
    /// <exception cref="ArgumentException">Fields do not ascend, or a number is not finite.</exception>
    public static FactorizationPredictor Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < Head) throw new FormatException("the factorization machine is cut short");
        int width = BinaryPrimitives.ReadInt32LittleEndian(file), count = BinaryPrimitives.ReadInt32LittleEndian(file[4..]), depth = BinaryPrimitives.ReadInt32LittleEndian(file[8..]);
        if (width < 1 || count < 1 || count > width || depth < 0 || Length(width, count, depth) != file.Length || file[12] > 1)
            throw new FormatException($"{file.Length} bytes do not hold {width} features of {count} fields with {depth} factors each");
        int[] fields = new int[width];
        for (int i = 0; i < width; i++) fields[i] = BinaryPrimitives.ReadInt32LittleEndian(file[(Head + (sizeof(int) * i))..]);
        if (fields[^1] != count - 1) throw new FormatException($"the last feature is of field {fields[^1]}, and there are {count}");
        int start = Head + (sizeof(int) * width);
        float[] numbers = new float[(file.Length - start) / sizeof(float)];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = BinaryPrimitives.ReadSingleLittleEndian(file[(start + (sizeof(float) * i))..]);
        return new FactorizationPredictor(fields, numbers.AsSpan(0, width), numbers.AsSpan(width), file[12] == 1);
    }

    private static Int128 Length(Int128 width, Int128 fields, Int128 factors) => Head + (width * (sizeof(int) + (sizeof(float) * (1 + (fields * factors)))));

    private float Score(ReadOnlySpan<int> positions, Span<float> values, Span<float> sums)
    {
        if (IsNormalized)
        {
            float length = FieldFactorScorer.Length(values);
            if (!float.IsFinite(length)) return float.NaN;
            // What is so little that its square is none has no length.
            if (length > 0) FieldFactorScorer.Divide(values, length);
        }
        return scorer.Score(positions, values, sums);
    }
}
