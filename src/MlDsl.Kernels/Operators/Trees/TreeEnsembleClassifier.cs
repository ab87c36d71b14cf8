using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's TreeEnsembleClassifier on single-precision features; results equal ONNX Runtime's bit for bit.</summary>
/// <typeparam name="T">float, int or long; compared in single precision.</typeparam>
/// <typeparam name="TLabel">long or string.</typeparam>
[Operator("TreeEnsembleClassifier", Domain = OperatorAttribute.Ml)]
public sealed class TreeEnsembleClassifier<T, [ElementFrom("classlabels_strings", Otherwise = typeof(long))] TLabel> : Operator
    where T : unmanaged, INumber<T>
    where TLabel : notnull
{
    private const int OnStack = 64;

    private readonly TreeScorer scorer;
    private readonly TLabel[] labels;

    /// <param name="scorer">The packed trees.</param>
    /// <param name="classlabelsStrings">The labels of the classes, where they are texts.</param>
    /// <param name="classlabelsInt64s">The labels of the classes, where they are numbers.</param>
    /// <exception cref="OperatorException">There are not as many labels as classes, or the features are in double precision.</exception>
    public TreeEnsembleClassifier(TreeScorer scorer, string[]? classlabelsStrings = null, long[]? classlabelsInt64s = null)
    {
        ArgumentNullException.ThrowIfNull(scorer);
        if (typeof(T) == typeof(double)) throw Error("its features are in double precision; trees compare in single precision");
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
    [SkipLocalsInit]
    public void Run(Tensor<T> input, [Result] Tensor<TLabel> label, [Result] Tensor<float> scores)
    {
        using Rows rows = Rows.Of(input);
        TreeRows.Check(this, scorer, rows);
        label.Resize(rows.Count);
        scores.Resize(rows.Count, scorer.OutputCount);
        int[]? rented = rows.Count > OnStack ? ArrayPool<int>.Shared.Rent(rows.Count) : null;
        Span<int> classes = rented is null ? stackalloc int[OnStack] : rented;
        classes = classes[..rows.Count];
        TreeRows.Classify(scorer, rows, scores.Values, classes);
        for (int i = 0; i < rows.Count; i++) label.Values[i] = labels[classes[i]];
        if (rented is not null) ArrayPool<int>.Shared.Return(rented);
    }
}
