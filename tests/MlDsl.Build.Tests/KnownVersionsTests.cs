using MlDsl.Compiler;
using MlDsl.Testing;

namespace MlDsl.Build.Tests;

/// <summary>What is newer than the operators here is not compiled with today's meaning.</summary>
public sealed class KnownVersionsTests
{
    private const string Ml = "ai.onnx.ml";

    [Theory]
    [InlineData(13, 25, 5, null)]
    [InlineData(14, 25, 5, "the file is of format version 14; versions up to 13 are known")]
    [InlineData(8, 26, 5, "the file uses version 26 of the operators; versions up to 25 are known")]
    [InlineData(8, 15, 6, "the file uses version 6 of the operators of ai.onnx.ml; versions up to 5 are known")]
    public void AFileOfTheFutureIsNotCompiled(long ir, long opset, long ml, string? obstacle)
    {
        OnnxFile graph = Graph().Node("Neg", "X", "t").Node("Binarizer", "t", "Y", Ml);
        string plan = Plan(new OnnxFile().Number(1, ir).Message(8, new OnnxFile().Number(2, opset)).Message(8, new OnnxFile().Text(1, Ml).Number(2, ml)).Message(7, graph));
        if (obstacle is null) Assert.DoesNotContain("obstacle", plan, StringComparison.Ordinal);
        else Assert.Contains($"obstacle \"{obstacle}\"", plan, StringComparison.Ordinal);
    }

    [Fact]
    public void ASetThatNoNodeUsesChangesNothing() => Assert.DoesNotContain(
        "obstacle", Plan(OnnxFile.Model(Graph().Node("Neg", "X", "Y")).Message(8, new OnnxFile().Text(1, Ml).Number(2, 99))), StringComparison.Ordinal);

    [Theory]
    [InlineData("", "Neg", "functions of the file cannot be compiled")]
    [InlineData("custom", "Neg", "functions of the file cannot be compiled")]
    [InlineData("elsewhere", "Other", "the operator of elsewhere cannot be compiled")]
    public void FunctionsAndUnknownDomainsAreNotTakenForOperators(string domain, string op, string reason)
    {
        OnnxFile function = new OnnxFile().Text(1, "Neg").Text(10, domain);
        Assert.Contains(reason, Plan(OnnxFile.Model(Graph().Node(op, "X", "Y", domain)).Message(8, new OnnxFile().Text(1, "custom").Number(2, 1)).Message(25, function)), StringComparison.Ordinal);
    }

    [Fact]
    public void AnAttributeThatTheOperatorDoesNotKnowIsNamed() => Assert.Contains(
        "its attribute 'mode' cannot be compiled", Plan(OnnxFile.Model(Graph().Node("Neg", "X", "Y", "", OnnxFile.Int("mode", 1)))), StringComparison.Ordinal);

    private static OnnxFile Graph() => new OnnxFile().Input("X", OnnxFile.TensorType(1, 1, 2)).Output("Y", OnnxFile.TensorType(1, 1, 2));

    private static string Plan(OnnxFile model) => ModelCompiler.Compile(model.Bytes, "x.onnx").Plan;
}
