using System.Security.Cryptography;
using MlDsl.Compiler.Onnx;
using MlDsl.Compiler.Output;
using MlDsl.Compiler.Planning;

namespace MlDsl.Compiler;

/// <summary>From the bytes of a model file to the text of its plan and its packed weights.</summary>
internal static class ModelCompiler
{
    /// <summary>Larger files are not compiled: their weights would have to lie in the assembly.</summary>
    public const long MaxBytes = 1L << 29;

    /// <param name="file">The content of the file.</param>
    /// <param name="name">The path by which the project knows it.</param>
    /// <returns>The plan, and the weights; null where the plan says why the model cannot be compiled.</returns>
    public static (string Plan, byte[]? Weights) Compile(ReadOnlySpan<byte> file, string name)
    {
        Plan plan;
        try
        {
            plan = Planner.Plan(OnnxReader.Read(file));
        }
        catch (InvalidDataException e)
        {
            plan = Plan.Unsupported([e.Message]);
        }
        return PlanWriter.Write(name, Hash(file), plan);
    }


#pragma warning disable CA1308 // Manifests write hashes in lower case.
    public static string Hash(ReadOnlySpan<byte> file) => Convert.ToHexString(SHA256.HashData(file)).ToLowerInvariant();
#pragma warning restore CA1308
}
