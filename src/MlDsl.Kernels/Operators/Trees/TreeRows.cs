using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;

namespace MlDsl.Kernels.Operators;

/// <summary>
/// Rows for trees. Trees know the features that they ask for; where a graph does not say how wide its rows are, those may have more.
/// </summary>
internal static class TreeRows
{
    /// <exception cref="OperatorException">Features and trees are of different precision.</exception>
    public static void CheckPrecision<T>(Operator node, TreeScorer scorer)
    {
        if (typeof(T) == typeof(Half) || scorer.IsDouble != (typeof(T) == typeof(double))) throw node.Problem($"its trees are in {(scorer.IsDouble ? "double" : "single")} precision; its features are {typeof(T).Name}");
    }

    /// <summary>The rows of [C] or [N, C].</summary>
    /// <exception cref="OperatorException">They are narrower than the trees ask for.</exception>
    public static int Count<T>(Operator node, TreeScorer scorer, Tensor<T> input)
    {
        int width = input.Rank == 0 ? 1 : input.Size(-1);
        if (width < scorer.FeatureCount) throw node.Problem($"the input has {width} columns; the trees have {scorer.FeatureCount} features");
        return input.Length / width;
    }

    /// <summary>Scores rows, in single precision unless they are doubles.</summary>
    /// <param name="scorer">The trees.</param>
    /// <param name="input">As many rows as <see cref="Count"/> says.</param>
    /// <param name="scores">Where the scores go; those of doubles are rounded at the end, as ONNX Runtime does.</param>
    /// <param name="classes">Where the positions of the classes go; empty for a regression.</param>
    public static void Score<T>(TreeScorer scorer, Tensor<T> input, Span<float> scores, Span<int> classes)
        where T : unmanaged, INumber<T>
    {
        if (typeof(T) == typeof(double))
        {
            double[] rented = ArrayPool<double>.Shared.Rent(scores.Length);
            Span<double> wide = rented.AsSpan(0, scores.Length);
            Score(scorer, ((Tensor<double>)(object)input).Values, wide, classes);
            TensorPrimitives.ConvertTruncating<double, float>(wide, scores);
            ArrayPool<double>.Shared.Return(rented);
            return;
        }
        using FeatureRows rows = FeatureRows.Of(input);
        Score(scorer, rows.Values, scores, classes);
    }

    /// <summary>The same where rows and scores are of the trees' own precision.</summary>
    public static void Score<T>(TreeScorer scorer, ReadOnlySpan<T> rows, Span<T> scores, Span<int> classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int features = scorer.FeatureCount, outputs = scorer.OutputCount, count = scores.Length / outputs;
        if (count == 0) return;
        int width = rows.Length / count;
        if (count > 1 && width == features)
        {
            scorer.ScoreBatch(rows, scores, classes);
            return;
        }
        for (int i = 0; i < count; i++)
        {
            int chosen = scorer.Score(rows.Slice(i * width, features), scores.Slice(i * outputs, outputs));
            if (!classes.IsEmpty) classes[i] = chosen;
        }
    }
}
