using System.Buffers;
using System.ComponentModel;

namespace MlDsl.Kernels.Operators;

/// <summary>
/// The scores that ML.NET's pairwise coupling makes of probabilities pᵢⱼ of being of one of two classes, and pᵢᵢ of one alone: no pair is less
/// probable than its parts, pᵢ = pᵢᵢ / (Σ pᵢⱼ − (K − 2) · pᵢᵢ), and their shares of the sum, in double precision.
/// </summary>
[Operator("PairShares", Domain = OperatorAttribute.Own)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PairShares : Operator
{
    private const int OnStack = 256, MaxClasses = 10_000;

    private readonly int classes, pairs;

    /// <param name="classes">How many classes there are.</param>
    /// <exception cref="OperatorException">There are none, or too many.</exception>
    public PairShares(long classes)
    {
        if (classes is < 1 or > MaxClasses) throw Error($"it couples {classes} classes; 1 to {MaxClasses} are possible");
        this.classes = (int)classes;
        pairs = Place(this.classes, 0);
    }

    /// <summary>Couples.</summary>
    /// <param name="x">Probabilities of the pairs (0, 0), (1, 0), (1, 1), (2, 0), … [N, K · (K + 1) / 2].</param>
    /// <param name="y">Shares [N, K].</param>
    public void Run(Tensor<float> x, [Result] Tensor<float> y)
    {
        if (x.Rank != 2 || x.Size(1) != pairs) throw Error($"the input has the shape {ShapeText.Of(x)}; [N, {pairs}] is expected");
        y.Resize(x.Size(0), classes);
        double[]? rented = pairs > OnStack ? ArrayPool<double>.Shared.Rent(pairs) : null;
        Span<double> probabilities = (rented is null ? stackalloc double[OnStack] : rented)[..pairs];
        for (int i = 0; i < x.Size(0); i++)
        {
            for (int pair = 0; pair < pairs; pair++) probabilities[pair] = x.Values[(i * pairs) + pair];
            Reconcile(probabilities);
            Share(probabilities, y.Values.Slice(i * classes, classes));
        }
        if (rented is not null) ArrayPool<double>.Shared.Return(rented);
    }

    // Where the pair of a class and one that is not behind it is.
    private static int Place(int i, int j) => (i * (i + 1) / 2) + j;

    private static int Pair(int i, int j) => i > j ? Place(i, j) : Place(j, i);

    private void Reconcile(Span<double> probabilities)
    {
        for (int i = 0; i < classes; i++)
        {
            double alone = probabilities[Place(i, i)];
            if (!(alone > 0)) continue;
            for (int j = 0; j < classes; j++)
                if (j != i && !(probabilities[Pair(i, j)] >= alone)) probabilities[Pair(i, j)] = alone;
        }
    }

    // A class's share is written where no class behind it reads.
    private void Share(Span<double> probabilities, Span<float> shares)
    {
        double sum = 0;
        for (int i = 0; i < classes; i++) sum += probabilities[i] = Alone(probabilities, i);
        if (sum <= 0) sum = 1;
        for (int i = 0; i < classes; i++) shares[i] = (float)(probabilities[i] / sum);
    }

    private double Alone(ReadOnlySpan<double> probabilities, int i)
    {
        double alone = probabilities[Place(i, i)], sum = 0;
        if (!(alone > 0)) return 0;
        for (int j = 0; j < classes; j++)
            if (j != i) sum += probabilities[Pair(i, j)];
        return alone / Math.Max(alone, sum - ((classes - 2) * alone));
    }
}
