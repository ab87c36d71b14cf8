using System.Diagnostics;
using MlDsl.Compiler;
using MlDsl.Testing;

namespace MlDsl.Build.Tests;

/// <summary>The props and targets in a real MSBuild, without a compiler.</summary>
public sealed class TargetsTests
{
    private static readonly byte[] Model = OnnxFile.Model(new OnnxFile().Output("Y", OnnxFile.TensorType(1, 2))).Bytes;

    [Fact]
    public void AnUnchangedModelIsNotReadAgain()
    {
        using TemporaryFolder folder = Project();
        folder.Write("Models/a.onnx", Model);
        folder.Write("Models/deep/b.onnx", Model);
        Assert.Equal(["Models/a.onnx", "Models/deep/b.onnx"], Read(Build(folder)));
        Assert.True(File.Exists(folder.File("obj/mldsl/Models/deep/b.onnx.manifest")));
        Assert.Empty(Read(Build(folder)));

        File.SetLastWriteTimeUtc(folder.File("Models/a.onnx"), DateTime.UtcNow.AddMinutes(1));
        Assert.Equal(["Models/a.onnx"], Read(Build(folder)));
    }

    [Fact]
    public void ACommittedManifestIsAnItemWithoutItsModel()
    {
        using TemporaryFolder folder = Project();
        folder.Write("Models/a.onnx", Model);
        Build(folder, "-t:MlDslWriteManifests");
        File.Delete(folder.File("Models/a.onnx"));
        Directory.Delete(folder.File("obj"), recursive: true);
        Assert.Equal(["Models/a.onnx"], Read(Build(folder)));
    }

    [Fact]
    public void TheDefaultItemsCanBeSwitchedOff()
    {
        using TemporaryFolder folder = Project();
        folder.Write("Models/a.onnx", Model);
        Assert.Empty(Read(Build(folder, "-t:MlDslModelManifests", "-p:EnableDefaultMlModelItems=false")));
    }

    [Fact]
    public void EveryBrokenModelIsNamedAndOnlyThoseOfTheProjectFileEndTheBuild()
    {
        using TemporaryFolder folder = Project("""<ItemGroup><MlModel Include="Other/*.onnx" /></ItemGroup>""");
        folder.Write("Models/a.onnx", Model[..12]);
        folder.Write("Models/b.onnx", Model[..13]);
        string text = Build(folder);
        Assert.Contains("a.onnx : MlDsl warning MLD2052: 'Models/a.onnx'", text, StringComparison.Ordinal);
        Assert.Contains("b.onnx : MlDsl warning MLD2052: 'Models/b.onnx'", text, StringComparison.Ordinal);
        Assert.Contains("fault \"'Models/a.onnx' is not", File.ReadAllText(folder.File("obj/mldsl/Models/a.onnx.manifest")), StringComparison.Ordinal);

        folder.Write("Other/c.onnx", Model[..12]);
        folder.Write("Other/d.onnx", Model[..12]);
        text = Run(folder, ["-t:MlDslModelManifests"], out int status);
        Assert.NotEqual(0, status);
        Assert.Contains("c.onnx : MlDsl error MLD2052: 'Other/c.onnx'", text, StringComparison.Ordinal);
        Assert.Contains("d.onnx : MlDsl error MLD2052: 'Other/d.onnx'", text, StringComparison.Ordinal);
    }

    [Fact]
    public void OtherDataInTheFolderIsLeftAlone()
    {
        using TemporaryFolder folder = Project("""
            <ItemGroup><None Include="Models/**/*" /><None Update="Models/notes.txt" CopyToOutputDirectory="PreserveNewest" /></ItemGroup>
            """, """<Target Name="Show"><Message Importance="high" Text="none=@(None) copied=@(None->WithMetadataValue('CopyToOutputDirectory', 'PreserveNewest'))" /></Target>""");
        folder.Write("Models/notes.txt", "buy milk"u8.ToArray());
        folder.Write("Models/schema.json", "{ \"columns\": [] }"u8.ToArray());
        folder.Write("Models/fare.txt", File.ReadAllBytes(TestData.Model("lightgbm-iris.txt")));
        string text = Build(folder, "-t:MlDslModelManifests;MlDslModelPlans;Show");
        Assert.Contains("none=Models/fare.txt;Models/notes.txt;Models/schema.json copied=Models/notes.txt", text, StringComparison.Ordinal);
        Assert.Equal(["fare.txt.manifest", "fare.txt.plan", "fare.txt.weights"], Directory.GetFiles(folder.File("obj/mldsl/Models")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("a$b")]
    [InlineData("a`id`b")]
    [InlineData("a$(id)b")]
    [InlineData("a%41b")]
    [InlineData("a%(x)b")]
    [InlineData("a'b")]
    [InlineData("a\"b")]
    [InlineData("a;b")]
    [InlineData("a b ")]
    [InlineData("a&b")]
    [InlineData("a#b")]
    [InlineData("a@b")]
    [InlineData("@(a)")]
    [InlineData("a,b")]
    [InlineData("a\\b")]
    [InlineData("naïve日本")]
    public void ANameMayHoldAnySign(string name)
    {
        using TemporaryFolder folder = Project(inside: name);
        folder.Write($"{name}/Models/{name}/{name}.onnx", Model);
        string text = Run(folder, ["-t:MlDslModelManifests;MlDslModelPlans"], out int status, name);
        Assert.True(status == 0, text);
        Assert.Equal(2, Directory.GetFiles(folder.File($"{name}/obj/mldsl"), "*", SearchOption.AllDirectories).Length);
        string manifest = Directory.GetFiles(folder.File($"{name}/obj/mldsl"), "*.manifest", SearchOption.AllDirectories).Single();
        Assert.Contains($"\nmodel {Quoted.Text($"Models/{name}/{name}.onnx")}\n", File.ReadAllText(manifest), StringComparison.Ordinal);
        Assert.DoesNotContain("uid=", text, StringComparison.Ordinal);
    }

    [Fact]
    public void WeightsInOtherFilesAreInputsOfTheBuildAndGoWithTheModel()
    {
        using TemporaryFolder folder = Project("", """<Target Name="Show" DependsOnTargets="_MlDslDeployModels"><Message Importance="high" Text="deployed=@(ContentWithTargetPath->'%(TargetPath)')" /></Target>""");
        folder.Write("Models/a.onnx", External("w.bin", "deep/v.bin"));
        string text = Run(folder, ["-t:MlDslModelManifests"], out _);
        Assert.Contains("warning MLD2057: 'Models/a.onnx' has weights in 'deep/v.bin', which does not exist beside it", text, StringComparison.Ordinal);

        folder.Write("Models/w.bin", new byte[8]);
        folder.Write("Models/deep/v.bin", new byte[8]);
        Assert.Contains("deployed=Models/a.onnx;Models/deep/v.bin;Models/w.bin", Build(folder, "-t:Show"), StringComparison.Ordinal);
        string before = File.ReadAllText(folder.File("obj/mldsl/Models/a.onnx.manifest"));
        Assert.Empty(Read(Build(folder)));

        folder.Write("Models/deep/v.bin", new byte[9]);
        File.SetLastWriteTimeUtc(folder.File("Models/deep/v.bin"), DateTime.UtcNow.AddMinutes(1));
        Assert.Equal(["Models/a.onnx"], Read(Build(folder)));
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
    [InlineData("Models/a.onnx", "deployed=Models/a.onnx")]
    [InlineData("Models/b.onnx", "deployed=\n")]
    public void OnlyModelsThatTheAssemblyMarksAreDeployed(string marked, string deployed)
    {
        using TemporaryFolder folder = Project("<ItemGroup><IntermediateAssembly Include=\"obj/p.dll\" /></ItemGroup>",
            """<Target Name="Show" DependsOnTargets="_MlDslDeployModels"><Message Importance="high" Text="deployed=@(ContentWithTargetPath->'%(TargetPath)')" /></Target>""");
        folder.Write("Models/a.onnx", Model);
        folder.Write("obj/p.dll", $"MZ\u0000{(char)RuntimeModels.Key.Length}{RuntimeModels.Key}{(char)marked.Length}{marked}\u0000");
        Assert.Contains(deployed, Build(folder, "-t:Show").ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-p:Language=VB", "warning MLD2060", "does nothing in a project of VB")]
    [InlineData("-p:Language=F#", "warning MLD2060", "does nothing in a project of F#")]
    [InlineData("-p:CompilerApiVersion=roslyn4.13", "error MLD2061", "needs the C# compiler 4.14 or newer, and this build has 4.13")]
    [InlineData("-p:NETCoreSdkVersion=9.0.203", "error MLD2061", "install the .NET SDK 9.0.300 or newer")]
    public void AProjectInWhichNothingWouldHappenIsToldSo(string property, string code, string message)
    {
        using TemporaryFolder folder = Project("<PropertyGroup><Language Condition=\"'$(Language)' == ''\">C#</Language></PropertyGroup>");
        string text = Run(folder, ["-t:MlDslModelManifests", property], out int status);
        Assert.Contains(code, text, StringComparison.Ordinal);
        Assert.Contains(message, text, StringComparison.Ordinal);
        Assert.Equal(code.StartsWith("error", StringComparison.Ordinal), status != 0);
        Assert.DoesNotContain("MLD206", Build(folder, "-t:MlDslModelManifests", "-p:CompilerApiVersion=roslyn4.14"), StringComparison.Ordinal);
    }

    private static byte[] External(params string[] places)
    {
        var graph = new OnnxFile().Output("Y", OnnxFile.TensorType(1, 2));
        foreach (string place in places)
            graph.Message(5, new OnnxFile().Number(1, 2).Number(2, 1).Text(8, place).Message(13, new OnnxFile().Text(1, "location").Text(2, place)).Number(14, 1));
        return OnnxFile.Model(graph).Bytes;
    }

    [Fact]
    public void AModelOfTreesGetsManifestPlanAndWeightsInOneGo()
    {
        using TemporaryFolder folder = Project();
        folder.Write("Models/fare.txt", File.ReadAllBytes(TestData.Model("lightgbm-iris.txt")));
        Build(folder, "-t:MlDslModelManifests;MlDslModelPlans");
        Assert.Contains("input \"features\" tensor(float)[\"batch\", 4]", File.ReadAllText(folder.File("obj/mldsl/Models/fare.txt.manifest")), StringComparison.Ordinal);
        Assert.Contains("TreePrediction", File.ReadAllText(folder.File("obj/mldsl/Models/fare.txt.plan")), StringComparison.Ordinal);
        DateTime written = File.GetLastWriteTimeUtc(folder.File("obj/mldsl/Models/fare.txt.weights"));
        Build(folder, "-t:MlDslModelManifests;MlDslModelPlans");
        Assert.Equal(written, File.GetLastWriteTimeUtc(folder.File("obj/mldsl/Models/fare.txt.weights")));
    }

    [Fact]
    public void WhatCannotBeCompiledIsToldInThePlanAndIsNoError()
    {
        using TemporaryFolder folder = Project("""<ItemGroup><MlModel Include="Models/notes.txt" /></ItemGroup>""");
        folder.Write("Models/a.onnx", Model);
        folder.Write("Models/notes.txt", "buy milk"u8.ToArray());
        Build(folder, "-t:MlDslModelPlans");
        Assert.Contains("obstacle", File.ReadAllText(folder.File("obj/mldsl/Models/a.onnx.plan")), StringComparison.Ordinal);
        Assert.Contains("obstacle \"The file is no LightGBM text model", File.ReadAllText(folder.File("obj/mldsl/Models/notes.txt.plan")), StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("obj/mldsl/Models/a.onnx.weights")));
    }

    [Fact]
    public void CompileFalseLeavesAModelToTheRuntime()
    {
        using TemporaryFolder folder = Project("""<ItemGroup><MlModel Update="@(MlModel)" Compile="false" /></ItemGroup>""");
        folder.Write("Models/a.onnx", Model);
        Build(folder, "-t:MlDslModelManifests;MlDslModelPlans");
        Assert.True(File.Exists(folder.File("obj/mldsl/Models/a.onnx.manifest")));
        Assert.False(File.Exists(folder.File("obj/mldsl/Models/a.onnx.plan")));
    }

    private static TemporaryFolder Project(string items = "", string after = "", string inside = ".")
    {
        var folder = new TemporaryFolder();
        string build = Path.Combine(CSharp.Root, "analyzers", "MlDsl.Build", "build");
        folder.Write($"{inside}/p.proj", $"""
            <Project>
              <Import Project="{build}/MlDsl.props" />
              <PropertyGroup>
                <IntermediateOutputPath>obj/</IntermediateOutputPath>
                <MlDslBuildAssembly>{typeof(ModelFile).Assembly.Location}</MlDslBuildAssembly>
                <MlDslCompilerAssembly>{typeof(ModelCompiler).Assembly.Location}</MlDslCompilerAssembly>
              </PropertyGroup>
              {items}
              <Import Project="{build}/MlDsl.targets" />
              {after}
            </Project>
            """);
        return folder;
    }

    private static string Build(TemporaryFolder folder, params string[] arguments)
    {
        string text = Run(folder, arguments.Length > 0 ? arguments : ["-t:MlDslModelManifests"], out int status);
        Assert.True(status == 0, text);
        return text;
    }

    // The task says at low importance what it read.
    private static List<string> Read(string log) =>
        [.. System.Text.RegularExpressions.Regex.Matches(log, "MlDsl read '([^']+)'").Select(static m => m.Groups[1].Value).Distinct().Order(StringComparer.Ordinal)];

    private static string Run(TemporaryFolder folder, string[] arguments, out int status, string inside = ".")
    {
        var start = new ProcessStartInfo("dotnet", ["msbuild", "p.proj", "-nologo", "-v:diag", "-nr:false", .. arguments]) { WorkingDirectory = folder.File(inside), RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        status = process.ExitCode;
        return text;
    }
}
