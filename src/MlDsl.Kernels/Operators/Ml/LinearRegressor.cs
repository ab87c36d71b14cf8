using System.ComponentModel;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's LinearRegressor: Σ features · coefficients + intercept for each target.</summary>
[Operator("LinearRegressor", Domain = OperatorAttribute.Ml)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LinearRegressor : Operator
{
    private readonly float[] coefficients;
    private readonly float[] intercepts;
    private readonly ScoreTransform transform;
    private readonly int targets;
    private readonly bool passesOver;

    /// <param name="coefficients">Those of each target one after another, targets × features.</param>
    /// <param name="intercepts">One per target; none for zeros.</param>
    /// <param name="targets">The number of targets.</param>
    /// <param name="postTransform">What follows.</param>
    /// <exception cref="OperatorException">Lengths do not fit, or the transform is unknown.</exception>
    public LinearRegressor(float[] coefficients, float[]? intercepts = null, long targets = 1, string postTransform = "NONE")
    {
        ArgumentNullException.ThrowIfNull(coefficients);
        if (targets < 1 || coefficients.Length == 0 || coefficients.Length % targets != 0) throw Error($"it has {coefficients.Length} coefficients for {targets} targets");
        if (intercepts is { Length: > 0 } && intercepts.Length != targets) throw Error($"it has {intercepts.Length} intercepts for {targets} targets");
        (this.coefficients, this.targets, transform) = (coefficients, (int)targets, PostTransform.Parse(Effective(postTransform, targets)));
        this.intercepts = intercepts is { Length: > 0 } ? intercepts : new float[targets];
        passesOver = LinearScores.MayPassOver(coefficients, (int)targets);
    }

    /// <summary>The transform that ONNX Runtime takes: it leaves the score of a single target as it is for LOGISTIC.</summary>
    /// <param name="postTransform">The attribute.</param>
    /// <param name="targets">The number of targets.</param>
    public static string Effective(string postTransform, long targets) => targets == 1 && postTransform == "LOGISTIC" ? "NONE" : postTransform;

    /// <summary>Scores rows.</summary>
    /// <param name="input">Rows of features [N, C], or one row [C].</param>
    /// <param name="output">[N, targets].</param>
    public void Run(Tensor<float> input, [Result] Tensor<float> output)
    {
        using FeatureRows rows = FeatureRows.Of(input);
        if (rows.Width * targets != coefficients.Length) throw Mismatch(rows.Width);
        output.Resize(rows.Count, targets);
        LinearScores.Write(rows, coefficients, intercepts, output.Values, passesOver);
        if (transform == ScoreTransform.None) return;
        for (int i = 0; i < rows.Count; i++) PostTransform.Apply(transform, output.Values.Slice(i * targets, targets));
    }

    private OperatorException Mismatch(int columns) => Error($"the input has {columns} columns; it has coefficients for {coefficients.Length / targets}");
}

/// <summary>The sums of linear models: one term after another, without fused multiplications, so that every machine gives the same bits.</summary>
internal static class LinearScores
{
    // Additions that do not wait for each other; those of one row do.
    private const int Together = 4;

    // Below it looking for what is 0 takes longer than adding it.
    private const int LeastWide = 128;

    /// <summary>Whether features that are 0 may be passed over: they add nothing to a sum but where a weight is infinite or NaN.</summary>
    public static bool MayPassOver(ReadOnlySpan<float> coefficients, int targets)
    {
        if (coefficients.Length / targets < LeastWide) return false;
        foreach (float weight in coefficients)
            if (!float.IsFinite(weight)) return false;
        return true;
    }

    public static void Write(FeatureRows rows, ReadOnlySpan<float> coefficients, ReadOnlySpan<float> intercepts, Span<float> into, bool passesOver)
    {
        int targets = intercepts.Length, row = 0;
        for (; row <= rows.Count - Together; row += Together)
            for (int k = 0; k < targets; k++) Write4(rows, row, coefficients.Slice(k * rows.Width, rows.Width), intercepts[k], into[((row * targets) + k)..], targets);
        for (; row < rows.Count; row++)
            for (int k = 0; k < targets; k++) into[(row * targets) + k] = One(rows[row], coefficients.Slice(k * rows.Width, rows.Width), passesOver) + intercepts[k];
    }

    private static float One(ReadOnlySpan<float> features, ReadOnlySpan<float> weights, bool passesOver) =>
        passesOver ? SingleNumber.SumOfFew(features, weights) : SingleNumber.Sum(0f, features, weights);

    private static void Write4(FeatureRows rows, int row, ReadOnlySpan<float> weights, float intercept, Span<float> into, int stride)
    {
        ReadOnlySpan<float> a = rows[row][..weights.Length], b = rows[row + 1][..weights.Length], c = rows[row + 2][..weights.Length], d = rows[row + 3][..weights.Length];
        float sumA = 0f, sumB = 0f, sumC = 0f, sumD = 0f;
        for (int i = 0; i < weights.Length; i++)
        {
            float weight = weights[i];
            sumA += a[i] * weight;
            sumB += b[i] * weight;
            sumC += c[i] * weight;
            sumD += d[i] * weight;
        }
        into[0] = sumA + intercept;
        into[stride] = sumB + intercept;
        into[2 * stride] = sumC + intercept;
        into[3 * stride] = sumD + intercept;
    }
}
