using Microsoft.CodeAnalysis;
using MlDsl.Generators.Compiled;
using MlDsl.Generators.Manifests;
using MlDsl.Generators.Onnx;
using MlDsl.Testing;

namespace MlDsl.Generators.Tests.Onnx;

/// <summary>What runs a model of ML.NET: compiled code, or ML.NET where the project references the package for it; and what is said of it.</summary>
public sealed class MlNetBackendTests
{
    private const string Obstacle = "TransformerChain/Transform_001 (MulticlassPredXfer): its predictor 'PKPDExec' is none that is compiled";

    private static readonly string Contract = """
        metadata "mlnet.schema" "saved"
        input "x" tensor(float)["batch", 2]
        output "PredictedLabel" tensor(string)["batch", 1]
        output "Score" tensor(float)["batch", 3]
        """;

    private static readonly string Compiled = """
        input v0 float "x" ["batch", 2]
        value v1 string "PredictedLabel" ["batch", 1]
        value v2 float "Score" ["batch", 3]
        call "label" Identity<float> () (v0, v1)
        output v1
        output v2
        weights 0
        """;

    [Theory]
    [InlineData("Auto", true, "MLD2011", $"runs on ML.NET, because it cannot be compiled: {Obstacle}")]
    [InlineData("Auto", false, "MLD2080", $"cannot be compiled: {Obstacle}; add the package MlDsl.MlNet to run it through ML.NET")]
    [InlineData("Compiled", true, "MLD2080", $"cannot be compiled: {Obstacle}; use Backend.Auto and the package MlDsl.MlNet to run it through ML.NET")]
    [InlineData("Runtime", true, "", "")]
    [InlineData("Runtime", false, "MLD2080", $"cannot be compiled: {Obstacle}; add the package MlDsl.MlNet to run it through ML.NET")]
    public void AModelThatIsNotCompiledRunsWhereThePackageIs(string backend, bool hasPackage, string id, string message) =>
        Says(backend, hasPackage, Contract, $"obstacle \"{Obstacle}\"", id, message);

    [Theory]
    [InlineData("Auto", true, "", "")]
    [InlineData("Runtime", true, "", "")]
    [InlineData("Runtime", false, "MLD2006", "is left to ML.NET, and the project does not reference the package MlDsl.MlNet: add it, or use Backend.Auto")]
    public void AModelThatIsCompiledRunsWhereTheClassSaysSo(string backend, bool hasPackage, string id, string message) => Says(backend, hasPackage, Contract, Compiled, id, message);

    [Theory]
    [InlineData("Auto", true, "MLD2011", "runs on ML.NET: the project says so")]
    [InlineData("Auto", false, "MLD2006", "is left to ML.NET, and the project does not reference the package MlDsl.MlNet: add it, or use Backend.Auto and no Backend on its MlModel item")]
    [InlineData("Compiled", true, "MLD2006", "is left to ML.NET by the build, so that its weights are not in the assembly: the project says so. Write Backend=\"Compiled\" on its MlModel item, or use Backend.Auto")]
    public void AnItemChoosesForAllClasses(string backend, bool hasPackage, string id, string message) => Says(backend, hasPackage, Contract, "backend runtime \"the project says so\"", id, message);

    [Fact]
    public void WhatMlNetCannotRunBehindAClassIsCompiled()
    {
        string contract = Contract + "\nmetadata \"mlnet.refused\" \"it was saved without its schema\"";
        Says("Auto", true, contract, Compiled, "", "");
        Says("Runtime", true, contract, Compiled, "MLD2080", "is not run by ML.NET behind a class: it was saved without its schema; it is compiled, use Backend.Auto");
        Says("Auto", true, contract, "backend runtime \"the project says so\"", "MLD2080", "is not run by ML.NET behind a class: it was saved without its schema; it is compiled, use Backend.Auto and no Backend on its MlModel item");
    }

    [Fact]
    public void WhatMlNetCannotRunBehindAClassIsAnErrorWithThePackageToo()
    {
        const string stateful = "TransformerChain (IidSpikeDetector) remembers the rows before";
        Says("Auto", true, $"metadata \"mlnet.refused\" \"{stateful}\"", $"obstacle \"{stateful}\"", "MLD2080", $"cannot be compiled: {stateful}");
        Says("Auto", true, "metadata \"mlnet.refused\" \"its entry 'A' names the assembly 'Evil', which is none of ML.NET's\"", $"obstacle \"{Obstacle}\"", "MLD2080",
            $"cannot be compiled: {Obstacle}; nor does ML.NET run it behind a class: its entry 'A' names the assembly 'Evil', which is none of ML.NET's");
    }

    [Fact]
    public void TheCodeOfAClassIsThatOfACompiledOneButForItsLoading()
    {
        OnnxModelSpec? spec = Match("Runtime", true, Contract, Compiled, static _ => { });
        string code = OnnxModelEmitter.Emit(spec!);
        Assert.Contains("(this.runtime, session) = (runtime, new(\"Models/m.zip\", Signature, runtime.Call));", code, StringComparison.Ordinal);
        Assert.Contains("global::MlDsl.Onnx.CompiledCall call = Bind(in input);", code, StringComparison.Ordinal);
        Assert.Contains("AssemblyMetadata(\"MlDsl.RuntimeModel\", \"Models/m.zip\")", code, StringComparison.Ordinal);
        CSharp.AssertClean(CSharp.CompileForNet8(Source("Runtime"), code, """
            namespace MlDsl.MlNet
            {
                public sealed class MlNetModelException : System.Exception;
                public sealed class MlNetRuntime : System.IDisposable
                {
                    public static MlNetRuntime Load(string name, string path, MlDsl.Onnx.OnnxSignature signature, string? hash, params System.Reflection.Assembly[] mappings) => throw new MlNetModelException();
                    public static MlNetRuntime Load(string name, System.ReadOnlyMemory<byte> model, MlDsl.Onnx.OnnxSignature signature, string? hash, params System.Reflection.Assembly[] mappings) => throw new MlNetModelException();
                    public MlDsl.Onnx.CompiledCall Call(MlDsl.Onnx.CompiledModel owner) => throw new MlNetModelException();
                    public void Dispose() { }
                }
            }
            """));
    }

    private static void Says(string backend, bool hasPackage, string contract, string plan, string id, string message)
    {
        var problems = new List<Problem>();
        OnnxModelSpec? spec = Match(backend, hasPackage, contract, plan, problems.Add);
        Assert.Equal(id.Length == 0 ? [] : [$"{id} 'Models/m.zip' {message}"], problems.Select(static problem => $"{problem.Rule.Id} {problem.Message}"));
        Assert.Equal(problems.TrueForAll(static problem => problem.Rule.DefaultSeverity != DiagnosticSeverity.Error), spec is not null);
    }

    private static OnnxModelSpec? Match(string backend, bool hasPackage, string contract, string plan, Action<Problem> report)
    {
        INamedTypeSymbol type = CSharp.Compile(Source(backend)).GetTypeByMetadataName("M")!;
        OnnxModelDeclaration declaration = OnnxModelReader.Read(type, CancellationToken.None);
        Assert.False(declaration.HasMlNet);
        return OnnxModelParser.Match(
            declaration with { HasMlNet = hasPackage }, BuiltModels.Of(OnnxTest.Files(OnnxTest.Manifest(contract, "Models/m.zip"), OnnxTest.Plan(plan, "Models/m.zip")), CancellationToken.None), report);
    }

    private static string Source(string backend) => $$"""[MlDsl.MlNetModel("Models/m.zip", Backend = MlDsl.Backend.{{backend}})] public sealed partial class M;""";
}
