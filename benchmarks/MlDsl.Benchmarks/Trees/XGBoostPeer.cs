using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using MlDsl.Kernels;
using MlDsl.Kernels.Tests.Trees;

namespace MlDsl.Benchmarks.Trees;

/// <summary>The trees in XGBoost's own library, predicting in place.</summary>
internal sealed unsafe class XGBoostPeer : IDisposable
{
    private static readonly byte[] Config = """
        {"type": 1, "training": false, "iteration_begin": 0, "iteration_end": 0, "strict_shape": true, "missing": NaN, "cache_id": 0}
        """u8.ToArray().Append((byte)0).ToArray();

    private static readonly int[] Version = [1, 7, 4];

    private readonly XGBoostLibrary library;
    private readonly float[] row = GC.AllocateArray<float>(SyntheticTrees.Features, pinned: true);
    private readonly byte[] description;

    public XGBoostPeer(TreeEnsemble ensemble)
    {
        string path = Path.Combine(Path.GetTempPath(), $"mldsl-{Environment.ProcessId}.json");
        File.WriteAllBytes(path, Write(ensemble));
        library = XGBoostLibrary.Load(path);
        File.Delete(path);
        fixed (float* values = row) description = XGBoostLibrary.Describe(values, 1, row.Length);
    }

    /// <summary>Whether the library is on this machine.</summary>
    public static bool IsInstalled { get; } = NativeLibrary.TryLoad(XGBoostLibrary.Library, typeof(XGBoostLibrary).Assembly, null, out _);

    /// <summary>Trees that the library grows on 4,000 rows of so many uniform features, level by level, of half of the features each.</summary>
    public static TreeEnsemble Grow(int trees, int depth, int features)
    {
        const int Rows = 4000;
        var random = new Random(features);
        float[] rows = [.. Enumerable.Range(0, Rows * features).Select(_ => random.NextSingle())];
        float[] labels = [.. Enumerable.Range(0, Rows).Select(i => MathF.Sin(6 * rows[i * features]) + (rows[(i * features) + 1] * rows[(i * features) + features - 1]) + (0.3f * random.NextSingle()))];
        using XGBoostLibrary library = XGBoostLibrary.Train(rows, labels, trees, null, ("tree_method", "hist"), ("max_bin", "256"), ("max_depth", depth.ToString(CultureInfo.InvariantCulture)), ("eta", "0.1"), ("colsample_bytree", "0.5"));
        return XGBoostFile.Read(library.Save("json")).Ensemble;
    }

    public float Score(ReadOnlySpan<float> values)
    {
        values.CopyTo(row);
        return library.PredictDense(description, Config);
    }

    public void Dispose() => library.Dispose();

    private static byte[] Write(TreeEnsemble ensemble)
    {
        string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
        var parameters = new Dictionary<string, string> { ["num_feature"] = Text(ensemble.FeatureCount), ["num_class"] = "0", ["num_target"] = "1", ["base_score"] = "0" };
        object Tree(Tree tree, int id)
        {
            int[] parents = [.. Enumerable.Repeat(int.MaxValue, tree.Nodes.Count)];
            for (int i = 0; i < parents.Length; i++)
                if (!tree.Nodes[i].IsLeaf) parents[tree.Nodes[i].WhenTrue] = parents[tree.Nodes[i].WhenFalse] = i;
            int[] none = new int[parents.Length];

            // XGBoost tells integers from numbers by how they are written.
            JsonElement zeroes = JsonDocument.Parse($"[{string.Join(',', Enumerable.Repeat("0E0", parents.Length))}]").RootElement;
            return new
            {
                id,
                base_weights = zeroes,
                categories = Array.Empty<int>(),
                categories_nodes = Array.Empty<int>(),
                categories_segments = Array.Empty<int>(),
                categories_sizes = Array.Empty<int>(),
                default_left = none,
                left_children = tree.Nodes.Select(static node => node.IsLeaf ? -1 : node.WhenTrue),
                right_children = tree.Nodes.Select(static node => node.IsLeaf ? -1 : node.WhenFalse),
                loss_changes = zeroes,
                parents,
                split_conditions = tree.Nodes.Select(node => node.IsLeaf ? tree.Weights[node.FirstWeight].Value : node.Threshold),
                split_indices = tree.Nodes.Select(static node => node.Feature),
                split_type = none,
                sum_hessian = zeroes,
                tree_param = new { num_deleted = "0", num_feature = Text(ensemble.FeatureCount), num_nodes = Text(parents.Length), size_leaf_vector = "0" },
            };
        }
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            learner = new
            {
                attributes = new { },
                feature_names = Array.Empty<string>(),
                feature_types = Array.Empty<string>(),
                gradient_booster = new
                {
                    model = new
                    {
                        gbtree_model_param = new { num_parallel_tree = "1", num_trees = Text(ensemble.Trees.Count), size_leaf_vector = "0" },
                        tree_info = new int[ensemble.Trees.Count],
                        trees = ensemble.Trees.Select(Tree),
                    },
                    name = "gbtree",
                },
                learner_model_param = parameters,
                objective = new { name = "reg:squarederror", reg_loss_param = new { scale_pos_weight = "1" } },
            },
            version = Version,
        });
    }
}
