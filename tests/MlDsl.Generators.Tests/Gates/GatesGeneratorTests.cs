using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MlDsl.Generators.Gates;
using MlDsl.Testing;

namespace MlDsl.Generators.Tests.Gates;

/// <summary>Each requirement of a model becomes a fact where all that it needs is there; what is missing is said where it is not.</summary>
public sealed class GatesGeneratorTests
{
    private const string Usings = "using MlDsl;\n";

    private const string Models = """

        namespace Fares
        {
            [Dataset] public partial record Trip { [Numeric] public required float Miles { get; init; } [Sensitive] public string Borough { get; init; } = ""; [Label] public float Fare { get; init; } }
            [Dataset] public partial record Other { [Numeric] public required float Miles { get; init; } [Label] public float Fare { get; init; } }
            [Model<Trip, Regression>]
            [Require(Metric.Rmse, AtMost = 3.5)]
            [Require(Metric.RSquared, AtLeast = 0.5, AtMost = 0.99)]
            public sealed partial class Plain;
            [Model<Trip, Regression>]
            [Require(Metric.Mae, AtMost = 8, Slice = nameof(Trip.Borough))]
            [Require(Metric.Latency, P99Microseconds = 1000)]
            public sealed partial class Sliced;
            [Model<Trip, Regression>] public sealed partial class Open;
            [Model<Trip, Regression>, Require(Metric.Rmse)] public sealed partial class Boundless;
            public sealed class TripRows : IGateRows<Trip> { public static ValidationSet<Trip> Rows => Dataset<Trip>.FromCsv("t.csv").SplitRandom(0.2, 0.2, 1).Validation; }
            public sealed class OtherRows : IGateRows<Other> { static ValidationSet<Other> IGateRows<Other>.Rows => Dataset<Other>.FromCsv("t.csv").SplitRandom(0.2, 0.2, 1).Validation; }
            public sealed class NoRows;
        }
        """;

    private const string Framework = """
        namespace Xunit;
        [System.AttributeUsage(System.AttributeTargets.Method)] public sealed class FactAttribute : System.Attribute { public string DisplayName { get; set; } }
        """;

    [Theory]
    [InlineData("xunit.core")]
    [InlineData("xunit.v3.core")]
    public void EachRequirementIsAFact(string framework)
    {
        string text = Written("""[assembly: GatesOf<Fares.Plain>(Model = "Models/fare.mldsl", Rows = typeof(Fares.TripRows))]""", framework);
        Assert.Contains("namespace Fares;", text, StringComparison.Ordinal);
        Assert.Contains("public sealed class PlainGates", text, StringComparison.Ordinal);
        Assert.Contains("global::Fares.Plain.Load(global::System.IO.Path.Combine(global::System.AppContext.BaseDirectory, \"Models/fare.mldsl\"))", text, StringComparison.Ordinal);
        Assert.Contains("[global::Xunit.Fact(DisplayName = \"Plain: RMSE <= 3.5\")]", text, StringComparison.Ordinal);
        Assert.Contains("[global::Xunit.Fact(DisplayName = \"Plain: R² >= 0.5, <= 0.99\")]", text, StringComparison.Ordinal);
        Assert.Contains("Requirement2() => Report.Value.Of(new global::MlDsl.Training.Requirement(\"R²\", atLeast: 0.5d, atMost: 0.99d)).ThrowIfFailed();", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Latency", text, StringComparison.Ordinal);
    }

    [Fact]
    public void SlicesAndTheLatencyAreMeasuredOnRows()
    {
        string text = Written("""[assembly: GatesOf<Fares.Sliced>(Model = "fare.mldsl", Rows = typeof(Fares.TripRows))]""");
        Assert.Contains("\"Sliced: MAE <= 8 for each Borough\"", text, StringComparison.Ordinal);
        Assert.Contains("new global::MlDsl.Training.Requirement(\"MAE\", atMost: 8d, slice: \"Borough\")", text, StringComparison.Ordinal);
        Assert.Contains("global::MlDsl.Training.Latency.P99(model, timed)", text, StringComparison.Ordinal);
        Assert.Contains("new global::MlDsl.Training.Requirement(\"latency\", atMost: 1000d)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutRowsTheFileIsAsked()
    {
        string text = Written("""[assembly: GatesOf<Fares.Plain>(Model = "fare.mldsl")]""");
        Assert.Contains("return global::MlDsl.Training.DynamicModel.Load(", text, StringComparison.Ordinal);
        Assert.DoesNotContain("RowsOf", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[assembly: GatesOf<Fares.Plain>(Model = "a \"b\".mldsl", Rows = typeof(Fares.TripRows)), GatesOf<Fares.Sliced>(Model = "s.mldsl", Rows = typeof(Fares.TripRows))]""", 2)]
    [InlineData("""[assembly: GatesOf<Fares.Plain>(Model = "fare.mldsl")]""", 1)]
    public void IsCompiledWithTheModelsCode(string attribute, int classes)
    {
        Compilation compilation = Given.Generate(With("xunit.core", Usings + attribute + Models[..Models.IndexOf("[Model<Trip, Regression>] public sealed partial class Open", StringComparison.Ordinal)]
            + "public sealed class TripRows : IGateRows<Trip> { public static ValidationSet<Trip> Rows => Dataset<Trip>.FromRows(new Trip[0]).SplitRandom(0.2, 0.2, 1).Validation; } }"));
        GeneratorRun run = Run(compilation);
        Assert.Equal(classes, run.Sources.Length);
        CSharp.AssertClean(run.Compilation);
    }

    [Fact]
    public void FactsPassOrFailByTheModel()
    {
        string file = $"gates-{Guid.NewGuid():N}.mldsl", path = Path.Combine(AppContext.BaseDirectory, file);
        Compilation compilation = Given.Generate(With("xunit.core", Usings + $$"""
            [assembly: GatesOf<Runs.Fares>(Model = "{{file}}", Rows = typeof(Runs.Trips))]
            namespace Runs
            {
                [Dataset] public partial record Trip { [Numeric] public required float Miles { get; init; } [Sensitive] public string Borough { get; init; } = ""; [Label] public float Fare { get; init; } }
                [Model<Trip, Regression>]
                [Require(Metric.RSquared, AtLeast = 0.5)]
                [Require(Metric.Mae, AtMost = 8, Slice = nameof(Trip.Borough))]
                [Require(Metric.Rmse, AtMost = 1e-9)]
                [Require(Metric.Latency, P99Microseconds = 1e9)]
                public sealed partial class Fares;
                public sealed class Trips : IGateRows<Trip>
                {
                    private static readonly Split<Trip> Split = Dataset<Trip>.FromRows(System.Linq.Enumerable.ToArray(System.Linq.Enumerable.Select(System.Linq.Enumerable.Range(0, 400), static i => new Trip { Miles = i % 17, Borough = i % 2 == 0 ? "north" : "south", Fare = (2.5f * (i % 17)) + (i % 5) }))).SplitRandom(0.3, 0.2, 1);
                    public static ValidationSet<Trip> Rows => Split.Validation;
                    public static void Save(string path) => Fares.Fit(Split.Train).Save(path);
                }
            }
            """));
        using var image = new MemoryStream();
        Assert.True(Run(compilation).Compilation.Emit(image).Success);
        image.Position = 0;
        Assembly assembly = new AssemblyLoadContext(name: null, isCollectible: true).LoadFromStream(image);
        try
        {
            assembly.GetType("Runs.Trips", throwOnError: true)!.GetMethod("Save")!.Invoke(null, [path]);
            object gates = Activator.CreateInstance(assembly.GetType("Runs.FaresGates", throwOnError: true)!)!;
            foreach (int passes in (int[])[1, 2, 4]) Fact(gates, passes);
            Exception failed = Assert.ThrowsAny<Exception>(() => Fact(gates, 3));
            Assert.Equal("GateException", failed.GetType().Name);
            Assert.StartsWith("RMSE <= 1E-09, all rows: not held", failed.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }

        static void Fact(object gates, int number) => gates.GetType().GetMethod($"Requirement{number}")!.Invoke(gates, BindingFlags.DoNotWrapExceptions, null, null, null);
    }

    [Theory]
    [InlineData("""[assembly: GatesOf<Fares.Plain>(Model = "fare.mldsl")]""", "", "MLD0334", "references none")]
    [InlineData("""[assembly: GatesOf<Fares.Trip>(Model = "fare.mldsl")]""", "xunit.core", "MLD0335", "'Trip' is not marked [Model]", 2)]
    [InlineData("""[assembly: GatesOf<Fares.Open>(Model = "fare.mldsl")]""", "xunit.core", "MLD0335", "'Open' requires nothing")]
    [InlineData("""[assembly: GatesOf<Fares.Boundless>(Model = "fare.mldsl")]""", "xunit.core", "MLD0335", "requires RMSE without a bound")]
    [InlineData("""[assembly: GatesOf<Fares.Plain>]""", "xunit.core", "MLD0336", "name no file")]
    [InlineData("""[assembly: GatesOf<Fares.Plain>(Model = " ")]""", "xunit.core", "MLD0336", "name no file")]
    [InlineData("""[assembly: GatesOf<Fares.Sliced>(Model = "fare.mldsl")]""", "xunit.core", "MLD0336", "MAE for each Borough")]
    [InlineData("""[assembly: GatesOf<Fares.Plain>(Model = "fare.mldsl", Rows = typeof(Fares.NoRows))]""", "xunit.core", "MLD0336", "'NoRows', which must implement IGateRows<Trip>")]
    [InlineData("""[assembly: GatesOf<Fares.Plain>(Model = "fare.mldsl", Rows = typeof(Fares.OtherRows))]""", "xunit.core", "MLD0336", "'OtherRows', which must implement IGateRows<Trip>")]
    [InlineData("""[assembly: GatesOf<Fares.Plain>(Model = "a.mldsl")] namespace Fares { public class PlainGates; }""", "xunit.core", "MLD0336", "a class 'PlainGates', and there is one")]
    public async Task SaysWhatIsMissing(string attribute, string framework, string id, string message, int findings = 1)
    {
        CSharpCompilation compilation = With(framework, Usings + attribute + Models);
        var found = await Expect.Find(compilation, [new GatesAnalyzer()]);
        Assert.Equal(findings, found.Length);
        Assert.All(found, finding => Assert.Equal(id, finding.Id));
        Assert.Contains(found, finding => finding.GetMessage(System.Globalization.CultureInfo.InvariantCulture).Contains(message, StringComparison.Ordinal));
        Assert.Empty(Run(compilation).Sources);
    }

    [Fact]
    public async Task TwiceIsOnceAndSaid()
    {
        CSharpCompilation compilation = With("xunit.core", Usings + """
            [assembly: GatesOf<Fares.Plain>(Model = "fare.mldsl")]
            [assembly: GatesOf<Fares.Plain>(Model = "other.mldsl")]
            """ + Models);
        Diagnostic found = Assert.Single(await Expect.Find(compilation, [new GatesAnalyzer()]));
        Assert.Equal("MLD0336", found.Id);
        Assert.Single(Run(compilation).Sources);
    }

    [Fact]
    public async Task IsSilentWhereNothingIs() => Assert.Empty(await Expect.Find(
        With("xunit.core", Usings + """[assembly: GatesOf<Fares.Sliced>(Model = "fare.mldsl", Rows = typeof(Fares.TripRows))]""" + Models), [new GatesAnalyzer()]));

    [Fact]
    public async Task IsSilencedByPragma() => Assert.Empty(await Expect.Find(
        With("", Usings + """
            #pragma warning disable MLD0334
            [assembly: GatesOf<Fares.Plain>(Model = "fare.mldsl")]

            """ + Models), [new GatesAnalyzer()]));

    [Fact]
    public void IsCachedAndHoldsNoSymbol() =>
        Assert.Single(GeneratorTest.RunOnBroken<GatesGenerator>([], [Reference("xunit.core")], Usings + """[assembly: GatesOf<Fares.Plain>(Model = "fare.mldsl")]""" + Models).Sources);

    private static string Written(string attribute, string framework = "xunit.core") =>
        Assert.Single(Run(With(framework, Usings + attribute + Models)).Sources).SourceText.ToString();

    private static GeneratorRun Run(Compilation compilation)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new GatesGenerator().AsSourceGenerator()], parseOptions: (CSharpParseOptions)compilation.SyntaxTrees.First().Options)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out var diagnostics);
        Assert.Empty(diagnostics);
        return new GeneratorRun(Assert.Single(driver.GetRunResult().Results).GeneratedSources, output);
    }

    private static CSharpCompilation With(string framework, string source)
    {
        CSharpCompilation compilation = CSharp.Compile(source);
        return framework.Length == 0 ? compilation : compilation.AddReferences(Reference(framework));
    }

    private static PortableExecutableReference Reference(string framework)
    {
        using var image = new MemoryStream();
        var emitted = CSharp.Compile(Framework).WithAssemblyName(framework).Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}
