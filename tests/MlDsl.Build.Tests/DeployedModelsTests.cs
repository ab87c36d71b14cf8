using MlDsl.Testing;
using static MlDsl.Build.Tests.MsBuild;

namespace MlDsl.Build.Tests;

/// <summary>Which files go beside the application, and those that hold weights of a model.</summary>
public sealed class DeployedModelsTests
{
    private static readonly byte[] Model = OnnxFile.Model(new OnnxFile().Output("Y", OnnxFile.TensorType(1, 2))).Bytes;

    [Fact]
    public void WeightsInOtherFilesAreInputsOfTheBuildAndGoWithTheModel()
    {
        using TemporaryFolder folder = Project("", """<Target Name="Show" DependsOnTargets="_MlDslDeployModels"><Message Importance="high" Text="deployed=[@(ContentWithTargetPath->'%(TargetPath)')]" /></Target>""");
        folder.Write("Models/a.onnx", External("w.bin", "deep/v.bin"));
        string text = Run(folder, ["-t:MlDslModelManifests"], out _);
        Assert.Contains("warning MLD2057: 'Models/a.onnx' has weights in 'deep/v.bin', which does not exist beside it", text, StringComparison.Ordinal);

        folder.Write("Models/w.bin", new byte[8]);
        folder.Write("Models/deep/v.bin", new byte[8]);
        Assert.Contains("deployed=[Models/a.onnx;Models/deep/v.bin;Models/w.bin]", Succeed(folder, "-t:Show"), StringComparison.Ordinal);
        string before = File.ReadAllText(folder.File("obj/mldsl/Models/a.onnx.manifest"));
        Assert.Empty(Read(Succeed(folder)));

        // sha256sum a.onnx deep/v.bin w.bin | cut -c1-64 | sha256sum
        string[] hashes = [.. new[] { "a.onnx", "deep/v.bin", "w.bin" }.Select(file => Sha(File.ReadAllBytes(folder.File($"Models/{file}"))))];
        Assert.Equal($"sha256 {Sha(System.Text.Encoding.ASCII.GetBytes(string.Concat(hashes.Select(static hash => hash + "\n"))))}", before.Split('\n')[2]);

        folder.Write("Models/deep/v.bin", new byte[9]);
        File.SetLastWriteTimeUtc(folder.File("Models/deep/v.bin"), DateTime.UtcNow.AddMinutes(1));
        Assert.Equal(["Models/a.onnx"], Read(Succeed(folder)));
        Assert.NotEqual(before.Split('\n')[2], File.ReadAllText(folder.File("obj/mldsl/Models/a.onnx.manifest")).Split('\n')[2]);
    }

    [Theory]
    [InlineData("../w.bin")]
    [InlineData("/etc/passwd")]
    [InlineData("deep/../../w.bin")]
    [InlineData("C:\\w.bin")]
    public void WeightsOutsideTheModelsFolderAreRefused(string place)
    {
        using TemporaryFolder folder = Project("""<ItemGroup><MlModel Include="Other/*.onnx" /></ItemGroup>""");
        folder.Write("Other/a.onnx", External(place));
        Assert.Contains($"error MLD2058: 'Other/a.onnx' has weights in '{place}'", Run(folder, ["-t:MlDslModelManifests"], out int status), StringComparison.Ordinal);
        Assert.NotEqual(0, status);
    }

    [Theory]
    [InlineData("Models/a.onnx", "deployed=[Models/a.onnx]")]
    [InlineData("Models/b.onnx", "deployed=[]")]
    public void OnlyModelsThatTheAssemblyMarksAreDeployed(string marked, string deployed)
    {
        using TemporaryFolder folder = Project("<ItemGroup><IntermediateAssembly Include=\"obj/p.dll\" /></ItemGroup>",
            """<Target Name="Show" DependsOnTargets="_MlDslDeployModels"><Message Importance="high" Text="deployed=[@(ContentWithTargetPath->'%(TargetPath)')]" /></Target>""");
        folder.Write("Models/a.onnx", Model);
        folder.Write("obj/p.dll", $"MZ\u0000{(char)RuntimeModels.Key.Length}{RuntimeModels.Key}{(char)marked.Length}{marked}\u0000");
        Assert.Contains(deployed, Succeed(folder, "-t:Show"), StringComparison.Ordinal);
    }

    private static byte[] External(params string[] places)
    {
        var graph = new OnnxFile().Output("Y", OnnxFile.TensorType(1, 2));
        foreach (string place in places)
            graph.Message(5, new OnnxFile().Number(1, 2).Number(2, 1).Text(8, place).Message(13, new OnnxFile().Text(1, "location").Text(2, place)).Number(14, 1));
        return OnnxFile.Model(graph).Bytes;
    }

    private static string Sha(byte[] bytes) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
}
