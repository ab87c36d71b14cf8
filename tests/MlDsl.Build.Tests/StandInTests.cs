using System.Security.Cryptography;
using MlDsl.Testing;

namespace MlDsl.Build.Tests;

public sealed class StandInTests
{
    private static readonly byte[] Model = OnnxFile.Model(new OnnxFile().Input("X", OnnxFile.TensorType(1, 2)).Output("Y", OnnxFile.TensorType(1, 2))).Bytes;
    private static readonly string Hash = Convert.ToHexStringLower(SHA256.HashData(Model));

    [Fact]
    public void TheCommittedManifestStandsInForAnAbsentModel()
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("x.onnx", Model);
        string committed = folder.Write("x.onnx.manifest", Describe(model, "Old/x.onnx").Replace("\n", "\r\n", StringComparison.Ordinal));
        string there = Describe(model, "Models/x.onnx");
        File.Delete(model);
        Assert.Equal(there, Describe(model, "Models/x.onnx"));
        Assert.True(File.Exists(committed));
    }

    [Fact]
    public void AnAbsentModelWithoutManifestIsNamed()
    {
        using var folder = new TemporaryFolder();
        ModelProblemException e = Assert.Throws<ModelProblemException>(() => Describe(folder.File("x.onnx"), "Models/x.onnx"));
        Assert.Equal("MLD2050", e.Code);
        Assert.Equal("'Models/x.onnx' does not exist; add the model file, or commit its manifest as 'Models/x.onnx.manifest'", e.Message);
    }

    [Fact]
    public void AGitLfsPointerIsSaid()
    {
        using var folder = new TemporaryFolder();
        ModelProblemException e = Assert.Throws<ModelProblemException>(() => Describe(folder.Write("x.onnx", Pointer(Hash)), "x.onnx"));
        Assert.Equal("MLD2051", e.Code);
        Assert.Equal("'x.onnx' is a Git LFS pointer, not the model; run 'git lfs pull', or commit the model's manifest as 'x.onnx.manifest'", e.Message);
    }

    [Fact]
    public void TheManifestStandsInForTheModelAPointerPointsTo()
    {
        using var folder = new TemporaryFolder();
        string manifest = Describe(folder.Write("x.onnx", Model), "x.onnx");
        folder.Write("x.onnx.manifest", manifest);
        Assert.Equal(manifest, Describe(folder.Write("x.onnx", Pointer(Hash)), "x.onnx"));

        string other = new('a', 64);
        ModelProblemException e = Assert.Throws<ModelProblemException>(() => Describe(folder.Write("x.onnx", Pointer(other)), "x.onnx"));
        Assert.Contains($"is a Git LFS pointer to sha256 {other}, but 'x.onnx.manifest' describes {Hash}", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AStaleManifestIsAWarning()
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("x.onnx", Model);
        folder.Write("x.onnx.manifest", Describe(model, "x.onnx").Replace(Hash, new string('b', 64), StringComparison.Ordinal));
        var warnings = new List<ModelProblemException>();
        Assert.Contains(Hash, ModelDescription.Describe(model, "x.onnx", warnings.Add), StringComparison.Ordinal);
        Assert.Equal("MLD2053", Assert.Single(warnings).Code);
    }

    [Theory]
    [InlineData("", "its first line is not 'mldsl-manifest 1'")]
    [InlineData("mldsl-manifest 1\nsha256 0\n", "its second line does not name the model")]
    [InlineData("mldsl-manifest 1\nmodel \"x\"\nbytes 4\n", "its third line is not the sha256")]
    public void ATornManifestIsAnError(string text, string reason)
    {
        using var folder = new TemporaryFolder();
        folder.Write("x.onnx.manifest", text);
        ModelProblemException e = Assert.Throws<ModelProblemException>(() => Describe(folder.File("x.onnx"), "x.onnx"));
        Assert.Equal("MLD2052", e.Code);
        Assert.Contains(reason, e.Message, StringComparison.Ordinal);
    }

    private static string Pointer(string hash) => $"version https://git-lfs.github.com/spec/v1\noid sha256:{hash}\nsize 123\n";

    private static string Describe(string file, string name) => ModelDescription.Describe(file, name, static w => Assert.Fail(w.Message));
}
