using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Microsoft.CodeAnalysis;
using MlDsl.Compiler;
using MlDsl.Compiler.Onnx;
using MlDsl.Generators.Onnx;
using MlDsl.Testing;

namespace MlDsl.Kernels.Tests.Rows;

/// <summary>Model files and the sources that bind them as an assembly: by the compiler of models, the generator and C#'s compiler.</summary>
/// <param name="Assembly">What came out.</param>
/// <param name="Models">What was compiled, in the order of the files.</param>
internal sealed record GeneratedAssembly(Assembly Assembly, IReadOnlyList<CompiledFiles> Models)
{
    /// <summary>Makes the assembly; the files are called <c>g0.onnx</c>, <c>g1.onnx</c> and so on.</summary>
    public static GeneratedAssembly Of(IReadOnlyList<byte[]> files, params string[] sources)
    {
        CompiledFiles[] compiled = [.. files.Select(static (file, i) => ModelCompiler.Compile(file, $"g{i}.onnx"))];
        Assert.All(compiled, static file => Assert.True(file.Weights is not null, file.Plan));
        AdditionalText[] texts = [.. compiled.SelectMany((file, i) => new AdditionalText[] { new TextFile($"obj/g{i}.onnx.manifest", Manifest(files[i], i)), new TextFile($"obj/g{i}.onnx.plan", file.Plan) })];
        GeneratorRun run = GeneratorTest.RunOnBroken<OnnxModelGenerator>([.. texts], sources);
        using var stream = new MemoryStream();
        var result = run.Compilation.Emit(stream, manifestResources: compiled.Select(static (file, i) => new ResourceDescription($"MlDsl.Weights/g{i}.onnx", () => new MemoryStream(file.Weights!), isPublic: true)));
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error).Take(5)));
        stream.Position = 0;

        // Each assembly has the same name.
        return new(new AssemblyLoadContext("graphs").LoadFromStream(stream), compiled);
    }

    /// <summary>The bytes of all methods of a type and of those inside it, as the JIT reads them.</summary>
    public int CodeBytes(string type) => Code(type).Sum(static method => method.Bytes);

    /// <summary>The methods of a type and of those inside it, the largest first.</summary>
    public IReadOnlyList<(string Method, int Bytes)> Code(string type) => [.. Code(Assembly.GetType(type, throwOnError: true)!).OrderByDescending(static method => method.Bytes)];

    private static IEnumerable<(string Method, int Bytes)> Code(Type type)
    {
        const BindingFlags own = BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;
        return type.GetMethods(own).Cast<MethodBase>().Concat(type.GetConstructors(own)).Select(method => ($"{type.Name}.{method.Name}", method.GetMethodBody()?.GetILAsByteArray()?.Length ?? 0))
            .Concat(type.GetNestedTypes(own).SelectMany(Code));
    }

    private static string Manifest(byte[] file, int number)
    {
        OnnxGraph graph = OnnxReader.Read(file);
        var text = new StringBuilder($"mldsl-manifest 1\nmodel \"g{number}.onnx\"\nsha256 {ModelCompiler.Hash(file)}\nbytes {file.Length}\n");
        foreach (OnnxSlot input in graph.Inputs.Where(input => !graph.Weights.ContainsKey(input.Name))) text.Append(Line("input", input));
        foreach (OnnxSlot output in graph.Outputs) text.Append(Line("output", output));
        return text.ToString();
    }

    private static string Line(string kind, OnnxSlot slot) =>
        $"{kind} \"{slot.Name}\" tensor({Elements.Name(slot.Element!)})[{string.Join(", ", slot.Shape!.Select(static size => size.Size?.ToString(CultureInfo.InvariantCulture) ?? (size.Symbol.Length > 0 ? $"\"{size.Symbol}\"" : "?")))}]\n";
}
