using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using MlDsl.Testing;

namespace MlDsl.Analyzers.Tests.Mutations;

/// <summary>Large and odd projects: the work stays bounded, and types that only look like ML.NET's are left alone.</summary>
public sealed class ScaleTests
{
    // Far more than is needed; what does not end is a bug.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    [Fact]
    public Task AMethodOfTenThousandBranchesEnds()
    {
        var body = new StringBuilder("var rows = ml.Data.LoadFromTextFile<Row>(\"rows.csv\");\n");
        for (int i = 0; i < 5000; i++) body.Append(CultureInfo.InvariantCulture, $"if (rows.CanShuffle) rows = ml.Data.SkipRows(rows, {i});\n");
        return IsSilent(Method(body));
    }

    [Fact]
    public Task AMethodOfTenThousandPipelineStatementsEnds()
    {
        var body = new StringBuilder("var rows = ml.Data.LoadFromTextFile<Row>(\"rows.csv\");\n");
        for (int i = 0; i < 2500; i++)
        {
            body.Append(CultureInfo.InvariantCulture, $"var split{i} = ml.Data.TrainTestSplit(rows, 0.2, seed: {i});\n");
            body.Append(CultureInfo.InvariantCulture, $"var pipeline{i} = ml.Transforms.Concatenate(\"Features\", \"A\").Append(ml.Regression.Trainers.FastTree(\"Y\"));\n");
            body.Append(CultureInfo.InvariantCulture, $"var model{i} = pipeline{i}.Fit(split{i}.TrainSet);\n");
            body.Append(CultureInfo.InvariantCulture, $"System.Console.WriteLine(ml.Regression.Evaluate(model{i}.Transform(split{i}.TestSet), \"Y\").RSquared);\n");
        }
        return IsSilent(Method(body));
    }

    [Fact]
    public Task AProjectOfTwoThousandFilesEnds()
    {
        string[] sources = [.. Enumerable.Range(0, 2000).Select(static i => $$"""
            using Microsoft.ML;
            using Microsoft.ML.Data;
            namespace Part{{i}};
            class Program
            {
                static void Run(MLContext ml)
                {
                    var split = ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<Row>("rows{{i}}.csv"), 0.2);
                    var model = ml.Transforms.Concatenate("Features", "A").Append(ml.Regression.Trainers.FastTree("Y")).Fit(split.TrainSet);
                    System.Console.WriteLine(ml.Regression.Evaluate(model.Transform(split.TestSet), "Y").RSquared);
                }
            }
            class Row { [LoadColumn(0)] public float A { get; set; } [LoadColumn(1)] public float Y { get; set; } }
            """)];
        return IsSilent(CSharp.Compile(sources).AddReferences(Library.All));
    }

    // Methods that call each other without end, each with two ways on.
    [Fact]
    public Task MethodsThatCallEachOtherEnd()
    {
        var members = new StringBuilder();
        for (int i = 0; i < 200; i++)
            members.Append(CultureInfo.InvariantCulture, $"static IDataView Next{i}(MLContext ml, IDataView rows) => rows.CanShuffle ? Next{(i + 1) % 200}(ml, ml.Data.SkipRows(rows, {i})) : Next{(i + 7) % 200}(ml, Next{(i + 3) % 200}(ml, rows));\n");
        return IsSilent(MlProgram.Compile($"using Microsoft.ML; static class Program {{ {members} }}"));
    }

    [Fact]
    public async Task TypesThatOnlyLookLikeMlNetsAreLeftAlone()
    {
        Compilation compilation = CSharp.Compile("""
            namespace Microsoft.ML
            {
                public class MLContext { public Data Data => new(); }
                public class Data { public object LoadFromTextFile<T>(string path) => path; public Split TrainTestSplit(object rows, double testFraction) => new(); }
                public class Split { public object TrainSet = ""; public object TestSet = ""; }
            }
            class Program { static void Run(Microsoft.ML.MLContext ml) { var split = ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<string>(""), 0.9); System.Console.WriteLine(split.TrainSet); } }
            """);
        Assert.Empty(await AllRules.Run(compilation));
    }

    // An ML.NET that is older, newer or cut down: names are there, members are not, parameters are others.
    [Fact]
    public async Task AnotherVersionOfMlNetIsLeftAlone()
    {
        Compilation library = CSharp.Compile("""
            namespace Microsoft.ML
            {
                public class MLContext { public Data Data => new(); public Catalog Regression => new(); }
                public class Data { public IDataView Read(string file) => null!; public (IDataView TrainSet, IDataView TestSet) TrainTestSplit(IDataView rows, float fraction = 0.9f) => default; }
                public class Catalog { public double Evaluate(object scored) => 0; public ITransformer Fit() => null!; }
                public interface IDataView { }
                public interface ITransformer { IDataView Transform(IDataView rows, int version); }
            }
            """).WithAssemblyName("Microsoft.ML.Data");
        Compilation program = CSharp.Compile("""
            using Microsoft.ML;
            class Program
            {
                static double Run(MLContext ml)
                {
                    var split = ml.Data.TrainTestSplit(ml.Data.Read("rows.csv"));
                    var model = ml.Regression.Fit();
                    return ml.Regression.Evaluate(model.Transform(split.TrainSet, 1));
                }
            }
            """).AddReferences(library.ToMetadataReference());
        Assert.Empty(program.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error));
        Assert.Empty(await AllRules.Run(program));
    }

    [Fact]
    public async Task GeneratedCodeIsLeftAlone()
    {
        string source = "// <auto-generated/>\n" + MlProgram.All.Single(static p => p.Name == "TaxiConsole").Source.Replace("TestSet", "TrainSet", StringComparison.Ordinal);
        Assert.Empty(await AllRules.Run(MlProgram.Compile(source)));
    }

    private static Compilation Method(StringBuilder body) => MlProgram.Compile($$"""
        using Microsoft.ML;
        using Microsoft.ML.Data;
        class Program { static void Run(MLContext ml) { {{body}} } }
        class Row { [LoadColumn(0)] public float A { get; set; } [LoadColumn(1)] public float Y { get; set; } }
        """);

    private static async Task IsSilent(Compilation compilation)
    {
        Assert.Empty(compilation.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error));
        Task<ImmutableArray<Diagnostic>> run = AllRules.Run(compilation);
        Assert.Same(run, await Task.WhenAny(run, Task.Delay(Patience)));
        Assert.Empty(await run);
    }
}
