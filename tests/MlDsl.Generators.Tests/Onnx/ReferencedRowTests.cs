using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MlDsl.Generators.Incremental;
using MlDsl.Generators.Onnx;
using MlDsl.Testing;

namespace MlDsl.Generators.Tests.Onnx;

/// <summary>A service binds an exported model to rows that are compiled into another assembly.</summary>
public sealed class ReferencedRowTests
{
    private const string Rows = """
        using MlDsl;
        namespace Shop;
        public enum Size { Small, Large }
        [Dataset] public partial record Trip
        {
            [Numeric] public required float Miles { get; init; }
            [Categorical] public Size? Size { get; init; }
            [Label] public float Fare { get; init; }
        }
        [Features<Trip>] public static class TripFeatures
        {
            [Numeric] public static float Digits(float miles) => miles.ToString(System.Globalization.CultureInfo.InvariantCulture).Length;
        }
        """;

    private const string Service = "using MlDsl; using Shop; [OnnxModel(\"Models/m.onnx\")] public partial class M : IScorer<Trip.Input, float>;";

    private static readonly string Manifest = OnnxTest.Manifest($$"""
        {{Exported.Schema(Rows, "Shop.Trip")}}
        {{Exported.Fact("mldsl.inputs", """[{"name":"Miles","column":"Miles","type":"float"},{"name":"Size","column":"Size","type":"Shop.Size?","missing":"sentinel","sentinel":"(missing)"},{"name":"Digits","column":"Digits","type":"float","computed":true}]""")}}
        input "Miles" tensor(float)["N", 1]
        input "Size" tensor(string)["N", 1]
        input "Digits" tensor(float)["N", 1]
        output "prediction" tensor(float)["N"]
        """);

    [Fact]
    public async Task ItsColumnsAndMethodsAreThoseOfItsOwnCode()
    {
        var (messages, compilation) = await Build(Rows);
        Assert.Empty(messages);
        CSharp.AssertClean(compilation);
        Assert.Contains("global::Shop.TripFeatures.Digits(input.Miles)", compilation.SyntaxTrees.Single(static t => t.FilePath.EndsWith("M.Onnx.g.cs", StringComparison.Ordinal)).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("required float Miles", "required double Miles", "MLD2005", "the column 'Miles' was 'float:None:")]
    [InlineData(").Length", ").Length + 1", "MLD2005", "the feature method 'Digits' computes something else")]
    [InlineData("public static class TripFeatures", "internal static class TripFeatures", "MLD2001", "'Shop.TripFeatures.Digits' cannot be called from this assembly; make method and class public")]
    public async Task AChangeIsNamed(string from, string to, string id, string said)
    {
        string changed = Rows.Replace(from, to, StringComparison.Ordinal);
        if (to.Contains("double", StringComparison.Ordinal)) changed = changed.Replace("Digits(float miles)", "Digits(double miles)", StringComparison.Ordinal);
        var (messages, _) = await Build(changed);
        string message = Assert.Single(messages);
        Assert.StartsWith(id, message, StringComparison.Ordinal);
        Assert.Contains(said, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneWithoutGeneratedCodeIsNamed()
    {
        var (messages, _) = await Build(Rows, isGenerated: false);
        Assert.Contains("MLD2010: 'M' must not be bound to 'Trip' as long as its assembly 'Rows' is not compiled with MlDsl's generators, for MlDsl to write its adapter", messages);
    }

    private static async Task<(string[] Messages, Compilation Compilation)> Build(string rows, bool isGenerated = true)
    {
        Compilation library = CSharp.Compile(isGenerated ? rows : rows + "partial record Trip { public readonly record struct Input; }").WithAssemblyName("Rows");
        if (isGenerated) library = Given.Generate(library);
        using var image = new MemoryStream();
        Assert.Empty(library.Emit(image).Diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error).Select(static d => d.ToString()));
        CSharpCompilation service = CSharp.Compile(Service).AddReferences(MetadataReference.CreateFromImage(image.ToArray()));
        CSharpGeneratorDriver
            .Create([new OnnxModelGenerator().AsSourceGenerator(), new DatasetGenerator().AsSourceGenerator()], OnnxTest.Files(Manifest), (CSharpParseOptions)CSharp.Parse("").Options)
            .RunGeneratorsAndUpdateCompilation(service, out Compilation compilation, out _);
        var found = await RuleTest.Diagnostics(compilation, OnnxTest.Files(Manifest), new OnnxModelAnalyzer());
        return ([.. found.Select(static d => $"{d.Id}: {d.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}")], compilation);
    }
}
