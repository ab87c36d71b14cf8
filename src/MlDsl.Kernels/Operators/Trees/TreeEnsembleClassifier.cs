using System.Buffers;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's TreeEnsembleClassifier on single-precision features; results equal ONNX Runtime's bit for bit.</summary>
/// <typeparam name="TLabel">long or string.</typeparam>
[Operator("TreeEnsembleClassifier", Domain = OperatorAttribute.Ml)]
public sealed class TreeEnsembleClassifier<[ElementFrom("classlabels_strings", Otherwise = typeof(long))] TLabel> : Operator
    where TLabel : notnull
{
    private readonly TreeScorer scorer;
    private readonly TLabel[] labels;

    /// <param name="scorer">The packed trees.</param>
    /// <param name="classlabelsStrings">The labels of the classes, where they are texts.</param>
    /// <param name="classlabelsInt64s">The labels of the classes, where they are numbers.</param>
    /// <exception cref="OperatorException">There are not as many labels as classes.</exception>
    public TreeEnsembleClassifier(TreeScorer scorer, string[]? classlabelsStrings = null, long[]? classlabelsInt64s = null)
    {
        ArgumentNullException.ThrowIfNull(scorer);
        this.scorer = scorer;
        labels = ClassLabels.Of<TLabel>(classlabelsStrings, classlabelsInt64s);
        if (labels.Length != scorer.OutputCount) throw Error($"it has {labels.Length} labels; the trees have {scorer.OutputCount} classes");

        // Where leaves vote for both of two classes, ONNX Runtime names them 0 and 1, whatever the numbers of the labels.
        if (typeof(TLabel) == typeof(long) && labels.Length == 2 && !scorer.VotesForOneClass) labels = (TLabel[])(object)new long[] { 0, 1 };
    }

    /// <summary>Classifies rows.</summary>
    /// <param name="input">Rows of features [N, C], or one row [C].</param>
    /// <param name="label">The class of each row [N].</param>
    /// <param name="scores">The score of each class [N, K].</param>
    public void Run(Tensor<float> input, [Result] Tensor<TLabel> label, [Result] Tensor<float> scores)
    {
        using Rows rows = Rows.Of(input);
        if (rows.Width != scorer.FeatureCount) throw Error($"the input has {rows.Width} columns; the trees have {scorer.FeatureCount} features");
        label.Resize(rows.Count);
        scores.Resize(rows.Count, scorer.OutputCount);
        if (rows.Count == 1)
        {
            label.Values[0] = labels[scorer.Classify(rows.Values, scores.Values)];
            return;
        }
        int[] classes = ArrayPool<int>.Shared.Rent(rows.Count);
        scorer.ClassifyBatch(rows.Values, scores.Values, classes.AsSpan(0, rows.Count));
        for (int i = 0; i < rows.Count; i++) label.Values[i] = labels[classes[i]];
        ArrayPool<int>.Shared.Return(classes);
    }
}
