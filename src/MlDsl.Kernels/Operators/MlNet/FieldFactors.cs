using System.Buffers;
using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlDsl.Kernels.Operators;

/// <summary>
/// The score of ML.NET's field-aware factorization machine: w·x + Σ ⟨v(j, field of k), v(k, field of j)⟩ · xⱼ · xₖ over pairs of features (Juan et al.,
/// "Field-aware Factorization Machines for CTR Prediction", 2016), from the sums q(f, g) = Σ v(j, g) · xⱼ over the features of a field. Eight lanes are
/// summed with one rounding each, which is what ML.NET does on x64. It takes whole groups of eight factors: those behind the last whole one have no part.
/// </summary>
[Operator("FieldFactors", Domain = OperatorAttribute.Own)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FieldFactors : Operator
{
    private const int Lane = 8;

    private readonly int[] fields;
    private readonly float[] weights, factors;
    private readonly int fieldCount, depth;
    private readonly bool isNormalized;

    /// <param name="fields">The field of each feature [C], from 0 on.</param>
    /// <param name="weights">The weight of each feature [C].</param>
    /// <param name="factors">The factors of each feature towards each field [C, F, D].</param>
    /// <param name="isNormalized">Whether a row is divided by its length first.</param>
    /// <exception cref="OperatorException">The lists do not fit each other.</exception>
    public FieldFactors(long[] fields, float[] weights, Tensor factors, long isNormalized = 0)
    {
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentNullException.ThrowIfNull(weights);
        if (factors is not Tensor<float> { Rank: 3 } all || all.Size(0) != fields.Length || weights.Length != fields.Length) throw Error($"{fields.Length} features have {weights.Length} weights and factors of another shape");
        (fieldCount, this.isNormalized, this.weights) = (all.Size(1), isNormalized != 0, weights);
        if (fieldCount < 1 || Array.Exists(fields, field => field < 0 || field >= fieldCount)) throw Error($"a feature is of none of its {fieldCount} fields");
        this.fields = Array.ConvertAll(fields, static field => (int)field);
        int given = all.Size(2);
        depth = given - (given % Lane);
        this.factors = new float[fields.Length * fieldCount * depth];
        for (int i = 0; i < fields.Length * fieldCount; i++) all.Values.Slice(i * given, depth).CopyTo(this.factors.AsSpan(i * depth));
    }

    /// <summary>Scores.</summary>
    /// <param name="x">Rows [N, C].</param>
    /// <param name="y">Scores [N, 1].</param>
    public void Run(Tensor<float> x, [Result] Tensor<float> y)
    {
        int width = fields.Length;
        if (x.Rank != 2 || x.Size(1) != width) throw Error($"the input has the shape {ShapeText.Of(x)}; [N, {width}] is expected");
        y.Resize(x.Size(0), 1);
        int size = fieldCount * fieldCount * depth;
        float[] sums = ArrayPool<float>.Shared.Rent(size), row = ArrayPool<float>.Shared.Rent(width);
        for (int i = 0; i < x.Size(0); i++)
        {
            x.Values.Slice(i * width, width).CopyTo(row);
            if (isNormalized) Normalize(row.AsSpan(0, width));
            y.Values[i] = Linear(row) + Pairs(row, sums.AsSpan(0, size));
        }
        ArrayPool<float>.Shared.Return(sums);
        ArrayPool<float>.Shared.Return(row);
    }

    private static void Normalize(Span<float> row)
    {
        float sum = 0;
        foreach (float value in row) sum += value * value;
        float length = (float)Math.Sqrt(sum);

        // Zeros are no part of a row.
        foreach (ref float value in row)
            if (value != 0) value /= length;
    }

    private float Linear(ReadOnlySpan<float> row)
    {
        float sum = 0;
        for (int j = 0; j < fields.Length; j++) sum += weights[j] * row[j];
        return sum;
    }

    private float Pairs(ReadOnlySpan<float> row, Span<float> sums)
    {
        if (depth == 0) return 0;
        sums.Clear();
        Vector256<float> within = default, between = default;
        for (int j = 0; j < fields.Length; j++)
        {
            if (row[j] == 0) continue;
            Vector256<float> x = Vector256.Create(row[j]), squared = x * x;
            ReadOnlySpan<Vector256<float>> own = Lanes(factors.AsSpan(j * fieldCount * depth, fieldCount * depth)), self = own.Slice(fields[j] * depth / Lane, depth / Lane);
            foreach (Vector256<float> factor in self) within = Added(-(factor * factor), squared, within);
            Span<Vector256<float>> into = Lanes(sums).Slice(fields[j] * fieldCount * depth / Lane, own.Length);
            for (int k = 0; k < own.Length; k++) into[k] = Added(own[k], x, into[k]);
        }
        for (int f = 0; f < fieldCount; f++)
        {
            foreach (Vector256<float> sum in Towards(sums, f, f)) within = Added(sum, sum, within);
            for (int g = f + 1; g < fieldCount; g++)
            {
                ReadOnlySpan<Vector256<float>> there = Towards(sums, f, g), back = Towards(sums, g, f);
                for (int k = 0; k < there.Length; k++) between = Added(there[k], back[k], between);
            }
        }
        Vector256<float> all = Added(Vector256.Create(0.5f), within, between);
        Vector128<float> half = all.GetLower() + all.GetUpper();
        return half[0] + half[1] + (half[2] + half[3]);
    }

    private ReadOnlySpan<Vector256<float>> Towards(Span<float> sums, int from, int to) => Lanes(sums).Slice(((from * fieldCount) + to) * depth / Lane, depth / Lane);

    private static Span<Vector256<float>> Lanes(Span<float> numbers) => MemoryMarshal.Cast<float, Vector256<float>>(numbers);

    // x · y + z, rounded once on every processor.
    private static Vector256<float> Added(Vector256<float> x, Vector256<float> y, Vector256<float> z)
    {
        if (Fma.IsSupported) return Fma.MultiplyAdd(x, y, z);
        for (int lane = 0; lane < Lane; lane++) z = z.WithElement(lane, MathF.FusedMultiplyAdd(x[lane], y[lane], z[lane]));
        return z;
    }
}
