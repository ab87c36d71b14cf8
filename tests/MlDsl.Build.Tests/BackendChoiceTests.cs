using Microsoft.Build.Framework;
using MlDsl.Compiler;
using MlDsl.Onnx;
using static MlDsl.Build.Tests.MsBuild;

namespace MlDsl.Build.Tests;

/// <summary>What runs a model is decided by costs, told, and pinned by its item.</summary>
public sealed class BackendChoiceTests
{
    private const string Package = "Microsoft.ML.OnnxRuntime", Nothing = "";

    [Fact]
    public void ConvolutionsGoToOnnxRuntimeWhereItIsReferenced()
    {
        using var folder = new TemporaryFolder();
        folder.Write("net.onnx", Net());
        BuildMessageEventArgs told = Assert.Single(Built(folder, Package).Messages);
        Assert.Equal(MessageImportance.High, told.Importance);
        Assert.Matches("^MlDsl: 'Models/net.onnx' runs on ONNX Runtime: a call of one row takes it about [0-9.]+ µs, and compiled about [0-9.]+ µs \\(2 million multiply-adds, mostly convolutions\\)$", told.Message);
        Assert.Contains("\nbackend runtime \"", Plan(folder), StringComparison.Ordinal);
        Assert.DoesNotContain("\ncall ", Plan(folder), StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("net.weights")));

        // Nothing changed: the line is there for whoever asks for more of the log.
        Assert.Equal(MessageImportance.Normal, Assert.Single(Built(folder, Package).Messages).Importance);
    }

    [Fact]
    public void AChoiceThatAReferenceMovesIsAWarning()
    {
        using var folder = new TemporaryFolder();
        folder.Write("net.onnx", Net());
        Engine first = Built(folder, Nothing);
        Assert.Matches("'Models/net.onnx' is compiled: a call of one row takes about [0-9.]+ µs \\(.*\\); with Microsoft.ML.OnnxRuntime, which the project does not reference, about [0-9.]+ µs$", Assert.Single(first.Messages).Message);
        Assert.Empty(first.Warnings);
        Assert.True(File.Exists(folder.File("net.weights")));

        BuildWarningEventArgs moved = Assert.Single(Built(folder, Package).Warnings);
        Assert.Equal(("MLD2071", folder.File("net.onnx")), (moved.Code, moved.File));
        Assert.StartsWith("'Models/net.onnx' was compiled, and now runs on ONNX Runtime, because ONNX Runtime is referenced (Microsoft.ML.OnnxRuntime): a call", moved.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("net.weights")));
        Assert.Empty(Built(folder, Package).Warnings);
        Assert.StartsWith("'Models/net.onnx' ran on ONNX Runtime, and now is compiled, because ONNX Runtime is not referenced", Assert.Single(Built(folder, Nothing).Warnings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void APinnedChoiceStaysAndWhatWouldMoveItIsAWarning()
    {
        using var folder = new TemporaryFolder();
        folder.Write("net.onnx", Net());
        Assert.Empty(Built(folder, Nothing, "compiled").Warnings);
        byte[] weights = File.ReadAllBytes(folder.File("net.weights"));
        for (int build = 0; build < 2; build++)
        {
            BuildWarningEventArgs warned = Assert.Single(Built(folder, Package, "Compiled").Warnings);
            Assert.Equal("MLD2071", warned.Code);
            Assert.StartsWith("'Models/net.onnx' stays as its MlModel item says, and is compiled; because ONNX Runtime is referenced (Microsoft.ML.OnnxRuntime), Auto would run it on ONNX Runtime: a call", warned.Message, StringComparison.Ordinal);
            Assert.Equal(weights, File.ReadAllBytes(folder.File("net.weights")));
        }
    }

    [Fact]
    public void APinToTheRuntimeIsNamedWhereThereIsNone()
    {
        using var folder = new TemporaryFolder();
        folder.Write("net.onnx", Net());
        Engine there = Built(folder, Package, "Runtime");
        Assert.Equal("MlDsl: 'Models/net.onnx' runs on ONNX Runtime: the project says so", Assert.Single(there.Messages).Message);
        Assert.Empty(there.Warnings);
        Assert.StartsWith("'Models/net.onnx' stays as its MlModel item says, and runs on ONNX Runtime; because ONNX Runtime is not referenced, Auto would compile it: a call", Assert.Single(Built(folder, Nothing, "Runtime").Warnings).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("net.weights")));
    }

    [Theory]
    [InlineData("net.onnx", "Fastest", "MLD2070", "'Models/net.onnx' has Backend=\"Fastest\" on its MlModel item; write Auto, Compiled or Runtime, or leave it out for Auto")]
    [InlineData("net.json", "Runtime", "MLD2073", "'Models/net.json' is a model of trees, which neither ONNX Runtime nor ML.NET reads; remove Backend=\"Runtime\" from its MlModel item: it is always compiled")]
    public void WhatCannotBeAskedForEndsTheBuild(string file, string backend, string code, string message)
    {
        using var folder = new TemporaryFolder();
        folder.Write(file, Net());
        BuildErrorEventArgs error = Assert.Single(Run(folder, Nothing, backend, file, isGood: false).Errors);
        Assert.Equal((code, message), (error.Code, error.Message));
    }

    [Fact]
    public void WhatCannotBeCompiledIsNotPinned()
    {
        using var folder = new TemporaryFolder();
        folder.Write("net.onnx", new OnnxGraphBuilder("none").Input(Value("x", 2)).Output(Value("y", 2)).Node("NoSuchOperator", ["x"], ["y"]).ToBytes());
        BuildErrorEventArgs error = Assert.Single(Run(folder, Package, "Compiled", "net.onnx", isGood: false).Errors);
        Assert.Equal("MLD2072", error.Code);
        Assert.StartsWith("'Models/net.onnx' has Backend=\"Compiled\" on its MlModel item, but cannot be compiled: NoSuchOperator", error.Message, StringComparison.Ordinal);
        Assert.StartsWith("MlDsl: 'Models/net.onnx' runs on ONNX Runtime: it cannot be compiled: NoSuchOperator", Assert.Single(Built(folder, Package).Messages).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""<RuntimeTargetsCopyLocalItems Include="x/libonnxruntime.so" NuGetPackageId="Microsoft.ML.OnnxRuntime" />""", "[Microsoft.ML.OnnxRuntime]")]
    [InlineData("""<NativeCopyLocalItems Include="x/libonnxruntime_extensions.so" NuGetPackageId="Microsoft.ML.OnnxRuntime.Extensions" /><None Include="y/onnxruntime.dll" />""", "[]")]
    [InlineData("""<None Include="x/onnxruntime.dll" CopyToOutputDirectory="PreserveNewest" />""", "[onnxruntime.dll]")]
    public void APackageOrACopiedLibraryIsAReference(string items, string found)
    {
        using TemporaryFolder folder = Project($"<ItemGroup>{items}</ItemGroup>", """<Target Name="Show" DependsOnTargets="_MlDslOnnxRuntime"><Message Importance="high" Text="runtime=[$(_MlDslRuntime)]" /></Target>""");
        Assert.Contains($"runtime={found}", Succeed(folder, "-t:Show"), StringComparison.Ordinal);
    }

    private static Engine Built(TemporaryFolder folder, string runtime, string backend = "") => Run(folder, runtime, backend, "net.onnx", isGood: true);

    private static Engine Run(TemporaryFolder folder, string runtime, string backend, string file, bool isGood)
    {
        var engine = new Engine();
        string made = folder.File("net");
        var item = new FileItem(folder.File(file), new()
        {
            ["ModelName"] = $"Models/{file}",
            ["Extension"] = Path.GetExtension(file),
            ["Backend"] = backend,
            ["Plan"] = made + ".plan",
            ["Weights"] = made + ".weights",
            ["Manifest"] = made + ".manifest",
        });
        var task = new CompileModels { BuildEngine = engine, Models = [item], Host = "dotnet", Compiler = typeof(ModelCompiler).Assembly.Location, OnnxRuntime = runtime };
        Assert.True(task.Execute() == isGood, string.Join('\n', engine.Errors.Select(static error => error.Message)));
        return engine;
    }

    private static string Plan(TemporaryFolder folder) => File.ReadAllText(folder.File("net.plan"));

    private static OnnxValueInfo Value(string name, params OnnxDimension[] sizes) => OnnxValueInfo.Tensor(name, OnnxElementType.Float, [1, .. sizes]);

    // 16 channels to 16, over 32 × 32 places: 16 · 16 · 9 · 1024 multiply-adds.
    private static byte[] Net() => new OnnxGraphBuilder("net")
        .Input(Value("x", 16, 32, 32))
        .Output(Value("y", 16, 32, 32))
        .Constant<float>("w", new float[16 * 16 * 9], 16, 16, 3, 3)
        .Node("Conv", ["x", "w"], ["y"], OnnxSetting.Of("pads", 1L, 1L, 1L, 1L))
        .ToBytes();
}
