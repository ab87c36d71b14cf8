using System.Security.Cryptography;
using MlDsl.Compiler.Costs;
using MlDsl.Compiler.Onnx;
using MlDsl.Compiler.Output;
using MlDsl.Compiler.Planning;
using MlDsl.Kernels;

namespace MlDsl.Compiler;

/// <summary>From the bytes of a model file to the text of its plan and its packed weights.</summary>
internal static class ModelCompiler
{
    /// <summary>Larger files are not compiled: their weights would have to lie in the assembly.</summary>
    public const long MaxBytes = 1L << 29;

    /// <param name="file">The content of the file.</param>
    /// <param name="name">The path by which the project knows it.</param>
    /// <param name="question">What the build asks of the backend; null for a plan that nothing was chosen for.</param>
    /// <param name="packing">How its trees are packed.</param>
    /// <returns>The plan; the weights, null where the plan says why the model cannot be compiled; and the manifest of a file that is not ONNX.</returns>
    /// <exception cref="InvalidDataException">Trees are to be packed in a way that they cannot be, or there are none in the assembly.</exception>
    public static CompiledFiles Compile(ReadOnlyMemory<byte> file, string name, BackendQuestion? question = null, TreePacking packing = TreePacking.Fast)
    {
        string hash = Hash(file.Span);
        TreeModelFile? trees = null;
        MlNetModelFile? mlNet = null;
        bool isMlNet = MlNetModelFile.IsMlNetModel(name), isOnnx = !isMlNet && !TreeModelFile.IsTreeModel(name);
        Plan plan;
        try
        {
            if (isMlNet) plan = (mlNet = MlNetModelFile.Read(file)).Plan();
            else if (!isOnnx) plan = TreeModelPlanner.Plan(trees = TreeModelFile.Read(file));
            else plan = Planner.Plan(OnnxReader.Read(file));
        }
        catch (Exception e) when (e is InvalidDataException or TreeEnsembleException)
        {
            plan = Plan.Unsupported([e.Message]);
        }
        catch (Exception e) when (e is not IOException)
        {
            // A file that nobody thought of: whoever does not ask for compiled code can still build.
            plan = Plan.Unsupported([$"it cannot be read: {e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}"]);
        }
        string packed = packing == TreePacking.Fast ? "" : PlanTrees.Pack(plan, packing);
        var (text, weights) = PlanWriter.Write(name, hash, plan, isOnnx || isMlNet ? question is null ? null : question with { IsMlNet = isMlNet } : null, packed);
        if (packing != TreePacking.Fast && weights is null) throw new InvalidDataException($"Trees=\"{packing}\" on its MlModel item packs trees of compiled models, and this one is run by a library; remove it, or write Backend=\"Compiled\"");
        return new CompiledFiles(text, weights, isOnnx ? null : isMlNet ? MlNetManifest.Write(name, hash, file.Length, mlNet) : TreeManifest.Write(name, hash, file.Length, trees));
    }

#pragma warning disable CA1308 // Manifests write hashes in lower case.
    public static string Hash(ReadOnlySpan<byte> file) => Convert.ToHexString(SHA256.HashData(file)).ToLowerInvariant();
#pragma warning restore CA1308
}

/// <summary>What the compiler of models writes.</summary>
/// <param name="Plan">The text of the plan.</param>
/// <param name="Weights">The packed weights; null for a model that cannot be compiled.</param>
/// <param name="Manifest">The contract of a model that is not ONNX; those are described by another part of the build.</param>
internal sealed record CompiledFiles(string Plan, byte[]? Weights, string? Manifest);
