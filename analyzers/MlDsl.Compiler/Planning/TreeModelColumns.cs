using System.Globalization;
using MlDsl.Kernels;

namespace MlDsl.Compiler.Planning;

/// <summary>
/// How a caller gives the features of a tree model: those that are numbers together, in one input; each that the file has a table of
/// categories for as an input of its own, by its value. The trees are given the numbers first and the codes after them.
/// </summary>
internal sealed class TreeModelColumns
{
    public const string Features = "features", Prediction = "prediction", Raw = "raw_score";

    // Whole numbers are exact in single precision up to here.
    private const double ExactInSingle = 1 << 24;

    private readonly TreeModel model;
    private readonly int[] places;

    /// <exception cref="TreeEnsembleException">Two features have one name.</exception>
    public TreeModelColumns(TreeModel model)
    {
        this.model = model;
        var tables = model.Categories.ToDictionary(static table => table.Feature);
        Plain = [.. Enumerable.Range(0, model.Ensemble.FeatureCount).Where(feature => !tables.ContainsKey(feature))];
        places = new int[model.Ensemble.FeatureCount];
        for (int i = 0; i < Plain.Count; i++) places[Plain[i]] = i;
        for (int i = 0; i < Tables.Count; i++) places[Tables[i].Feature] = Plain.Count + i;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string name in model.FeatureNames)
            if (!seen.Add(name)) throw new TreeEnsembleException($"The model has two features '{name}'; give each its own name before training");
        if (Tables.Any(table => Name(table.Feature) == Features))
            throw new TreeEnsembleException($"The categorical feature '{Features}' has the name of the input for all others; rename it before training");
    }

    /// <summary>The type of the features.</summary>
    public Type Element => model.Ensemble.IsDouble ? typeof(double) : typeof(float);

    /// <summary>The features that are numbers.</summary>
    public IReadOnlyList<int> Plain { get; }

    public IReadOnlyList<CategoryTable> Tables => model.Categories;

    public bool HasNames => model.FeatureNames.Count > 0;

    /// <summary>A feature's name, or the one that libraries give to one without.</summary>
    public string Name(int feature) => HasNames ? model.FeatureNames[feature] : FormattableString.Invariant($"f{feature}");

    /// <summary>The trees on the features in the order in which they are given.</summary>
    public TreeEnsemble Arrange(TreeEnsemble ensemble) => Tables.Count == 0
        ? ensemble
        : ensemble with { Trees = [.. ensemble.Trees.Select(Arrange)] };

    private Tree Arrange(Tree tree) => tree with
    {
        Nodes = [.. tree.Nodes.Select(node => node.IsLeaf ? node : node.On(places[node.Feature]))],
        LinearLeaves = [.. tree.LinearLeaves.Select(leaf => leaf with { Terms = [.. leaf.Terms.Select(term => term with { Feature = places[term.Feature] })] })],
    };

    /// <summary>The numbers that lose what the trees ask for when they are rounded to single precision, by place, with such a threshold.</summary>
    public IEnumerable<(int Place, double Threshold)> Wide()
    {
        if (!model.Ensemble.IsDouble) yield break;
        ILookup<int, double> asked = model.Ensemble.Trees.SelectMany(static tree => tree.Nodes)
            .Where(static node => !node.IsLeaf && node.Comparison != TreeComparison.Member).ToLookup(static node => node.Feature, static node => node.Threshold);
        for (int place = 0; place < Plain.Count; place++)
        {
            double[] thresholds = [.. asked[Plain[place]].Distinct().Order()];
            for (int i = 0; i < thresholds.Length; i++)
            {
                double threshold = thresholds[i];
                bool isLost = Math.Abs(threshold) is > ExactInSingle and < float.MaxValue && threshold != (float)threshold;
                bool isOneWithLast = i > 0 && Reached(threshold) == Reached(thresholds[i - 1]);
                if (!isLost && !isOneWithLast) continue;
                yield return (place, threshold);
                break;
            }
        }
    }

    // Of single-precision numbers, x ≤ t asks whether x is at most this one.
    private static float Reached(double threshold)
    {
        var rounded = (float)threshold;
        return rounded > threshold ? MathF.BitDecrement(rounded) : rounded;
    }

    /// <summary>What a missing value of a table is given as, where its type has no word for it; null for others.</summary>
    public static string? Missing(CategoryTable table) =>
        table.Element == typeof(string) ? CategoryTable.MissingText
        : table.Element == typeof(long) ? CategoryTable.MissingWhole.ToString(CultureInfo.InvariantCulture)
        : null;
}
