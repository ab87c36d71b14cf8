using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlDsl.Generators.Incremental;
using MlDsl.Testing;

namespace MlDsl.Deployment.Tests;

/// <summary>What the pages of packages show compiles between the lines that a reader has around it: rows, a model, a service's builder.</summary>
public sealed partial class PackageReadmeTests
{
    private const string Trip = """

        [Dataset]
        public sealed partial record TaxiTrip
        {
            [Numeric] public required float Seconds { get; init; }
            [Label] public float Fare { get; init; }
        }
        """;

    private const string FareModel = Trip + """

        [Model<TaxiTrip, Regression>(Name = "taxi-fare", Version = "1")]
        public sealed partial class TaxiFareModel;
        """;

    private const string House = """

        [Dataset]
        public sealed partial record House
        {
            [Numeric] public required float Rooms { get; init; }
            [Label] public float Price { get; init; }
        }
        """;

    private const string Web = """
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Hosting;
        using Microsoft.AspNetCore.Server.Kestrel.Core;
        using Microsoft.Extensions.DependencyInjection;
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
        WebApplication app = builder.Build();

        """;

    // What stands before and behind the blocks of a page.
    private static readonly Dictionary<string, (string Before, string Behind)> Around = new()
    {
        ["Arrow"] = ("Client client = new();\n", House + """

            sealed class Client { public Apache.Arrow.Ipc.IArrowArrayStream Query(string text) => throw new System.NotSupportedException(text); }
            """),
        ["LightGbm"] = ("", Trip),
        ["MlNet.Training"] = ("", ""),
        ["Parquet"] = ("", House),
        ["Serving"] = (Web, FareModel),
        ["Serving.Grpc"] = (Web, FareModel),
        ["Serving.OpenApi"] = (Web, FareModel),
        ["Serving.Swashbuckle"] = (Web, FareModel),
        ["XGBoost"] = ("", Trip),
    };

    public static TheoryData<string> Packages => [.. Around.Keys];

    [Theory]
    [MemberData(nameof(Packages))]
    public void BlocksCompile(string package)
    {
        string page = File.ReadAllText(Path.Combine(CSharp.Root, "src", $"MlDsl.{package}.Package", "README.md"));
        string[] blocks = [.. Block().Matches(page).Select(static match => match.Groups[1].Value)];
        Assert.NotEmpty(blocks);
        // One page has a declaration, and statements that go on with it.
        if (package == "MlNet.Training") blocks = ["using Microsoft.ML;\nTaxiFareModel model = TaxiFareModel.Load(\"fare.mldsl\");\n" + string.Concat(blocks.Skip(1)) + blocks[0] + Trip];
        foreach (string block in blocks) Compile(package, Around[package].Before + block + Around[package].Behind);
    }

    private static void Compile(string package, string source)
    {
        source = "using MlDsl;\nusing MlDsl.Training;\n" + source;
        // Data sets have their sources by members of C# 14, as these pages say.
        CSharpCompilation compilation = package is "Arrow" or "Parquet" ? CSharp.CompileAs(LanguageVersion.CSharp14, source) : CSharp.Compile(source);
        if (compilation.SyntaxTrees.Any(static tree => tree.GetRoot().DescendantNodes().OfType<GlobalStatementSyntax>().Any()))
            compilation = compilation.WithOptions(compilation.Options.WithOutputKind(OutputKind.ConsoleApplication));
        CSharpGeneratorDriver
            .Create([new DatasetGenerator().AsSourceGenerator(), new ModelGenerator().AsSourceGenerator()], parseOptions: (CSharpParseOptions)compilation.SyntaxTrees[0].Options)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation made, out _);
        Assert.Empty(made.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error).Select(d => $"{package}: {d}"));
    }

    [GeneratedRegex("^```csharp\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();
}
