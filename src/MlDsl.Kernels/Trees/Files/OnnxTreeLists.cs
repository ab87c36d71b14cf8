namespace MlDsl.Kernels;

/// <summary>The lists in which ONNX describes trees: one entry per node, or per leaf, in each.</summary>
internal static class OnnxTreeLists
{
    /// <exception cref="TreeEnsembleException">The list is longer or shorter than the others.</exception>
    public static void Check(string list, int count, int expected)
    {
        if (count != expected) throw new TreeEnsembleException($"'{list}' has {count} entries; {expected} are expected, as in the other lists");
    }
}
