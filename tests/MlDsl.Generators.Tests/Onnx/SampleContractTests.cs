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
}
