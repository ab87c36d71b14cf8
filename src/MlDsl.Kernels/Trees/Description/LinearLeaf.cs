namespace MlDsl.Kernels;

/// <summary>
/// What a leaf gives that is a linear model of the row, as LightGBM's <c>linear_tree</c> grows them: the constant and, in their order, each coefficient
/// times its feature. Where one of the features is missing, the leaf gives the value of its <see cref="LeafWeight"/> instead; numbers up to
/// <see cref="TreeNode.LargestZero"/> in size count as 0.
/// </summary>
/// <param name="Constant">What is given where every feature is 0.</param>
/// <param name="Terms">The features with their coefficients; none for a constant.</param>
public sealed record LinearLeaf(double Constant, IReadOnlyList<LinearTerm> Terms)
{
    /// <summary>The same model of features that lie elsewhere.</summary>
    /// <param name="placeOf">Where a feature lies.</param>
    public LinearLeaf On(Func<int, int> placeOf) => this with { Terms = [.. Terms.Select(term => term with { Feature = placeOf(term.Feature) })] };
}

/// <summary>A feature of a linear model.</summary>
/// <param name="Feature">The feature, by its position in the row.</param>
/// <param name="Coefficient">What it is multiplied by.</param>
public readonly record struct LinearTerm(int Feature, double Coefficient);
