using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;

namespace MlDsl.Kernels.Operators;

/// <summary>
/// ONNX's SVMClassifier: one decision for each pair of classes, votes, and probabilities by pairwise coupling where the model was
/// calibrated (Wu, Lin and Weng, "Probability estimates for multi-class classification by pairwise coupling", 2004); a linear score per
/// class where there are no support vectors. The rules for two classes are ONNX Runtime's.
/// </summary>
/// <typeparam name="T">float, double, int or long.</typeparam>
/// <typeparam name="TLabel">long or string.</typeparam>
[Operator("SVMClassifier", Domain = OperatorAttribute.Ml)]
public sealed class SvmClassifier<T, [ElementFrom("classlabels_strings", Otherwise = typeof(long))] TLabel> : Operator
    where T : unmanaged, INumber<T>
    where TLabel : notnull
{
    private readonly float[] coefficients, vectors, rho, probA, probB;
    private readonly int[] starts;
    private readonly TLabel[] labels;
    private readonly SvmKernel kernel;
    private readonly ScoreTransform transform;
    private readonly int width;

    /// <param name="coefficients">(classes - 1) × support vectors, or classes × features where there are none.</param>
    /// <param name="rho">One per pair of classes; its first number for linear scores.</param>
    /// <param name="supportVectors">The vectors one after another, class after class.</param>
    /// <param name="vectorsPerClass">How many each class has.</param>
    /// <param name="probA">The slope of each pair's calibration; none where the model was not calibrated.</param>
    /// <param name="probB">The shift of each pair's calibration.</param>
    /// <param name="kernelType"><c>LINEAR</c>, <c>POLY</c>, <c>RBF</c> or <c>SIGMOID</c>.</param>
    /// <param name="kernelParams">gamma, coef0 and degree.</param>
    /// <param name="classlabelsStrings">The labels of the classes, where they are texts.</param>
    /// <param name="classlabelsInts">The labels of the classes, where they are numbers.</param>
    /// <param name="postTransform">What follows.</param>
    /// <exception cref="OperatorException">Lengths do not fit, or a name is unknown.</exception>
    public SvmClassifier(
        float[] coefficients,
        float[] rho,
        float[]? supportVectors = null,
        long[]? vectorsPerClass = null,
        float[]? probA = null,
        float[]? probB = null,
        string kernelType = "LINEAR",
        float[]? kernelParams = null,
        string[]? classlabelsStrings = null,
        long[]? classlabelsInts = null,
        string postTransform = "NONE")
    {
        ArgumentNullException.ThrowIfNull(coefficients);
        ArgumentNullException.ThrowIfNull(rho);
        labels = ClassLabels.Of<TLabel>(classlabelsStrings, classlabelsInts);
        starts = [0, .. (vectorsPerClass ?? []).Select(static count => (int)count)];
        for (int i = 1; i < starts.Length; i++) starts[i] += starts[i - 1];
        kernel = new SvmKernel(kernelType, kernelParams);
        transform = PostTransform.Parse(postTransform);
        (this.coefficients, this.rho) = (coefficients, rho);
        (vectors, this.probA, this.probB) = (supportVectors ?? [], probA ?? [], probB ?? []);
        width = Supports > 0 ? vectors.Length / Supports : coefficients.Length / labels.Length;
        Check(vectorsPerClass ?? []);
    }

    private int Supports => starts[^1];

    private int Pairs => labels.Length * (labels.Length - 1) / 2;

    /// <summary>Classifies rows.</summary>
    /// <param name="input">Rows of features [N, C], or one row [C].</param>
    /// <param name="label">The class of each row [N].</param>
    /// <param name="scores">[N, K] scores or probabilities of the classes; [N, K (K - 1) / 2] decisions of more than two classes that were not calibrated.</param>
    public void Run(Tensor<T> input, [Result] Tensor<TLabel> label, [Result] Tensor<float> scores)
    {
        using FeatureRows rows = FeatureRows.Of(input);
        if (rows.Width != width) throw Error($"the input has {rows.Width} columns; the model has {width} features");
        int columns = Supports > 0 && probA.Length == 0 && labels.Length > 2 ? Pairs : labels.Length;
        label.Resize(rows.Count);
        scores.Resize(rows.Count, columns);
        float[] scratch = ArrayPool<float>.Shared.Rent(Supports + Pairs + labels.Length + PairwiseCoupling.Scratch(labels.Length));
        for (int i = 0; i < rows.Count; i++)
        {
            Span<float> row = scores.Values.Slice(i * columns, columns);
            label.Values[i] = labels[Supports > 0 ? ByVectors(rows[i], row, scratch) : Linear(rows[i], row)];
        }
        ArrayPool<float>.Shared.Return(scratch);
    }

    private int Linear(ReadOnlySpan<float> x, Span<float> row)
    {
        for (int k = 0; k < row.Length; k++) row[k] = TensorPrimitives.Dot(x, coefficients.AsSpan(k * width, width)) + rho[0];
        int best = Highest(row);
        float highest = row[best];
        PostTransform.Apply(transform, row);
        if (labels.Length != 2 || rho.Length != 1) return best;
        bool isPositive = Array.TrueForAll(coefficients, static c => c >= 0f) ? highest >= 0.5f : highest > 0f;
        return isPositive ? 1 : best;
    }

    private int ByVectors(ReadOnlySpan<float> x, Span<float> row, Span<float> scratch)
    {
        Span<float> kernels = scratch[..Supports], decisions = scratch.Slice(Supports, Pairs), votes = scratch.Slice(Supports + Pairs, labels.Length);
        for (int j = 0; j < kernels.Length; j++) kernels[j] = kernel.Of(x, vectors.AsSpan(j * width, width));
        Decide(kernels, decisions, votes);
        int best = Highest(votes);
        if (probA.Length > 0)
        {
            PairwiseCoupling.Probabilities(decisions, probA, probB, row, scratch[(Supports + Pairs + labels.Length)..]);
            PostTransform.Apply(transform, row);
        }
        else if (labels.Length == 2)
        {
            PostTransform.Pair(transform, decisions[0], isShare: transform != ScoreTransform.None, row);
        }
        else
        {
            decisions.CopyTo(row);
            PostTransform.Apply(transform, row);
        }
        return best;
    }

    private void Decide(ReadOnlySpan<float> kernels, Span<float> decisions, Span<float> votes)
    {
        votes.Clear();
        int pair = 0;
        for (int i = 0; i < labels.Length; i++)
            for (int j = i + 1; j < labels.Length; j++, pair++)
            {
                float sum = 0f;
                for (int m = starts[i]; m < starts[i + 1]; m++) sum += coefficients[(Supports * (j - 1)) + m] * kernels[m];
                for (int m = starts[j]; m < starts[j + 1]; m++) sum += coefficients[(Supports * i) + m] * kernels[m];
                decisions[pair] = sum + rho[pair];
                votes[decisions[pair] > 0f ? i : j]++;
            }
    }

    private static int Highest(ReadOnlySpan<float> values)
    {
        int best = 0;
        for (int k = 1; k < values.Length; k++)
            if (values[k] > values[best]) best = k;
        return best;
    }

    private void Check(long[] vectorsPerClass)
    {
        foreach (long count in vectorsPerClass)
            if (count is < 0 or > int.MaxValue) throw Error($"a class has {count} support vectors");
        if (Supports > 0)
        {
            if (labels.Length < 2 || vectorsPerClass.Length != labels.Length) throw Error($"it has support vectors of {vectorsPerClass.Length} classes and {labels.Length} labels");
            if (vectors.Length % Supports != 0 || coefficients.Length != Supports * (labels.Length - 1))
                throw Error($"it has {coefficients.Length} coefficients and {vectors.Length} numbers for {Supports} support vectors of {labels.Length} classes");
            if (rho.Length != Pairs) throw Error($"it has {rho.Length} rho; {Pairs} pairs of classes need one each");
            if (probA.Length != probB.Length || (probA.Length > 0 && probA.Length != Pairs)) throw Error($"it has {probA.Length} prob_a and {probB.Length} prob_b for {Pairs} pairs of classes");
        }
        else if (coefficients.Length == 0 || coefficients.Length % labels.Length != 0 || rho.Length == 0 || probA.Length > 0)
        {
            throw Error($"it has {coefficients.Length} coefficients and {rho.Length} rho for linear scores of {labels.Length} classes");
        }
    }
}
