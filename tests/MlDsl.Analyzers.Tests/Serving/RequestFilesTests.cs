using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MlDsl.Analyzers.Rules;
using MlDsl.Testing;

namespace MlDsl.Analyzers.Tests;

/// <summary>MLD5002 where a request comes to the load over several files, each of which names the next in its own way.</summary>
public sealed class RequestFilesTests
{
    private const string Service = """
        using Microsoft.ML;
        namespace Fares.Models
        {
            public class Row { public float Miles { get; set; } }
            public class Service BASES
            {
                private readonly MLContext ml = new();
                public float Of(float miles)
                {
                    ITransformer model = ml.Model.Load("fares.zip", out _);
                    return ml.Model.CreatePredictionEngine<Row, Row>(model).Predict(new Row { Miles = miles }).Miles;
                }
            }
        }
        """;

    [Theory]
    [InlineData("", "using Fares.Models; class FareController : Microsoft.AspNetCore.Mvc.ControllerBase { public float Get(float miles) => new Service().Of(miles); }")]
    [InlineData("", "class FareController : Microsoft.AspNetCore.Mvc.ControllerBase { public float Get(float miles) => new Fares.Models.Service().Of(miles); }")]
    [InlineData("", "using S = Fares.Models.Service; class FareController : Microsoft.AspNetCore.Mvc.ControllerBase { public float Get(float miles) => new S().Of(miles); }")]
    [InlineData("", "class FareController : Microsoft.AspNetCore.Mvc.ControllerBase { public float Get(float miles) => new Everywhere().Of(miles); }", "global using Everywhere = Fares.Models.Service;")]
    [InlineData("", "class FareController : Microsoft.AspNetCore.Mvc.ControllerBase { public float Get(float miles) => new Service().Of(miles); }", "global using Fares.Models;")]
    [InlineData(": Fares.IFares", "class FareController(Fares.IFares fares) : Microsoft.AspNetCore.Mvc.ControllerBase { public float Get(float miles) => fares.Of(miles); }", "namespace Fares { public interface IFares { float Of(float miles); } }")]
    [InlineData(": I", "class FareController(Fares.IFares fares) : Microsoft.AspNetCore.Mvc.ControllerBase { public float Get(float miles) => fares.Of(miles); }", "namespace Fares { public interface IFares { float Of(float miles); } }", "global using I = Fares.IFares;")]
    [InlineData("", "class FareController : Microsoft.AspNetCore.Mvc.ControllerBase { public float Get(float miles) => Makers.Maker.Make().Of(miles); }", "namespace Makers { static class Maker { public static Fares.Models.Service Make() => new(); } }")]
    [InlineData("", "using Helpers; class FareController : Microsoft.AspNetCore.Mvc.ControllerBase { public float Get(float miles) => miles.AsFare(); }", "namespace Helpers { static class Extensions { public static float AsFare(this float miles) => new Fares.Models.Service().Of(miles); } }")]
    [InlineData("", "class FareController : Microsoft.AspNetCore.Mvc.ControllerBase { public float Get(float miles) => new Special().Of(miles); }", "class Special : Fares.Models.Service { }")]
    public async Task FollowsTheCallsOfARequest(string bases, params string[] others)
    {
        string[] files = [Service.Replace("BASES", bases, StringComparison.Ordinal), .. others];
        foreach (string[] order in new[] { files, [.. files.Reverse()] })
            Assert.Equal(["MLD5002", "MLD5002"], await Warnings(order));
    }

    [Theory]
    [InlineData("class FareController : Microsoft.AspNetCore.Mvc.ControllerBase { public float Get(float miles) => miles; }")]
    [InlineData("using Fares.Models; class FareController : Microsoft.AspNetCore.Mvc.ControllerBase { public float Get(Row row) => row.Miles; }")]
    [InlineData("namespace Other { class Service { public float Of(float miles) => miles; } class FareController : Microsoft.AspNetCore.Mvc.ControllerBase { public float Get(float miles) => new Service().Of(miles); } }")]
    public async Task AllowsWhatNoRequestComesTo(string other) => Assert.Empty(await Warnings([Service.Replace("BASES", "", StringComparison.Ordinal), other]));

    private static async Task<string[]> Warnings(string[] files)
    {
        Compilation compilation = CSharp.Compile(files).AddReferences(Library.All);
        Assert.Empty(compilation.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error));
        var found = await compilation.WithAnalyzers([new LoadedPerCall()]).GetAnalyzerDiagnosticsAsync();
        return [.. found.Where(static d => d.Severity == DiagnosticSeverity.Warning).Select(static d => d.Id)];
    }
}
