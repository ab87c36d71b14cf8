using Microsoft.CodeAnalysis;
using MlDsl.Testing;

namespace MlDsl.Generators.Tests.Onnx;

public sealed class SampleContractTests
{
    private static readonly string Folder = Path.Combine(CSharp.Root, "samples", "OnnxAdapter");

    [Fact]
    public async Task TheReadmeShowsWhatTheWrongClassGets()
    {
        string[] blocks = File.ReadAllText(Path.Combine(Folder, "README.md")).Split("```");
        string source = blocks.Single(static b => b.StartsWith("csharp\n", StringComparison.Ordinal))["csharp\n".Length..];
        string[] shown = blocks.Single(static b => b.StartsWith("\nMLD", StringComparison.Ordinal)).Trim().Split('\n');

        var found = await OnnxTest.Diagnostics(File.ReadAllText(Path.Combine(Folder, "Models", "surface.onnx.manifest")), source);

        Assert.Equal(
            shown.Order(StringComparer.Ordinal),
            found.Select(static d => $"{d.Id}: {d.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void TheFakeThatTheChurnReadmeShowsTakesTheModelsPlace()
    {
        string folder = Path.Combine(CSharp.Root, "samples", "ChurnService");
        string fake = File.ReadAllText(Path.Combine(folder, "README.md")).Split("```").Single(static b => b.StartsWith("csharp\n", StringComparison.Ordinal))["csharp\n".Length..];
        string[] shared = ["Customer.cs", "ChurnRisk.cs", "CallList.cs"];
        Compilation compilation = Given.Generate(CSharp.Compile(
        [
            $"using MlDsl;\nnamespace ChurnService;\npublic class CallListTests\n{{\n{fake}\npublic CallList Made() => new(new Fake());\n}}",
            .. shared.Select(file => File.ReadAllText(Path.Combine(folder, file))),
        ]));
        Assert.Empty(compilation.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error));
    }
}
