using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlDsl.Kernels;

/// <summary>
/// Scores of a field-aware factorization machine: w·x + Σ ⟨v(j, field of k), v(k, field of j)⟩ · xⱼ · xₖ over pairs of features (Juan et al.,
/// "Field-aware Factorization Machines for CTR Prediction", 2016), from the sums q(f, g) = Σ v(j, g) · xⱼ over the features of a field. Immutable.
/// </summary>
/// <remarks>
/// Eight factors are summed at a time, with one rounding each, as ML.NET does on x64: the bits are its own, on every processor. Lists of factors are filled up with zeros to a
/// multiple of four, and only whole groups of eight have a part.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FieldFactorScorer
{
    private const int Lane = 8, Filled = 4;

    private readonly int[] fields;
    private readonly float[] weights, factors;
    private readonly int fieldCount, depth;

    /// <summary>Copies the numbers, as far as they have a part.</summary>
    /// <param name="fields">The field of each feature, from 0 on.</param>
    /// <param name="weights">The weight of each feature.</param>
    /// <param name="factors">Feature after feature, field after field: the factors of a feature towards a field, always as many.</param>
    /// <param name="fieldCount">How many fields there are.</param>
    /// <exception cref="ArgumentException">The lists do not fit each other, or a field is none of those.</exception>
    public FieldFactorScorer(ReadOnlySpan<int> fields, ReadOnlySpan<float> weights, ReadOnlySpan<float> factors, int fieldCount)
    {
        long lists = (long)weights.Length * fieldCount;
        if (fieldCount < 1 || weights.IsEmpty || fields.Length != weights.Length || factors.Length % lists != 0)
            throw new ArgumentException($"{fields.Length} features of {fieldCount} fields do not go with {weights.Length} weights and {factors.Length} factors", nameof(factors));
        foreach (int field in fields)
            if (field < 0 || field >= fieldCount) throw new ArgumentException($"a feature is of field {field}, which is none of its {fieldCount} fields", nameof(fields));
        (this.fields, this.weights, this.fieldCount) = (fields.ToArray(), weights.ToArray(), fieldCount);
        int given = (int)(factors.Length / lists);
        depth = DepthOf(given);
        long sums = (long)fieldCount * fieldCount * depth;
        if (sums > Array.MaxLength) throw new ArgumentException($"{fieldCount} fields with {given} factors have {sums} sums, more than an array holds", nameof(factors));
        SumCount = (int)sums;
        this.factors = depth == 0 ? [] : new float[checked((int)lists * depth)];
        int held = Math.Min(given, depth);
        for (int i = 0; i * (long)depth < this.factors.Length; i++) factors.Slice(i * given, held).CopyTo(this.factors.AsSpan(i * depth));
    }

    /// <summary>How many numbers a row's sums need room for.</summary>
    public int SumCount { get; }

    /// <summary>How many of a list of factors have a part, zeros that it is filled up with among them: a multiple of eight, or none.</summary>
    public static int DepthOf(int given)
    {
        int filled = checked(given + Filled - 1) / Filled * Filled;
        return filled - (filled % Lane);
    }

    /// <summary>The length of a row: the root of its squares' sum, which may be beyond a float, or too little for one.</summary>
    public static float Length(ReadOnlySpan<float> values)
    {
        float sum = 0;
        foreach (float value in values) sum += value * value;
        return (float)Math.Sqrt(sum);
    }

    /// <summary>Divides a row by its length.</summary>
    public static void Divide(Span<float> values, float length)
    {
        foreach (ref float value in values) value /= length;
    }

    /// <summary>The score of a row.</summary>
    /// <param name="positions">The features that are not 0, ascending within each field, field after field.</param>
    /// <param name="values">What each is.</param>
    /// <param name="sums">Room for <see cref="SumCount"/> numbers.</param>
    public float Score(ReadOnlySpan<int> positions, ReadOnlySpan<float> values, Span<float> sums)
    {
        float linear = 0;
        for (int i = 0; i < positions.Length; i++) linear += weights[positions[i]] * values[i];
        return linear + Pairs(positions, values, sums);
    }

    private float Pairs(ReadOnlySpan<int> positions, ReadOnlySpan<float> values, Span<float> sums)
    {
        if (depth == 0) return 0;
        sums.Clear();
        int lanes = depth / Lane, all = fieldCount * lanes;
        Span<Vector256<float>> towards = Lanes(sums);
        ReadOnlySpan<Vector256<float>> held = Lanes(factors);
        Vector256<float> within = default, between = default;
        for (int i = 0; i < positions.Length; i++)
        {
            int position = positions[i], field = fields[position];
            Vector256<float> x = Vector256.Create(values[i]), squared = x * x;
            ReadOnlySpan<Vector256<float>> own = held.Slice(position * all, all);
            foreach (Vector256<float> factor in own.Slice(field * lanes, lanes)) within = Added(-(factor * factor), squared, within);
            Span<Vector256<float>> into = towards.Slice(field * all, all);
            for (int k = 0; k < own.Length; k++) into[k] = Added(own[k], x, into[k]);
        }
        for (int f = 0; f < fieldCount; f++)
        {
            foreach (Vector256<float> sum in towards.Slice((f * all) + (f * lanes), lanes)) within = Added(sum, sum, within);
            for (int g = f + 1; g < fieldCount; g++)
            {
                ReadOnlySpan<Vector256<float>> there = towards.Slice((f * all) + (g * lanes), lanes), back = towards.Slice((g * all) + (f * lanes), lanes);
                for (int k = 0; k < there.Length; k++) between = Added(there[k], back[k], between);
            }
        }
        Vector256<float> total = Added(Vector256.Create(0.5f), within, between);
        Vector128<float> half = total.GetLower() + total.GetUpper();
        return half[0] + half[1] + (half[2] + half[3]);
    }

    private static Span<Vector256<float>> Lanes(Span<float> numbers) => MemoryMarshal.Cast<float, Vector256<float>>(numbers);

    // x · y + z, rounded once on every processor.
    private static Vector256<float> Added(Vector256<float> x, Vector256<float> y, Vector256<float> z)
    {
        if (Fma.IsSupported) return Fma.MultiplyAdd(x, y, z);
        for (int lane = 0; lane < Lane; lane++) z = z.WithElement(lane, MathF.FusedMultiplyAdd(x[lane], y[lane], z[lane]));
        return z;
    }
}
