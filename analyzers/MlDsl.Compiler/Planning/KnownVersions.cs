using MlDsl.Compiler.Onnx;
using MlDsl.Kernels;

namespace MlDsl.Compiler.Planning;

/// <summary>
/// The newest versions of ONNX whose text the operators here were written after. A later one may give an operator another meaning, so
/// nothing of it is compiled.
/// </summary>
internal static class KnownVersions
{
    /// <summary>The file format of ONNX 1.20.</summary>
    public const long Ir = 13;

    private static readonly Dictionary<string, long> Sets = new(StringComparer.Ordinal) { [""] = 25, [OperatorAttribute.Ml] = 5 };

    /// <summary>The newest known version of an operator set; 1 for one that has no other yet.</summary>
    public static long Of(string domain) => Sets.GetValueOrDefault(domain, 1);

    /// <summary>What a file asks for beyond that, as far as its nodes use it.</summary>
    public static IEnumerable<string> Problems(OnnxGraph graph)
    {
        if (graph.IrVersion > Ir) yield return $"the file is of format version {graph.IrVersion}; versions up to {Ir} are known";
        foreach (string domain in graph.Nodes.Select(static node => node.Domain).Distinct(StringComparer.Ordinal))
            if (graph.OperatorSets.GetValueOrDefault(domain) is var version && version > Of(domain))
                yield return $"the file uses version {version} of the operators{(domain.Length > 0 ? $" of {domain}" : "")}; versions up to {Of(domain)} are known";
    }
}
