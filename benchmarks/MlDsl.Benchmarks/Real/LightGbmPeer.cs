using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using MlDsl.Kernels;

namespace MlDsl.Benchmarks.Real;

/// <summary>Trees in LightGBM's own library: a row by its fast call for single rows, many by its batch prediction, on one thread.</summary>
internal sealed unsafe partial class LightGbmPeer : IDisposable
{
    private const string Library = "lib_lightgbm", OneThread = "num_threads=1";
    private const int Single = 0, Raw = 1, RowMajor = 1, All = -1;
    private readonly int features;
    private readonly double[] scores = new double[RealRow.Count];
    private readonly nint booster, fast;

    public LightGbmPeer(TreeEnsemble ensemble)
    {
        features = ensemble.FeatureCount;
        Check(LGBM_BoosterLoadModelFromString(Text(ensemble), out _, out booster));
        Check(LGBM_BoosterPredictForMatSingleRowFastInit(booster, Raw, 0, All, Single, features, OneThread, out fast));
    }

    public double Score(ReadOnlySpan<float> row)
    {
        double score;
        fixed (float* values = row) Check(LGBM_BoosterPredictForMatSingleRowFast(fast, values, out _, &score));
        return score;
    }

    public double ScoreBatch(ReadOnlySpan<float> rows, int count)
    {
        fixed (float* values = rows)
        fixed (double* into = scores)
            Check(LGBM_BoosterPredictForMat(booster, values, Single, count, features, RowMajor, Raw, 0, All, OneThread, out _, into));
        return scores[0];
    }

    public void Dispose()
    {
        Check(LGBM_FastConfigFree(fast));
        Check(LGBM_BoosterFree(booster));
    }

    // Conditions "at most" lead left where they hold, as LightGBM's own do.
    private static string Text(TreeEnsemble ensemble)
    {
        string[] trees = [.. ensemble.Trees.Select(Text)];
        string names = string.Join(' ', Enumerable.Range(0, ensemble.FeatureCount).Select(static i => FormattableString.Invariant($"f{i}")));
        string ranges = string.Join(' ', Enumerable.Repeat("[0:1]", ensemble.FeatureCount));
        string sizes = string.Join(' ', trees.Select(static tree => Encoding.UTF8.GetByteCount(tree)));
        return $"tree\nversion=v4\nnum_class=1\nnum_tree_per_iteration=1\nlabel_index=0\nmax_feature_idx={ensemble.FeatureCount - 1}\nobjective=regression\nfeature_names={names}\nfeature_infos={ranges}\ntree_sizes={sizes}\n\n{string.Concat(trees)}end of trees\n";
    }

    private static string Text(Tree tree, int number)
    {
        var places = new Dictionary<int, int>();
        int branches = 0, leaves = 0;
        for (int i = 0; i < tree.Nodes.Count; i++) places[i] = tree.Nodes[i].IsLeaf ? ~leaves++ : branches++;
        TreeNode[] inner = [.. tree.Nodes.Where(static node => !node.IsLeaf)];
        if (inner.Any(static node => node.Comparison != TreeComparison.LessOrEqual)) throw new NotSupportedException("LightGBM's trees ask whether a value is at most a threshold");
        return $"""
            Tree={number}
            num_leaves={leaves}
            num_cat=0
            split_feature={List(inner.Select(static node => (double)node.Feature))}
            split_gain={List(inner.Select(static _ => 1d))}
            threshold={List(inner.Select(static node => node.Threshold))}
            decision_type={List(inner.Select(static _ => 0d))}
            left_child={List(inner.Select(node => (double)places[node.WhenTrue]))}
            right_child={List(inner.Select(node => (double)places[node.WhenFalse]))}
            leaf_value={List(tree.Nodes.Where(static node => node.IsLeaf).Select(node => tree.Weights[node.FirstWeight].Value))}
            leaf_weight={List(Enumerable.Repeat(1d, leaves))}
            leaf_count={List(Enumerable.Repeat(1d, leaves))}
            internal_value={List(inner.Select(static _ => 0d))}
            internal_weight={List(inner.Select(static _ => 1d))}
            internal_count={List(inner.Select(static _ => 1d))}
            is_linear=0
            shrinkage=1


            """.ReplaceLineEndings("\n") + "\n";

        static string List(IEnumerable<double> values) => string.Join(' ', values.Select(static value => value.ToString("R", CultureInfo.InvariantCulture)));
    }

    private static void Check(int status)
    {
        if (status != 0) throw new InvalidOperationException(Marshal.PtrToStringUTF8(LGBM_GetLastError()));
    }

    [LibraryImport(Library)]
    private static partial nint LGBM_GetLastError();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LGBM_BoosterLoadModelFromString(string text, out int iterations, out nint handle);

    [LibraryImport(Library)]
    private static partial int LGBM_BoosterFree(nint handle);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LGBM_BoosterPredictForMatSingleRowFastInit(nint handle, int kind, int start, int iterations, int type, int columns, string parameters, out nint fast);

    [LibraryImport(Library)]
    private static partial int LGBM_BoosterPredictForMatSingleRowFast(nint fast, void* row, out long length, double* scores);

    [LibraryImport(Library)]
    private static partial int LGBM_FastConfigFree(nint fast);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LGBM_BoosterPredictForMat(nint handle, void* data, int type, int rows, int columns, int rowMajor, int kind, int start, int iterations, string parameters, out long length, double* into);
}
