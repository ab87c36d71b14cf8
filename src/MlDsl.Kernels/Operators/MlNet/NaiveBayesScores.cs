using System.ComponentModel;

namespace MlDsl.Kernels.Operators;

/// <summary>
/// The scores of ML.NET's naive Bayes of several classes: log P(class) + Σ log P(feature is above 0 or not | class), in double precision. A feature
/// that is above 0, or missing, puts its logarithm in the place of that of its absence; features are taken in their order.
/// </summary>
[Operator("NaiveBayesScores", Domain = OperatorAttribute.Own)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class NaiveBayesScores : Operator
{
    private readonly double[] starts, absent, presence, absence;
    private readonly int width;

    /// <param name="starts">The logarithm of each class's share [K].</param>
    /// <param name="absent">Of each class the sum over all features of the logarithms of their absence [K].</param>
    /// <param name="presence">The logarithm of each feature's presence [K, C].</param>
    /// <param name="absence">The logarithm of its absence [K, C].</param>
    /// <exception cref="OperatorException">The tensors do not fit each other.</exception>
    public NaiveBayesScores(Tensor starts, Tensor absent, Tensor presence, Tensor absence)
    {
        if (starts is not Tensor<double> { Rank: 1, Length: > 0 } first || absent is not Tensor<double> all || presence is not Tensor<double> { Rank: 2 } with || absence is not Tensor<double> without)
            throw Error("its logarithms are no double-precision numbers of classes and features");
        if (all.Length != first.Length || with.Size(0) != first.Length || !with.Shape.SequenceEqual(without.Shape)) throw Error($"{first.Length} classes have logarithms of the shapes {ShapeText.Of(with)} and {ShapeText.Of(without)}");
        (this.starts, this.absent, this.presence, this.absence, width) = (first.Values.ToArray(), all.Values.ToArray(), with.Values.ToArray(), without.Values.ToArray(), with.Size(1));
    }

    /// <summary>Scores.</summary>
    /// <param name="x">Rows [N, C].</param>
    /// <param name="y">Scores [N, K].</param>
    public void Run(Tensor<float> x, [Result] Tensor<float> y)
    {
        if (x.Rank != 2 || x.Size(1) != width) throw Error($"the input has the shape {ShapeText.Of(x)}; [N, {width}] is expected");
        y.Resize(x.Size(0), starts.Length);
        for (int i = 0; i < x.Size(0); i++)
        {
            for (int k = 0; k < starts.Length; k++) y.Values[(i * starts.Length) + k] = Score(x.Values.Slice(i * width, width), k);
        }
    }

    private float Score(ReadOnlySpan<float> row, int k)
    {
        double score = starts[k], replaced = 0;
        ReadOnlySpan<double> with = presence.AsSpan(k * width, width), without = absence.AsSpan(k * width, width);
        for (int j = 0; j < row.Length; j++)
        {
            if (row[j] <= 0) continue;
            score += with[j];
            replaced += without[j];
        }
        return (float)(score + (absent[k] - replaced));
    }
}
