using MlDsl.Compiler.Costs;
using MlDsl.Compiler.Output;
using MlDsl.Compiler.Planning;
using MlDsl.Kernels;

namespace MlDsl.Compiler;

/// <summary>Reads the model file, writes plan and weights, and says what went wrong.</summary>
internal static class Files
{
    public static int Write(string model, string name, string plan, string weights, string manifest, BackendQuestion question, TreePacking packing)
    {
        try
        {
            foreach (string file in new[] { plan, weights, manifest }) Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            long length = new FileInfo(model).Length;
            if (length > ModelCompiler.MaxBytes)
            {
                Plan refused = Plan.Unsupported([$"the file has {length} bytes; files of up to {ModelCompiler.MaxBytes} bytes are compiled"]);
                Replace(plan, PlanWriter.Write(name, "", refused, question).Text);
                File.Delete(weights);
                return 0;
            }
            CompiledFiles compiled = ModelCompiler.Compile(File.ReadAllBytes(model), name, question, packing);
            if (compiled.Weights is null) File.Delete(weights);
            else Replace(weights, draft => File.WriteAllBytes(draft, compiled.Weights));
            if (compiled.Manifest is not null) Replace(manifest, compiled.Manifest);

            // Last, because the build asks for the plan's time stamp only.
            Replace(plan, compiled.Plan);
            return 0;
        }
        catch (Exception e)
        {
            // Whatever it is, the build gets a message with the file, and no half of a result.
            Console.Error.WriteLine($"'{name}' cannot be compiled: {e.Message.ReplaceLineEndings(" ")}");
            return 1;
        }
    }

    private static void Replace(string file, string text) => Replace(file, draft => File.WriteAllText(draft, text));

    // Readers see the old file or the new one, never half of it.
    private static void Replace(string file, Action<string> write)
    {
        string draft = $"{file}.{Guid.NewGuid():N}.tmp";
        try
        {
            write(draft);
            File.Move(draft, file, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
    }
}
