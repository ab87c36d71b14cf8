using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using MlDsl.Analyzers.Fixes;
using MlDsl.Generators.Neighbours;
using MlDsl.Testing;

namespace MlDsl.Generators.Tests.Fixes;

/// <summary>A lambda that does nothing but ask a model becomes the model's own endpoint, where that is certain to answer.</summary>
public sealed class RouteBecomesModelFixTests
{
    // What ASP.NET Core and MlDsl.Serving declare, as far as it is called here.
    private const string Routes = """
        namespace Microsoft.AspNetCore.Builder
        {
            public interface IEndpointRouteBuilder;
            public static class EndpointRouteBuilderExtensions
            {
                public static object MapPost(this IEndpointRouteBuilder endpoints, string pattern, System.Delegate handler) => handler;
                public static object MapPut(this IEndpointRouteBuilder endpoints, string pattern, System.Delegate handler) => handler;
            }
        }
        """;

    private const string Served = """
        namespace Microsoft.AspNetCore.Builder
        {
            public static class ServingEndpoints { public static object MapModel<T>(this IEndpointRouteBuilder endpoints, string pattern) => endpoints; }
        }
        namespace MlDsl.Serving
        {
            public class ServedModel<T> { public T Model => throw new System.NotSupportedException(); }
            public static class Services { public static void AddModel<T>() { } }
        }
        """;

    private static string Source(string call, string before = "") => $$"""
        using Microsoft.AspNetCore.Builder; using MlDsl; using MlDsl.Serving;
        [Dataset] public partial record Trip { [Numeric] public float Miles { get; init; } [Label] public float Fare { get; init; } }
        [Model<Trip, Regression>] public sealed partial class FareModel;
        public static class App { public static void Map(IEndpointRouteBuilder app) { {{before}} {{call}} } }
        """;

    [Theory]
    [InlineData("app.MapPost(\"/fare\", {|MLD0111:(Trip.Input input, ServedModel<FareModel> served) => served.Model.Predict(input)|});", "")]
    [InlineData("app.MapPost(\"/fare\", {|MLD0111:static (ServedModel<FareModel> served, Trip.Input row) => served.Model.Predict(in row)|});", "")]
    [InlineData("app.MapPost(\"/fare\", {|MLD0111:(Trip.Input input, FareModel model) => model.Predict(input)|});", "Services.AddModel<FareModel>();")]
    public Task TheModelIsMapped(string call, string before) =>
        FixTest.Verify<NeighbourAnalyzer, RouteBecomesModelFix>(Source(call, before), Source("app.MapModel<FareModel>(\"/fare\");", before), static c => Whole(c, Routes, Served));

    [Theory]
    // Nobody says that it is served.
    [InlineData("app.MapPost(\"/fare\", {|MLD0111:(Trip.Input input, FareModel model) => model.Predict(input)|});", true)]
    // More than asking.
    [InlineData("app.MapPost(\"/fare\", {|MLD0111:(Trip.Input input, ServedModel<FareModel> served) => served.Model.Predict(input) * 2|});", true)]
    [InlineData("app.MapPost(\"/fare\", {|MLD0111:(Trip.Input input, ServedModel<FareModel> served) => { return served.Model.Predict(input); }|});", true)]
    [InlineData("app.MapPost(\"/fare\", {|MLD0111:(Trip.Input input, ServedModel<FareModel> served, int tip) => served.Model.Predict(input)|});", true)]
    [InlineData("app.MapPost(\"/fare\", {|MLD0111:[System.Obsolete] (Trip.Input input, ServedModel<FareModel> served) => served.Model.Predict(input)|});", true)]
    [InlineData("ServedModel<FareModel> other = new(); app.MapPost(\"/fare\", {|MLD0111:(Trip.Input input, ServedModel<FareModel> served) => other.Model.Predict(input)|});", true)]
    [InlineData("static FareModel Seen(FareModel model) => model; app.MapPost(\"/fare\", {|MLD0111:(Trip.Input input, ServedModel<FareModel> served) => Seen(served.Model).Predict(input)|});", true)]
    [InlineData("app.MapPost(\"/fare\", {|MLD0111:(Trip.Input input, ServedModel<FareModel> served) => served.Model.Predict(new Trip.Input { Miles = 2 })|});", true)]
    // Another method, and what is said of the endpoint behind it.
    [InlineData("app.MapPut(\"/fare\", {|MLD0111:(Trip.Input input, ServedModel<FareModel> served) => served.Model.Predict(input)|});", true)]
    [InlineData("app.MapPost(\"/fare\", {|MLD0111:(Trip.Input input, ServedModel<FareModel> served) => served.Model.Predict(input)|}).ToString();", true)]
    // MlDsl.Serving is not referenced.
    [InlineData("app.MapPost(\"/fare\", {|MLD0111:(Trip.Input input, ServedModel<FareModel> served) => served.Model.Predict(input)|});", false)]
    public async Task NothingIsOfferedWhereItWouldNotBeTheSame(string call, bool isReferenced)
    {
        Markup marked = Markup.Parse(Source(call));
        string served = isReferenced ? Served : Served.Replace("ServingEndpoints", "Elsewhere", StringComparison.Ordinal);
        Compilation compilation = Whole(CSharp.Compile(marked.Source), Routes, served);
        Diagnostic found = Assert.Single(await Expect.Find(compilation, [new NeighbourAnalyzer()]));
        using var workspace = new AdhocWorkspace();
        Project project = workspace.AddProject("Test", LanguageNames.CSharp).WithCompilationOptions(compilation.Options).WithParseOptions(compilation.SyntaxTrees.First().Options).WithMetadataReferences(compilation.References);
        Document? main = null;
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            Document added = project.AddDocument(tree.FilePath, await tree.GetTextAsync(), filePath: tree.FilePath);
            project = added.Project;
            if (tree == found.Location.SourceTree) main = added;
        }
        var offered = new List<CodeAction>();
        await new RouteBecomesModelFix().RegisterCodeFixesAsync(new CodeFixContext(project.GetDocument(main!.Id)!, found, (action, _) => offered.Add(action), CancellationToken.None));
        Assert.Empty(offered);
    }

    // The file of the generator of request delegates is what says that it ran.
    private static Compilation Whole(Compilation compilation, params string[] more)
    {
        for (int i = 0; i < more.Length; i++) compilation = compilation.AddSyntaxTrees(CSharp.Parse(more[i], $"Declared{i}.cs"));
        Compilation generated = Given.Generate(compilation.AddSyntaxTrees(CSharp.Parse("// <auto-generated/>", "obj/Microsoft.AspNetCore.Http.RequestDelegateGenerator/Generated.g.cs")));
        Assert.Empty(generated.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error).Select(static d => d.ToString()));
        return generated;
    }
}
