using System.Runtime.CompilerServices;
using Microsoft.ML.Trainers.FastTree;
using MlDsl.Kernels;
using MlDsl.Training;

namespace MlDsl.MlNet;

/// <summary>Reads the curves of ML.NET's generalised additive models as trees: of each feature one over its bins, behind one of the bias alone.</summary>
/// <remarks>
/// ML.NET's own way to the curves ends at as many features as have one, whichever these are (<c>GetBinUpperBounds</c>), so that its fields are read.
/// </remarks>
/// <param name="Bias">What every score begins with.</param>
/// <param name="Bounds">Of each curve the upper bounds of its bins.</param>
/// <param name="Effects">Of each curve the effects of its bins.</param>
/// <param name="Features">The feature of each curve.</param>
internal sealed record ShapeFunctions(double Bias, double[][] Bounds, double[][] Effects, int[] Features)
{
    /// <summary>Reads a model.</summary>
    /// <exception cref="MissingMemberException">This version of ML.NET keeps them elsewhere.</exception>
    public static ShapeFunctions Of(GamModelParametersBase model) => new(model.Bias, BoundsOf(model), EffectsOf(model), FeaturesOf(model));

    /// <summary>The curves as a predictor.</summary>
    /// <param name="rows">The rows that it learned from.</param>
    /// <param name="advice">What to do where the training has diverged, as the end of a sentence.</param>
    /// <param name="cancellation">Stops the pass over the rows.</param>
    /// <exception cref="TrainingException">No feature has a curve, an effect is not finite, or the trees cannot be scored.</exception>
    public TreePredictor Predictor(CoveredRows rows, string advice, CancellationToken cancellation)
    {
        if (Array.TrueForAll(Effects, static bins => bins.Length < 2)) throw new TrainingException("ML.NET could find no step: no feature parts the rows into sides of MinRows each; lower MinRows, or look at the features");
        int[] order = [.. Enumerable.Range(0, Features.Length)];
        Array.Sort(order, (a, b) => Features[a].CompareTo(Features[b]));
        Tree[] trees = [OfBias(Finite(Bias, advice)), .. order.Select(function => Curve(Features[function], Bounds[function], Effects[function], advice))];
        return ReadTrees.Predictor(trees, rows, static read => new TreePredictor(read), cancellation);
    }

    private static Tree OfBias(double bias) => new() { Nodes = [TreeNode.Leaf(0)], Weights = [new LeafWeight(0, bias)] };

    private static Tree Curve(int feature, double[] bounds, double[] effects, string advice) => Tree.OfBins(feature, bounds, [.. effects.Select(effect => new LeafWeight(0, Finite(effect, advice)))]);

    private static double Finite(double effect, string advice) =>
        double.IsFinite(effect) ? effect : throw new TrainingException($"An effect that ML.NET learned is not a finite number: the training has diverged; {advice}");

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_binUpperBounds")]
    private static extern ref double[][] BoundsOf(GamModelParametersBase model);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_binEffects")]
    private static extern ref double[][] EffectsOf(GamModelParametersBase model);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_shapeToInputMap")]
    private static extern ref int[] FeaturesOf(GamModelParametersBase model);
}
