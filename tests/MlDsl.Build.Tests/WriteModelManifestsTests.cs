using Microsoft.Build.Framework;
using MlDsl.Testing;

namespace MlDsl.Build.Tests;

public sealed class WriteModelManifestsTests
{
    private static readonly byte[] Model = OnnxFile.Model(new OnnxFile().Output("Y", OnnxFile.TensorType(1, 2))).Bytes;

    [Fact]
    public void WritesTheManifestAndNothingElse()
    {
        using var folder = new TemporaryFolder();
        var engine = new Engine();
        Assert.True(Run(folder, engine, folder.Write("x.onnx", Model)));
        Assert.True(Run(folder, engine, folder.File("x.onnx")));
        Assert.Empty(engine.Errors);
        Assert.Equal([folder.File("obj/x.onnx.manifest")], Directory.GetFiles(folder.File("obj")));
        Assert.Contains("model \"Models/x.onnx\"", File.ReadAllText(folder.File("obj/x.onnx.manifest")), StringComparison.Ordinal);
    }

    [Fact]
    public void ABrokenModelIsAnErrorAndLeavesNoManifest()
    {
        using var folder = new TemporaryFolder();
        var engine = new Engine();
        Assert.True(Run(folder, engine, folder.Write("x.onnx", Model)));
        File.Delete(folder.File("obj/x.onnx.manifest"));
        Assert.False(Run(folder, engine, folder.Write("x.onnx", Model[..10])));
        BuildErrorEventArgs error = Assert.Single(engine.Errors);
        Assert.Equal("MLD2052", error.Code);
        Assert.Equal(folder.File("x.onnx"), error.File);
        Assert.Empty(Directory.GetFiles(folder.File("obj")));
    }

    [Fact]
    public void AFolderThatCannotBeWrittenIsAnError()
    {
        using var folder = new TemporaryFolder();
        var engine = new Engine();
        folder.Write("obj", "a file where the folder should be");
        Assert.False(Run(folder, engine, folder.Write("x.onnx", Model)));
        Assert.Equal("MLD2054", Assert.Single(engine.Errors).Code);
    }

    [Fact]
    public void AFileThatOnlyLiesInTheFolderIsAWarningAndTellsItsClass()
    {
        using var folder = new TemporaryFolder();
        var engine = new Engine();
        Assert.True(Run(folder, engine, folder.Write("x.onnx", Model[..10]), isDefault: true));
        Assert.True(Run(folder, engine, folder.File("x.onnx"), isDefault: true));
        Assert.Empty(engine.Errors);
        Assert.Equal(["MLD2052", "MLD2052"], engine.Warnings.Select(static w => w.Code));
        Assert.StartsWith("mldsl-manifest 1\nmodel \"Models/x.onnx\"\nfault \"'Models/x.onnx' is not an ONNX model", File.ReadAllText(folder.File("obj/x.onnx.manifest")), StringComparison.Ordinal);
        Assert.True(Run(folder, engine, folder.Write("x.onnx", Model), isDefault: true));
        Assert.Contains("sha256 ", File.ReadAllText(folder.File("obj/x.onnx.manifest")), StringComparison.Ordinal);
    }

    [Fact]
    public void AStaleManifestIsAWarning()
    {
        using var folder = new TemporaryFolder();
        var engine = new Engine();
        folder.Write("x.onnx.manifest", $"mldsl-manifest 1\nmodel \"x\"\nsha256 {new string('0', 64)}\n");
        Assert.True(Run(folder, engine, folder.Write("x.onnx", Model)));
        Assert.Equal("MLD2053", Assert.Single(engine.Warnings).Code);
    }

    private static bool Run(TemporaryFolder folder, Engine engine, string model, bool isDefault = false) => new WriteModelManifests
    {
        BuildEngine = engine,
        Models = [new FileItem(model, new() { ["ModelName"] = "Models/x.onnx", ["Manifest"] = folder.File("obj/x.onnx.manifest"), ["IsDefault"] = isDefault ? "true" : "" })],
    }.Execute();
}
