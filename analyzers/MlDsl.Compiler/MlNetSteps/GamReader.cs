using MlDsl.Compiler.MlNetFiles;
using MlDsl.Kernels;

namespace MlDsl.Compiler.MlNetSteps;

/// <summary>
/// Reads a generalized additive model: an intercept, and for some features the effect of each bin. The bins of a feature are a tree here,
/// and the intercept is a tree without branches, so that the sum is ML.NET's.
/// </summary>
internal static class GamReader
{
    public static ForestModel Read(ModelBlock block)
    {
        FileBytes fields = block.Fields;
        int count = fields.Count(sizeof(int)), width = fields.Int();
        if (width is < 1 or > ForestReader.MaxWidth) throw block.Problem($"it has {width} features");
        var trees = new List<MlNetTree> { Made(new Tree { Nodes = [TreeNode.Leaf(0)], Weights = [new LeafWeight(0, fields.Double())] }) };
        var effects = new double[count][];
        for (int i = 0; i < count; i++) effects[i] = fields.Numbers<double>();
        var bounds = new double[count][];
        for (int i = 0; i < count; i++) bounds[i] = fields.Numbers<double>(effects[i].Length);
        var functions = new SortedDictionary<int, int>();
        for (int left = fields.Count(2 * sizeof(int)); left > 0; left--)
        {
            int feature = fields.Int(), function = fields.Int();
            if (feature < 0 || feature >= width || function < 0 || function >= count || !functions.TryAdd(feature, function)) throw block.Problem($"feature {feature} has the function {function} of {count}");
        }
        foreach (var (feature, function) in functions)
        {
            if (effects[function].Length == 0) throw block.Problem($"function {function} has no bins");
            for (int k = 1; k < bounds[function].Length; k++)
                if (!(bounds[function][k - 1] < bounds[function][k])) throw block.Problem($"the bins of function {function} are not in order");
            trees.Add(Made(Tree.OfBins(feature, bounds[function], [.. effects[function].Select(static effect => new LeafWeight(0, effect))])));
        }
        return new ForestModel(trees, width, IsAverage: false, IsExponential: false);
    }

    private static MlNetTree Made(Tree tree) => new(tree, new Dictionary<int, int[]>());
}
