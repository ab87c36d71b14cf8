using MlDsl.Onnx;
using static MlDsl.Build.Tests.MsBuild;

namespace MlDsl.Build.Tests;

/// <summary>What runs a model is decided by costs, told, and pinned by its item.</summary>
public sealed class BackendChoiceTests
{
    private const string Present = "-p:MlDslOnnxRuntime=true", Absent = "-p:MlDslOnnxRuntime=false", Plans = "-t:MlDslModelPlans";

    [Fact]
    public void ConvolutionsGoToOnnxRuntimeWhereItIsReferencedAndTheLogSaysSo()
    {
        using TemporaryFolder folder = Project();
        folder.Write("Models/net.onnx", Net());
        string text = Succeed(folder, Plans, Present);
        Assert.Matches("MlDsl: 'Models/net.onnx' runs on ONNX Runtime: a call of one row takes it about [0-9.]+ [mµ]s, and compiled about [0-9.]+ [mµ]s \\(2 million multiply-adds, mostly convolutions\\)", text);
        Assert.Contains("\nbackend runtime \"", Plan(folder), StringComparison.Ordinal);
        Assert.DoesNotContain("\ncall ", Plan(folder), StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("obj/mldsl/Models/net.onnx.weights")));
    }

    [Fact]
    public void WhereOnnxRuntimeIsNotReferencedTheyRunCompiledAndTheLogSaysWhatThatCosts()
    {
        using TemporaryFolder folder = Project();
        folder.Write("Models/net.onnx", Net());
        Assert.Matches("'Models/net.onnx' is compiled: a call of one row takes about [0-9.]+ [mµ]s \\(.*\\); with Microsoft.ML.OnnxRuntime, which the project does not reference, about [0-9.]+ [mµ]s", Succeed(folder, Plans, Absent));
        Assert.True(File.Exists(folder.File("obj/mldsl/Models/net.onnx.weights")));
    }

    [Fact]
    public void RowsOfATableAreCompiledWhateverIsReferenced()
    {
        using TemporaryFolder folder = Project();
        folder.Write("Models/table.onnx", Table());
        string text = Succeed(folder, Plans, Present);
        Assert.Contains("'Models/table.onnx' is compiled: each row is calculated for itself, without tensors", text, StringComparison.Ordinal);
        Assert.DoesNotContain("MLD2071", Succeed(folder, Plans, Absent), StringComparison.Ordinal);
    }

    [Fact]
    public void ACopiedLibraryOrAPackageIsAReference()
    {
        using TemporaryFolder folder = Project(Asset("libonnxruntime.so"));
        folder.Write("Models/net.onnx", Net());
        Assert.Contains("asked auto present", Asked(folder), StringComparison.Ordinal);
        using TemporaryFolder other = Project(Asset("libonnxruntime_extensions.so"));
        other.Write("Models/net.onnx", Net());
        Assert.Contains("asked auto absent", Asked(other), StringComparison.Ordinal);
        using TemporaryFolder copied = Project("""<ItemGroup><None Include="x/onnxruntime.dll" CopyToOutputDirectory="PreserveNewest" /></ItemGroup>""");
        copied.Write("Models/net.onnx", Net());
        Assert.Contains("asked auto present", Asked(copied), StringComparison.Ordinal);

        static string Asset(string file) => $"""<ItemGroup><RuntimeTargetsCopyLocalItems Include="x/{file}" NuGetPackageId="Microsoft.ML.OnnxRuntime" /></ItemGroup>""";

        static string Asked(TemporaryFolder folder)
        {
            Succeed(folder, Plans);
            return Plan(folder);
        }
    }

    [Fact]
    public void AChoiceThatAReferenceMovesIsAWarning()
    {
        using TemporaryFolder folder = Project();
        folder.Write("Models/net.onnx", Net());
        Succeed(folder, Plans, Absent);
        string text = Succeed(folder, Plans, Present);
        Assert.Contains("net.onnx : MlDsl warning MLD2071: 'Models/net.onnx' was compiled, and now runs on ONNX Runtime, because ONNX Runtime is referenced (MlDslOnnxRuntime=true): a call", text, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("obj/mldsl/Models/net.onnx.weights")));
        Assert.DoesNotContain("MLD2071", Succeed(folder, Plans, Present), StringComparison.Ordinal);
        Assert.Contains("'Models/net.onnx' ran on ONNX Runtime, and now is compiled, because ONNX Runtime is not referenced", Succeed(folder, Plans, Absent), StringComparison.Ordinal);
    }

    [Fact]
    public void APinnedChoiceStaysAndWhatWouldMoveItIsAWarning()
    {
        using TemporaryFolder folder = Project(Pinned("compiled"));
        folder.Write("Models/net.onnx", Net());
        Assert.DoesNotContain("MLD2071", Succeed(folder, Plans, Absent), StringComparison.Ordinal);
        byte[] weights = File.ReadAllBytes(folder.File("obj/mldsl/Models/net.onnx.weights"));
        for (int build = 0; build < 2; build++)
        {
            Assert.Contains("warning MLD2071: 'Models/net.onnx' stays as its MlModel item says, and is compiled; because ONNX Runtime is referenced (MlDslOnnxRuntime=true), Auto would run it on ONNX Runtime: a call", Succeed(folder, Plans, Present), StringComparison.Ordinal);
            Assert.Equal(weights, File.ReadAllBytes(folder.File("obj/mldsl/Models/net.onnx.weights")));
        }
    }

    [Fact]
    public void APinToTheRuntimeIsNamedWhereThereIsNone()
    {
        using TemporaryFolder folder = Project(Pinned("Runtime"));
        folder.Write("Models/net.onnx", Net());
        string text = Succeed(folder, Plans, Present);
        Assert.Contains("'Models/net.onnx' runs on ONNX Runtime: the project says so", text, StringComparison.Ordinal);
        Assert.DoesNotContain("MLD2071", text, StringComparison.Ordinal);
        Assert.Contains("warning MLD2071: 'Models/net.onnx' stays as its MlModel item says, and runs on ONNX Runtime; because ONNX Runtime is not referenced, Auto would compile it", Succeed(folder, Plans, Absent), StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("obj/mldsl/Models/net.onnx.weights")));
    }

    [Fact]
    public void WhatCannotBeAskedForEndsTheBuild()
    {
        using TemporaryFolder folder = Project("""<ItemGroup><MlModel Update="@(MlModel)" Backend="Fastest" /><MlModel Include="trees.json" Backend="Runtime" /></ItemGroup>""");
        folder.Write("Models/net.onnx", Net());
        folder.Write("trees.json", "{\"learner\":{}}"u8.ToArray());
        string text = Run(folder, [Plans, Present], out int status);
        Assert.NotEqual(0, status);
        Assert.Contains("error MLD2070: 'Models/net.onnx' has Backend=\"Fastest\" on its MlModel item; write Auto, Compiled or Runtime", text, StringComparison.Ordinal);
        Assert.Contains("error MLD2073: 'trees.json' is a model of trees, which ONNX Runtime cannot read", text, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatCannotBeCompiledIsNotPinned()
    {
        byte[] file = new OnnxGraphBuilder("none").Input(Value("x", 2)).Output(Value("y", 2)).Node("NoSuchOperator", ["x"], ["y"]).ToBytes();
        using TemporaryFolder folder = Project(Pinned("Compiled"));
        folder.Write("Models/net.onnx", file);
        Assert.Contains("error MLD2072: 'Models/net.onnx' has Backend=\"Compiled\" on its MlModel item, but cannot be compiled: NoSuchOperator", Run(folder, [Plans, Present], out int status), StringComparison.Ordinal);
        Assert.NotEqual(0, status);
        using TemporaryFolder free = Project();
        free.Write("Models/net.onnx", file);
        Assert.Contains("'Models/net.onnx' runs on ONNX Runtime: it cannot be compiled: NoSuchOperator", Succeed(free, Plans, Present), StringComparison.Ordinal);
    }

    private static string Pinned(string backend) => $"""<ItemGroup><MlModel Update="@(MlModel)" Backend="{backend}" /></ItemGroup>""";

    private static string Plan(TemporaryFolder folder) => File.ReadAllText(folder.File("obj/mldsl/Models/net.onnx.plan"));

    private static OnnxValueInfo Value(string name, params OnnxDimension[] sizes) => OnnxValueInfo.Tensor(name, OnnxElementType.Float, [1, .. sizes]);

    // 16 channels to 16, over 32 × 32 places: 16 · 16 · 9 · 1024 multiply-adds.
    private static byte[] Net() => new OnnxGraphBuilder("net")
        .Input(Value("x", 16, 32, 32))
        .Output(Value("y", 16, 32, 32))
        .Constant<float>("w", new float[16 * 16 * 9], 16, 16, 3, 3)
        .Node("Conv", ["x", "w"], ["y"], OnnxSetting.Of("pads", 1L, 1L, 1L, 1L))
        .ToBytes();

    private static byte[] Table() => new OnnxGraphBuilder("table")
        .Opset(OnnxGraphBuilder.MachineLearning, 3)
        .Input(OnnxValueInfo.Tensor("x", OnnxElementType.Float, "N", 3))
        .Output(OnnxValueInfo.Tensor("y", OnnxElementType.Float, "N", 1))
        .Node(OnnxGraphBuilder.MachineLearning, "LinearRegressor", ["x"], ["y"], OnnxSetting.Of("coefficients", [1f, 2f, 3f]), OnnxSetting.Of("intercepts", [0.5f]))
        .ToBytes();
}
