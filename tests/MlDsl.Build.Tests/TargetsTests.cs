using MlDsl.Testing;
using static MlDsl.Build.Tests.MsBuild;

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
        Assert.Equal(["Models/a.onnx", "Models/deep/b.onnx"], Read(Succeed(folder)));
        Assert.True(File.Exists(folder.File("obj/mldsl/Models/deep/b.onnx.manifest")));
        Assert.Empty(Read(Succeed(folder)));

        File.SetLastWriteTimeUtc(folder.File("Models/a.onnx"), DateTime.UtcNow.AddMinutes(1));
        Assert.Equal(["Models/a.onnx"], Read(Succeed(folder)));
    }

    [Fact]
    public void ACommittedManifestIsAnItemWithoutItsModel()
    {
        using TemporaryFolder folder = Project();
        folder.Write("Models/a.onnx", Model);
        Succeed(folder, "-t:MlDslWriteManifests");
        File.Delete(folder.File("Models/a.onnx"));
        Directory.Delete(folder.File("obj"), recursive: true);
        Assert.Equal(["Models/a.onnx"], Read(Succeed(folder)));
    }

    [Fact]
    public void TheDefaultItemsCanBeSwitchedOff()
    {
        using TemporaryFolder folder = Project();
        folder.Write("Models/a.onnx", Model);
        Assert.Empty(Read(Succeed(folder, "-t:MlDslModelManifests", "-p:EnableDefaultMlModelItems=false")));
    }

    [Fact]
    public void EveryBrokenModelIsNamedAndOnlyThoseOfTheProjectFileEndTheBuild()
    {
        using TemporaryFolder folder = Project("""<ItemGroup><MlModel Include="Other/*.onnx" /></ItemGroup>""");
        folder.Write("Models/a.onnx", Model[..12]);
        folder.Write("Models/b.onnx", Model[..13]);
        string text = Succeed(folder);
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

    [FactWith("models/lightgbm-iris.txt")]
    public void OtherDataInTheFolderIsLeftAlone()
    {
        using TemporaryFolder folder = Project("""
            <ItemGroup><None Include="Models/**/*" /><None Update="Models/notes.txt" CopyToOutputDirectory="PreserveNewest" /></ItemGroup>
            """, """<Target Name="Show"><Message Importance="high" Text="none=@(None) copied=@(None->WithMetadataValue('CopyToOutputDirectory', 'PreserveNewest'))" /></Target>""");
        folder.Write("Models/notes.txt", "buy milk"u8.ToArray());
        folder.Write("Models/schema.json", "{ \"columns\": [] }"u8.ToArray());
        folder.Write("Models/fare.txt", File.ReadAllBytes(TestData.Model("lightgbm-iris.txt")));
        string text = Succeed(folder, "-t:MlDslModelManifests;MlDslModelPlans;Show");
        Assert.Contains("none=Models/fare.txt;Models/notes.txt;Models/schema.json copied=Models/notes.txt", text, StringComparison.Ordinal);
        Assert.Equal(["fare.txt.manifest", "fare.txt.plan", "fare.txt.weights"], Directory.GetFiles(folder.File("obj/mldsl/Models")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [FactWith("models/mlnet5/sdca.zip")]
    public void AZipInTheFolderIsAModelWhereItHoldsOne()
    {
        using TemporaryFolder folder = Project();
        folder.Write("Models/fare.zip", File.ReadAllBytes(TestData.Model("mlnet5/sdca.zip")));
        folder.Write("Models/fare.mlnet", File.ReadAllBytes(TestData.Model("mlnet5/sdca.zip")));
        folder.Write("Models/data.zip", DamagedZip.Of(("trips.csv", "a,b\n"u8.ToArray())));
        folder.Write("Models/empty.zip", []);
        Succeed(folder, "-t:MlDslModelManifests;MlDslModelPlans");
        Assert.Equal(
            ["fare.mlnet.manifest", "fare.mlnet.plan", "fare.mlnet.weights", "fare.zip.manifest", "fare.zip.plan", "fare.zip.weights"],
            Directory.GetFiles(folder.File("obj/mldsl/Models")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        string manifest = File.ReadAllText(folder.File("obj/mldsl/Models/fare.zip.manifest"));
        Assert.Contains("input \"Cat1\" tensor(string)[\"batch\", 1]\n", manifest, StringComparison.Ordinal);
        Assert.Contains("output \"Score\" tensor(float)[\"batch\", 1]\n", manifest, StringComparison.Ordinal);
    }

    [FactWith("models/lightgbm-iris.txt")]
    public void AModelOfTreesGetsManifestPlanAndWeightsInOneGo()
    {
        using TemporaryFolder folder = Project();
        folder.Write("Models/fare.txt", File.ReadAllBytes(TestData.Model("lightgbm-iris.txt")));
        Succeed(folder, "-t:MlDslModelManifests;MlDslModelPlans");
        Assert.Contains("input \"features\" tensor(double)[\"batch\", 4]", File.ReadAllText(folder.File("obj/mldsl/Models/fare.txt.manifest")), StringComparison.Ordinal);
        Assert.Contains("TreePrediction", File.ReadAllText(folder.File("obj/mldsl/Models/fare.txt.plan")), StringComparison.Ordinal);
        DateTime written = File.GetLastWriteTimeUtc(folder.File("obj/mldsl/Models/fare.txt.weights"));
        Succeed(folder, "-t:MlDslModelManifests;MlDslModelPlans");
        Assert.Equal(written, File.GetLastWriteTimeUtc(folder.File("obj/mldsl/Models/fare.txt.weights")));
    }

    [Fact]
    public void WhatCannotBeCompiledIsToldInThePlanAndIsNoError()
    {
        using TemporaryFolder folder = Project("""<ItemGroup><MlModel Include="Models/notes.txt" /></ItemGroup>""");
        folder.Write("Models/a.onnx", Model);
        folder.Write("Models/notes.txt", "buy milk"u8.ToArray());
        Succeed(folder, "-t:MlDslModelPlans");
        Assert.Contains("obstacle", File.ReadAllText(folder.File("obj/mldsl/Models/a.onnx.plan")), StringComparison.Ordinal);
        Assert.Contains("obstacle \"The file is no LightGBM text model", File.ReadAllText(folder.File("obj/mldsl/Models/notes.txt.plan")), StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("obj/mldsl/Models/a.onnx.weights")));
    }

    [Fact]
    public void ACompilerThatIsGivenUpEndsTheBuildOnlyForModelsOfTheProjectFile()
    {
        using TemporaryFolder folder = Project();
        folder.Write("Models/a.onnx", Model);
        string text = Succeed(folder, "-t:MlDslModelPlans", "-p:MlDslCompileTimeout=0");
        Assert.Contains("warning MLD2056: 'Models/a.onnx' was not compiled within 0 ms", text, StringComparison.Ordinal);
        Assert.Contains("obstacle \"'Models/a.onnx' was not compiled", File.ReadAllText(folder.File("obj/mldsl/Models/a.onnx.plan")), StringComparison.Ordinal);
        Succeed(folder, "-t:MlDslModelPlans");
        Assert.DoesNotContain("was not compiled", File.ReadAllText(folder.File("obj/mldsl/Models/a.onnx.plan")), StringComparison.Ordinal);

        using TemporaryFolder named = Project("""<ItemGroup><MlModel Include="a.onnx" /></ItemGroup>""");
        named.Write("a.onnx", Model);
        Assert.Contains("error MLD2056", Run(named, ["-t:MlDslModelPlans", "-p:MlDslCompileTimeout=0"], out int status), StringComparison.Ordinal);
        Assert.NotEqual(0, status);
    }

    [Fact]
    public void CompileFalseLeavesAModelToTheRuntime()
    {
        using TemporaryFolder folder = Project("""<ItemGroup><MlModel Update="@(MlModel)" Compile="false" /></ItemGroup>""");
        folder.Write("Models/a.onnx", Model);
        Succeed(folder, "-t:MlDslModelManifests;MlDslModelPlans");
        Assert.True(File.Exists(folder.File("obj/mldsl/Models/a.onnx.manifest")));
        Assert.False(File.Exists(folder.File("obj/mldsl/Models/a.onnx.plan")));
    }
}
