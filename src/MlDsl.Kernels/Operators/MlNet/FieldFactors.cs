using System.Buffers;
using System.ComponentModel;

namespace MlDsl.Kernels.Operators;

/// <summary>The score of ML.NET's field-aware factorization machine, of rows that hold every feature; see <see cref="FieldFactorScorer"/>.</summary>
[Operator("FieldFactors", Domain = OperatorAttribute.Own)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FieldFactors : Operator
{
    private readonly FieldFactorScorer scorer;
    private readonly int width;
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
        (width, this.isNormalized) = (fields.Length, isNormalized != 0);
        try
        {
            scorer = new FieldFactorScorer(Array.ConvertAll(fields, static field => (int)Math.Clamp(field, -1, int.MaxValue)), weights, all.Values, all.Size(1));
        }
        catch (ArgumentException e)
        {
            throw Error(e.Message);
        }
    }

    /// <summary>Scores.</summary>
    /// <param name="x">Rows [N, C].</param>
    /// <param name="y">Scores [N, 1].</param>
    public void Run(Tensor<float> x, [Result] Tensor<float> y)
    {
        if (x.Rank != 2 || x.Size(1) != width) throw Error($"the input has the shape {ShapeText.Of(x)}; [N, {width}] is expected");
        y.Resize(x.Size(0), 1);
        int size = scorer.SumCount;
        float[] sums = ArrayPool<float>.Shared.Rent(size), values = ArrayPool<float>.Shared.Rent(width);
        int[] positions = ArrayPool<int>.Shared.Rent(width);
        for (int i = 0; i < x.Size(0); i++)
        {
            int count = 0;
            ReadOnlySpan<float> row = x.Values.Slice(i * width, width);
            for (int j = 0; j < width; j++)
            {
                if (row[j] == 0) continue;
                (positions[count], values[count]) = (j, row[j]);
                count++;
            }
            Span<float> entries = values.AsSpan(0, count);
            if (isNormalized) FieldFactorScorer.Divide(entries, FieldFactorScorer.Length(entries));
            y.Values[i] = scorer.Score(positions.AsSpan(0, count), entries, sums.AsSpan(0, size));
        }
        ArrayPool<float>.Shared.Return(sums);
        ArrayPool<float>.Shared.Return(values);
        ArrayPool<int>.Shared.Return(positions);
    }
}
