using MlDsl.Testing;
using static MlDsl.Build.Tests.MsBuild;

namespace MlDsl.Build.Tests;

/// <summary>Names that a shell, MSBuild or the compiler would read as their own.</summary>
public sealed class FileNamesTests
{
    private static readonly byte[] Model = OnnxFile.Model(new OnnxFile().Output("Y", OnnxFile.TensorType(1, 2))).Bytes;

    [Fact]
    public void FilesAndFoldersMayBeCalledAnything()
    {
        string[] names = ["a$b", "a`id`b", "a$(id)b", "a%41b", "a%(x)b", "a'b", "a\"b", "a;b", "a b", "a&b", "a#b", "a@b", "@(a)", "a,b", "a!b~c", "a=b{c}[d]", "a+b^c", "naïve日本"];
        using TemporaryFolder folder = Project();
        foreach (string name in names) folder.Write($"Models/{name}/{name}.onnx", Model);
        string text = Succeed(folder, "-t:MlDslModelManifests;MlDslModelPlans");
        string[] manifests = Directory.GetFiles(folder.File("obj/mldsl"), "*.manifest", SearchOption.AllDirectories);
        Assert.Equal(
            names.Select(static name => $"model \"Models/{Quote(name)}/{Quote(name)}.onnx\"").Order(StringComparer.Ordinal),
            manifests.Select(static manifest => File.ReadAllLines(manifest)[1]).Order(StringComparer.Ordinal));
        Assert.Equal(names.Length, Directory.GetFiles(folder.File("obj/mldsl"), "*.plan", SearchOption.AllDirectories).Length);
        Assert.DoesNotContain("uid=", text, StringComparison.Ordinal);

        // The compiler takes lists that are cut at these.
        Assert.DoesNotContain(manifests, manifest => Path.GetRelativePath(folder.Path, manifest).AsSpan().IndexOfAny(";,\"") >= 0);
    }

    [Theory]
    [InlineData("x$y")]
    [InlineData("a`id`b")]
    [InlineData("a;b'c")]
    [InlineData("a&b#c@d \"e\"")]
    [InlineData("naïve日本")]
    public void AProjectsFolderMayBeCalledAnything(string name)
    {
        using TemporaryFolder folder = Project(inside: name);
        folder.Write($"{name}/Models/a.onnx", Model);
        string text = Run(folder, ["-t:MlDslModelManifests;MlDslModelPlans"], out int status, name);
        Assert.True(status == 0, text);
        Assert.True(File.Exists(folder.File($"{name}/obj/mldsl/Models/a.onnx.plan")), text);
        Assert.DoesNotContain("uid=", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Models/fare-2_b.v1.onnx", "Models/fare-2_b.v1.onnx")]
    [InlineData("Models/a;b.onnx", "Models/a_b-[0-9a-f]{8}.onnx")]
    [InlineData("Models/a,b", "Models/a_b-[0-9a-f]{8}")]
    public void ANameIsWrittenSafely(string name, string safe)
    {
        Assert.Matches($"^{safe}$", ModelNames.Safe(name));
        Assert.NotEqual(ModelNames.Safe("a;b"), ModelNames.Safe("a,b"));
    }

    [Theory]
    [InlineData("a b", "\"a b\"")]
    [InlineData("a\"b", "\"a\\\"b\"")]
    [InlineData("a\\", "\"a\\\\\"")]
    [InlineData("a\\\"b", "\"a\\\\\\\"b\"")]
    [InlineData("", "\"\"")]
    public void ArgumentsAreTakenApartAsTheyWere(string argument, string written) => Assert.Equal(written, Arguments.Of(argument));

    private static string Quote(string name) => name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
