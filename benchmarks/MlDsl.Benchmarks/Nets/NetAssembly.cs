extern alias compiler;

using System.Globalization;
using System.Reflection;
using System.Text;
using compiler::MlDsl.Compiler;
using compiler::MlDsl.Compiler.Onnx;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using MlDsl.Generators.Onnx;

namespace MlDsl.Benchmarks.Nets;

/// <summary>An assembly of one compiled net, as a build makes it: by the compiler of models, the generator and C#'s compiler.</summary>
internal static class NetAssembly
{
    private const string Model = "net.onnx";

    /// <summary>Writes the assembly, named after its file, with the class <c>Net</c> and a method <c>Start.Run</c> that gives the net a picture.</summary>
    /// <exception cref="NotSupportedException">The net cannot be compiled; the message says why.</exception>
    public static void Write(byte[] file, string path)
    {
        CompiledFiles files = ModelCompiler.Compile(file, Model);
        if (files.Weights is not { } weights) throw new NotSupportedException(files.Plan.Split('\n').First(static line => line.StartsWith("obstacle", StringComparison.Ordinal)));
        var parsing = new CSharpParseOptions(LanguageVersion.CSharp12);
        AdditionalText[] texts = [new MemoryText($"obj/{Model}.manifest", Manifest(file)), new MemoryText($"obj/{Model}.plan", files.Plan)];
        CSharpCompilation declared = CSharpCompilation.Create(
            Path.GetFileNameWithoutExtension(path),
            [CSharpSyntaxTree.ParseText($"[MlDsl.OnnxModel(\"{Model}\", Backend = MlDsl.Backend.Compiled)] public sealed partial class Net;", parsing)],
            References(),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create([new OnnxModelGenerator().AsSourceGenerator()], texts, parsing).RunGeneratorsAndUpdateCompilation(declared, out Compilation generated, out _);
        generated = generated.AddSyntaxTrees(CSharpSyntaxTree.ParseText(Start(generated), parsing));
        using FileStream stream = File.Create(path);
        var result = generated.Emit(stream, manifestResources: [new ResourceDescription($"MlDsl.Weights/{Model}", () => new MemoryStream(weights), isPublic: true)]);
        if (!result.Success) throw new InvalidOperationException(string.Join('\n', result.Diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error).Take(5)));
    }

    /// <summary>Loads an assembly that was written here, and gives its net.</summary>
    public static Func<float[], long[], float> Load(string path) =>
        Assembly.LoadFrom(path).GetType("Start", throwOnError: true)!.GetMethod("Run")!.CreateDelegate<Func<float[], long[], float>>();

    // The members are named after what the file names, by the generator's rules.
    private static string Start(Compilation generated)
    {
        INamedTypeSymbol net = generated.GetTypeByMetadataName("Net")!;
        string input = First(net, "Input"), output = First(net, "Output");
        bool isShaped = net.GetTypeMembers("Input")[0].GetMembers(input + "Shape").Length > 0;
        return $$"""
            public static class Start
            {
                private static readonly Net net = Net.Load();

                public static float Run(float[] picture, long[] shape)
                {
                    using Net.Output output = net.Run(new Net.Input { {{input}} = picture{{(isShaped ? $", {input}Shape = shape" : "")}} });
                    return output.{{output}}[0];
                }
            }
            """;
    }

    private static string First(INamedTypeSymbol net, string side) =>
        net.GetTypeMembers(side)[0].GetMembers().OfType<IPropertySymbol>().First(static property => property.Type.ToDisplayString() == "System.ReadOnlySpan<float>").Name;

    private static IEnumerable<MetadataReference> References() => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
        .Where(static path => !Path.GetFileName(path).StartsWith("MlDsl.Generators", StringComparison.Ordinal))
        .Select(static path => MetadataReference.CreateFromFile(path));

    private static string Manifest(byte[] file)
    {
        OnnxGraph graph = OnnxReader.Read(file);
        var text = new StringBuilder($"mldsl-manifest 1\nmodel \"{Model}\"\nsha256 {ModelCompiler.Hash(file)}\nbytes {file.Length}\n");
        foreach (OnnxSlot input in graph.Inputs.Where(input => !graph.Weights.ContainsKey(input.Name))) text.Append(Line("input", input));
        foreach (OnnxSlot output in graph.Outputs) text.Append(Line("output", output));
        return text.ToString();
    }

    // A file need not say the shape of an output.
    private static string Line(string kind, OnnxSlot slot)
    {
        string sizes = slot.Shape is { } shape ? $"[{string.Join(", ", shape.Select(static size => size.Size?.ToString(CultureInfo.InvariantCulture) ?? (size.Symbol.Length > 0 ? $"\"{size.Symbol}\"" : "?")))}]" : "";
        return $"{kind} \"{slot.Name}\" tensor({Elements.Name(slot.Element!)}){sizes}\n";
    }

    private sealed class MemoryText(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
