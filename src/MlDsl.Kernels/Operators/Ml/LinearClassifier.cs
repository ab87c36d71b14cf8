using System.ComponentModel;
using System.Numerics;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's LinearClassifier: the class of the highest linear score, by ONNX Runtime's rules for two classes.</summary>
/// <typeparam name="T">float, double, int or long.</typeparam>
/// <typeparam name="TLabel">long or string.</typeparam>
[Operator("LinearClassifier", Domain = OperatorAttribute.Ml, Ignores = ["multi_class"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LinearClassifier<T, [ElementFrom("classlabels_strings", Otherwise = typeof(long))] TLabel> : Operator
    where T : unmanaged, INumber<T>
    where TLabel : notnull
{
    private readonly float[] coefficients;
    private readonly float[] intercepts;
    private readonly ScoreTransform transform;
    private readonly TLabel[] labels;
    private readonly bool passesOver;

    /// <param name="coefficients">Those of each class one after another, classes × features.</param>
    /// <param name="intercepts">One per class.</param>
    /// <param name="classlabelsStrings">The labels of the classes, where they are texts.</param>
    /// <param name="classlabelsInts">The labels of the classes, where they are numbers.</param>
    /// <param name="postTransform">What follows.</param>
    /// <exception cref="OperatorException">Lengths do not fit, or the transform is unknown.</exception>
    public LinearClassifier(float[] coefficients, float[] intercepts, string[]? classlabelsStrings = null, long[]? classlabelsInts = null, string postTransform = "NONE")
    {
        ArgumentNullException.ThrowIfNull(coefficients);
        ArgumentNullException.ThrowIfNull(intercepts);
        labels = ClassLabels.Of<TLabel>(classlabelsStrings, classlabelsInts);
        if (intercepts.Length == 0 || coefficients.Length == 0 || coefficients.Length % intercepts.Length != 0)
            throw Error($"it has {coefficients.Length} coefficients and {intercepts.Length} intercepts");
        if (labels.Length != intercepts.Length && !(labels.Length == 2 && intercepts.Length == 1))
            throw Error($"it has {labels.Length} labels for {intercepts.Length} scores");
        (this.coefficients, this.intercepts, transform) = (coefficients, intercepts, PostTransform.Parse(postTransform));
        passesOver = LinearScores.MayPassOver(coefficients, intercepts.Length);
    }

    /// <summary>Classifies rows.</summary>
    /// <param name="input">Rows of features [N, C], or one row [C].</param>
    /// <param name="label">The class of each row [N].</param>
    /// <param name="scores">The score of each class [N, K].</param>
    public void Run(Tensor<T> input, [Result] Tensor<TLabel> label, [Result] Tensor<float> scores)
    {
        using FeatureRows rows = FeatureRows.Of(input);
        int known = intercepts.Length, count = labels.Length;
        if (rows.Width * known != coefficients.Length) throw Error($"the input has {rows.Width} columns; it has coefficients for {coefficients.Length / known}");
        label.Resize(rows.Count);
        scores.Resize(rows.Count, count);
        Span<float> all = scores.Values;
        Span<TLabel> chosen = label.Values;
        if (known == count) LinearScores.Write(rows, coefficients, intercepts, all, passesOver);
        for (int i = 0; i < rows.Count; i++)
        {
            Span<float> row = all.Slice(i * count, count);
            if (known == count)
            {
                // A single class has nobody to lose against, but ONNX Runtime knows a "not it": 0.
                chosen[i] = count > 1 ? labels[Highest(row)] : Single(row[0]);
                PostTransform.Apply(transform, row);
                continue;
            }
            Span<float> score = row[1..];
            LinearScores.Write(rows.Only(i), coefficients, intercepts, score, passesOver);
            chosen[i] = labels[score[0] > 0f ? 1 : 0];
            PostTransform.Pair(transform, score[0], isShare: true, row);
        }
    }

    private static TLabel Single(float score) => typeof(TLabel) == typeof(string)
        ? (TLabel)(object)(score > 0f ? "1" : "0")
        : (TLabel)(object)(score > 0f ? 1L : 0L);

    private static int Highest(ReadOnlySpan<float> scores)
    {
        int best = 0;
        for (int k = 1; k < scores.Length; k++)
            if (scores[k] > scores[best]) best = k;
        return best;
    }
}
