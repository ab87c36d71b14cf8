using System.Globalization;
using MlDsl.Compiler.Catalog;
using MlDsl.Compiler.Steps;
using MlDsl.Kernels;

namespace MlDsl.Compiler.Planning;

/// <summary>Packs the trees of a plan in the way that the project asks for.</summary>
internal static class PlanTrees
{
    /// <summary>Packs them anew, wherever they are named.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="packing">How.</param>
    /// <returns>The line of the plan that says so: the way, and the most that a sum of leaves moves.</returns>
    /// <exception cref="InvalidDataException">There are none, or they cannot be packed so.</exception>
    public static string Pack(Plan plan, TreePacking packing)
    {
        if (plan.Obstacles.Count > 0) throw new InvalidDataException($"Trees=\"{packing}\" on its MlModel item packs trees of compiled models, but {plan.Obstacles[0]}; remove it");
        PackedTreeBytes[] trees = [.. plan.Steps.SelectMany(Operators).SelectMany(static called => called.Arguments).Select(static argument => argument.Value).OfType<PackedTreeBytes>().Distinct()];
        if (trees.Length == 0) throw new InvalidDataException($"Trees=\"{packing}\" is on its MlModel item, and it has no trees; remove it");
        double bound = 0;
        try
        {
            foreach (PackedTreeBytes each in trees) bound = Math.Max(bound, each.Pack(packing));
        }
        catch (TreeEnsembleException e)
        {
            throw new InvalidDataException($"Trees=\"{packing}\" is on its MlModel item: {e.Message}", e);
        }
        return string.Create(CultureInfo.InvariantCulture, $"trees {packing} {bound:R}");
    }

    private static IEnumerable<BoundOperator> Operators(PlanStep step) => step.Instead is { } other ? [step.Operator, other.Operator] : [step.Operator];
}
