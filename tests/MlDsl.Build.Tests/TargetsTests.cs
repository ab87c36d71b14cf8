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
    public void ABrokenModelEndsTheBuild()
    {
        using TemporaryFolder folder = Project();
        folder.Write("Models/a.onnx", Model[..12]);
        string text = Run(folder, ["-t:MlDslModelManifests"], out int status);
        Assert.NotEqual(0, status);
        Assert.Contains("a.onnx : MlDsl error MLD2052: 'Models/a.onnx'", text, StringComparison.Ordinal);
    }

    [Fact]
    public void AModelOfTreesGetsManifestPlanAndWeightsInOneGo()
    {
        using TemporaryFolder folder = Project();
        folder.Write("Models/fare.txt", File.ReadAllBytes(TestData.Model("lightgbm-iris.txt")));
        Build(folder, "-t:MlDslModelManifests;MlDslModelPlans");
        Assert.Contains("input \"features\" tensor(double)[\"batch\", 4]", File.ReadAllText(folder.File("obj/mldsl/Models/fare.txt.manifest")), StringComparison.Ordinal);
        Assert.Contains("TreePrediction", File.ReadAllText(folder.File("obj/mldsl/Models/fare.txt.plan")), StringComparison.Ordinal);
        DateTime written = File.GetLastWriteTimeUtc(folder.File("obj/mldsl/Models/fare.txt.weights"));
        Build(folder, "-t:MlDslModelManifests;MlDslModelPlans");
        Assert.Equal(written, File.GetLastWriteTimeUtc(folder.File("obj/mldsl/Models/fare.txt.weights")));
    }

    [Fact]
    public void WhatCannotBeCompiledIsToldInThePlanAndIsNoError()
    {
        using TemporaryFolder folder = Project();
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

    private static TemporaryFolder Project(string items = "")
    {
        var folder = new TemporaryFolder();
        string build = Path.Combine(CSharp.Root, "analyzers", "MlDsl.Build", "build");
        folder.Write("p.proj", $"""
            <Project>
              <Import Project="{build}/MlDsl.props" />
              <PropertyGroup>
                <IntermediateOutputPath>obj/</IntermediateOutputPath>
                <MlDslBuildAssembly>{typeof(ModelFile).Assembly.Location}</MlDslBuildAssembly>
                <MlDslCompilerAssembly>{typeof(ModelCompiler).Assembly.Location}</MlDslCompilerAssembly>
              </PropertyGroup>
              {items}
              <Import Project="{build}/MlDsl.targets" />
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

    private static string Run(TemporaryFolder folder, string[] arguments, out int status)
    {
        var start = new ProcessStartInfo("dotnet", ["msbuild", "p.proj", "-nologo", "-v:diag", "-nr:false", .. arguments]) { WorkingDirectory = folder.Path, RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        status = process.ExitCode;
        return text;
    }
}
