using System.Buffers;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlDsl.Kernels.Operators;

/// <summary>
/// ONNX's TreeEnsembleClassifier; results equal ONNX Runtime's bit for bit. Doubles are compared and summed in double precision, and the
/// scores are rounded to single precision at the end.
/// </summary>
/// <typeparam name="T">float, double, int or long; integers are compared in single precision.</typeparam>
/// <typeparam name="TLabel">long or string.</typeparam>
[Operator("TreeEnsembleClassifier", Domain = OperatorAttribute.Ml)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TreeEnsembleClassifier<T, [ElementFrom("classlabels_strings", Otherwise = typeof(long))] TLabel> : Operator, IClassifier
    where T : unmanaged, INumber<T>
    where TLabel : notnull
{
    private const int OnStack = 64;

    private readonly TreeScorer scorer;
    private readonly TLabel[] labels;

    /// <param name="scorer">The packed trees.</param>
    /// <param name="classlabelsStrings">The labels of the classes, where they are texts.</param>
    /// <param name="classlabelsInt64s">The labels of the classes, where they are numbers.</param>
    /// <exception cref="OperatorException">There are not as many labels as classes, or the trees are of another precision than the features.</exception>
    public TreeEnsembleClassifier(TreeScorer scorer, string[]? classlabelsStrings = null, long[]? classlabelsInt64s = null)
    {
        ArgumentNullException.ThrowIfNull(scorer);
        TreeRows.CheckPrecision<T>(this, scorer);
        this.scorer = scorer;
        labels = ClassLabels.Of<TLabel>(classlabelsStrings, classlabelsInt64s);
        if (labels.Length != scorer.OutputCount) throw Error($"it has {labels.Length} labels; the trees have {scorer.OutputCount} classes");

        // Where leaves vote for both of two classes, ONNX Runtime names them 0 and 1, whatever the numbers of the labels.
        if (typeof(TLabel) == typeof(long) && labels.Length == 2 && !scorer.VotesForOneClass) labels = (TLabel[])(object)new long[] { 0, 1 };
    }

    /// <inheritdoc/>
    public Array Classes => labels.ToArray();

    /// <summary>Classifies rows.</summary>
    /// <param name="input">Rows of features [N, C], or one row [C].</param>
    /// <param name="label">The class of each row [N].</param>
    /// <param name="scores">The score of each class [N, K].</param>
    [SkipLocalsInit]
    public void Run(Tensor<T> input, [Result] Tensor<TLabel> label, [Result] Tensor<float> scores)
    {
        int count = TreeRows.Count(this, scorer, input);
        label.Resize(count);
        scores.Resize(count, scorer.OutputCount);
        int[]? rented = count > OnStack ? ArrayPool<int>.Shared.Rent(count) : null;
        Span<int> classes = rented is null ? stackalloc int[OnStack] : rented;
        classes = classes[..count];
        TreeRows.Score(scorer, input, scores.Values, classes);
        for (int i = 0; i < count; i++) label.Values[i] = labels[classes[i]];
        if (rented is not null) ArrayPool<int>.Shared.Return(rented);
    }
}

/// <summary>An operator that puts rows into classes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IClassifier
{
    /// <summary>What the class of each position is called.</summary>
    Array Classes { get; }
}
