using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using MlDsl.Analyzers.Fixes;
using MlDsl.Generators.Datasets;
using MlDsl.Generators.Features;
using MlDsl.Generators.Models;
using MlDsl.Testing;

namespace MlDsl.Generators.Tests.Fixes;

public sealed class DeclarationFixesTests
{
    private const string Row = "using MlDsl;\n[Dataset] public partial record Trip { public float Seconds { get; init; } public float Class { get; init; } [Label] public float Fare { get; init; } }\n";

    [Theory]
    [InlineData("[Dataset] public sealed record {|MLD0106:Row|};", "[Dataset] public sealed partial record Row;")]
    [InlineData("[Dataset]\n// A row.\nrecord {|MLD0106:Row|};", "[Dataset]\n// A row.\npartial record Row;")]
    [InlineData("[Dataset] internal readonly record struct {|MLD0106:Row|}(int A);", "[Dataset] internal readonly partial record struct Row(int A);")]
    [InlineData("public static class Outer\n{\n    public class Inner { [Dataset] public record {|MLD0106:Row|}; }\n}", "public static partial class Outer\n{\n    public partial class Inner { [Dataset] public partial record Row; }\n}")]
    public Task MakesTypesPartial(string before, string after) =>
        FixTest.Verify<DatasetAnalyzer, MakePartialFix>("using MlDsl;\n" + before, "using MlDsl;\n" + after);

    [Fact]
    public Task MakesModelsPartial() => FixTest.Verify<ModelAnalyzer, MakePartialFix>(
        Row + "[Model<Trip, Regression>] public sealed class {|MLD0106:M|};", Row + "[Model<Trip, Regression>] public sealed partial class M;");

    [Theory]
    [InlineData("[Numeric] public static float A(float {|MLD0203:second|}) => second * 2;", "[Numeric] public static float A(float seconds) => seconds * 2;")]
    [InlineData("[Numeric] public static float A(float {|MLD0203:clas|}) => clas;", "[Numeric] public static float A(float Class) => Class;")]
    [InlineData("[Numeric] public static float A(float {|MLD0203:second|}) => second; private static float B() => A(second: 3);", "[Numeric] public static float A(float seconds) => seconds; private static float B() => A(seconds: 3);")]
    public Task RenamesParameters(string before, string after) => FixTest.Verify<FeaturesAnalyzer, NameAColumnFix>(
        $"{Row}[Features<Trip>] public static class F {{ {before} }}", $"{Row}[Features<Trip>] public static class F {{ {after} }}");

    [Theory]
    [InlineData("[Numeric] float {|MLD0201:A|}(float seconds) => seconds;", "[Numeric] public static float A(float seconds) => seconds;")]
    [InlineData("[Numeric] private static float {|MLD0201:A|}(float seconds) => B(seconds); private static float B(float x) => x;", "[Numeric] public static float A(float seconds) => B(seconds); private static float B(float x) => x;")]
    [InlineData("[Numeric]\n    // Words.\n    protected internal unsafe float {|MLD0201:A|}(float seconds) { float Local() => seconds; return Local(); }", "[Numeric]\n    // Words.\n    public static unsafe float A(float seconds) { float Local() => seconds; return Local(); }")]
    public Task MakesMethodsFeatures(string before, string after) => FixTest.Verify<FeaturesAnalyzer, MakeFeatureMethodFix>(
        $"{Row}[Features<Trip>] public class F {{ {before} }}", $"{Row}[Features<Trip>] public class F {{ {after} }}");

    [Theory]
    [InlineData("[Dataset] public record Row<T>;")]
    [InlineData("[Dataset] public abstract partial record Row;")]
    [InlineData("public partial class Outer { [Dataset] private partial record Row; }")]
    public async Task OffersNoPartialWhereItWouldNotHelp(string source) => Assert.Empty(await Offered<MakePartialFix>(new DatasetAnalyzer(), "using MlDsl;\n" + source));

    [Theory]
    [InlineData("[Numeric] public static float A(float nothingLikeIt) => nothingLikeIt;")]
    [InlineData("[Numeric] public static float A(float seconds, float second) => seconds;")]
    [InlineData("[Numeric] public static float A(float second) { float seconds = 2; return seconds * second; }")]
    public async Task OffersNoNameThatIsTakenOrFar(string method) =>
        Assert.Empty(await Offered<NameAColumnFix>(new FeaturesAnalyzer(), $"{Row}[Features<Trip>] public static class F {{ {method} }}"));

    [Theory]
    [InlineData("private float scale; [Numeric] public float A(float seconds) => seconds * scale;")]
    [InlineData("[Numeric] public float A(float seconds) => this.GetHashCode() * seconds;")]
    [InlineData("[Numeric] public virtual float A(float seconds) => seconds;")]
    [InlineData("[Numeric] public float A(float seconds) => seconds; private static float B(F f) => f.A(1);")]
    [InlineData("[Numeric] public static T A<T>(T seconds) => seconds;")]
    public async Task OffersNoStaticWhereAnInstanceIsNeeded(string method) =>
        Assert.Empty(await Offered<MakeFeatureMethodFix>(new FeaturesAnalyzer(), $"{Row}[Features<Trip>] public class F {{ {method} }}"));

    private static async Task<IReadOnlyList<CodeAction>> Offered<T>(DiagnosticAnalyzer analyzer, string markup) where T : CodeFixProvider, new()
    {
        using var workspace = new AdhocWorkspace();
        Compilation compilation = CSharp.Compile(Markup.Parse(markup).Source);
        Project project = workspace.AddProject("Test", LanguageNames.CSharp)
            .WithCompilationOptions(compilation.Options).WithParseOptions(compilation.SyntaxTrees.First().Options).WithMetadataReferences(CSharp.References);
        foreach (SyntaxTree tree in compilation.SyntaxTrees) project = project.AddDocument(tree.FilePath, await tree.GetTextAsync(), filePath: tree.FilePath).Project;
        Document document = project.Documents.Single(static d => d.Name == "Source.cs");
        var fix = new T();
        var found = (await Expect.Find((await project.GetCompilationAsync())!, [analyzer])).Where(d => fix.FixableDiagnosticIds.Contains(d.Id)).ToList();
        Assert.NotEmpty(found);
        var offered = new List<CodeAction>();
        foreach (Diagnostic diagnostic in found)
            await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => offered.Add(action), CancellationToken.None));
        return offered;
    }


    [Theory]
    [InlineData("public float {|MLD0101:Mile|} { get; init; }", "[Column(\"miles\")] public float Mile { get; init; }")]
    [InlineData("[Column(\"mles\", Available = Availability.AfterOutcome)] public float {|MLD0101:A|} { get; init; }", "[Column(\"miles\", Available = Availability.AfterOutcome)] public float A { get; init; }")]
    public Task ReadsTheNearestColumnOfTheSample(string before, string after) => FixTest.Verify<SampleAnalyzer, NotInSampleFix>(
        $"using MlDsl; [Dataset(Sample = \"trips.csv\")] public partial record Row {{ {before} [Label] public float Fare {{ get; init; }} }}",
        $"using MlDsl; [Dataset(Sample = \"trips.csv\")] public partial record Row {{ {after} [Label] public float Fare {{ get; init; }} }}",
        [], new TextFile("/x/trips.csv", "miles,fare\n1,2\n"));
}
