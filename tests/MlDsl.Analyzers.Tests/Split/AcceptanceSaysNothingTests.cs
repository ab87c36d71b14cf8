using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MlDsl.Analyzers.Fixes;
using MlDsl.Analyzers.Rules;
using MlDsl.Testing;

namespace MlDsl.Analyzers.Tests;

public sealed class AcceptanceSaysNothingTests
{
    private const string Attribute = """
        namespace MlDsl { [AttributeUsage(AttributeTargets.All, AllowMultiple = true)] sealed class AcceptLeakageRiskAttribute(string rule, string reason) : Attribute { public string Rule => rule; public string Reason => reason; } }

        """;

    [Fact]
    public Task ReportsWhatAcceptsNothing() => MlNetTest.Verify<AcceptanceSaysNothing>("using MlDsl;\n" + Attribute + """
        class Program
        {
            [AcceptLeakageRisk({|MLD1106:"MLD1510"|}, "why")] void A() { }
            [AcceptLeakageRisk("MLD1501", {|MLD1106:" "|})] void B() { }
            [AcceptLeakageRisk({|MLD1106:"MLD5002"|}, "that is no leak")] void C() { }
            [AcceptLeakageRisk("MLD1501", "the scale is the sensor's")] void D() { }
        }
        """);

    [Fact]
    public Task AllowsAttributesOfOtherNames() => MlNetTest.Verify<AcceptanceSaysNothing>("""
        [AttributeUsage(AttributeTargets.All)] sealed class AcceptAttribute(string rule, string reason) : Attribute { public string Rule => rule; public string Reason => reason; }
        class Program { [Accept("none", "")] void A() { } }
        """);

    [Fact]
    public Task AllowsConstantsThatHoldARule() => MlNetTest.Verify<AcceptanceSaysNothing>("using MlDsl;\n" + Attribute + """
        class Program { private const string Rule = "MLD1101", Why = "the" + " demonstration"; [AcceptLeakageRisk(Rule, Why)] void A() { } }
        """);

    [Fact]
    public Task IsSilencedByPragma() => MlNetTest.Verify<AcceptanceSaysNothing>("using MlDsl;\n" + Attribute + """
        #pragma warning disable MLD1106
        class Program { [AcceptLeakageRisk("MLD1510", "")] void A() { } }
        """);

    // On the member, its class, and by another rule's name.
    [Theory]
    [InlineData("", "[AcceptLeakageRisk(\"MLD1101\", \"it shows what the model remembers\")]", true)]
    [InlineData("[AcceptLeakageRisk(\"MLD1101\", \"it shows what the model remembers\")]", "", true)]
    [InlineData("", "[AcceptLeakageRisk(\"MLD1102\", \"that is another rule\")]", false)]
    [InlineData("", "[AcceptLeakageRisk(\"MLD1101\", \"\")]", false)]
    [InlineData("", "", false)]
    public Task AcceptsTheRisk(string type, string member, bool isAccepted) => MlNetTest.Verify<EvaluatedOnTrainingRows>($$"""
        using MlDsl;
        {{Attribute}}
        class Row { [LoadColumn(0)] public float A { get; set; } [LoadColumn(1)] public float Y { get; set; } }
        {{type}} class Program
        {
            {{member}} static double Run(MLContext ml)
            {
                var rows = ml.Data.LoadFromTextFile<Row>("a.csv");
                var model = ml.Transforms.Concatenate("Features", "A").Append(ml.Regression.Trainers.FastTree("Y")).Fit(rows);
                return ml.Regression.Evaluate({{(isAccepted ? "model.Transform(rows)" : "{|MLD1101:model.Transform(rows)|}")}}, "Y").RSquared;
            }
        }
        """);

    [Theory]
    [InlineData("[MlDsl.AcceptLeakageRisk(\"MLD1101\", \"why\")] class C { }", true)]
    [InlineData("using MlDsl; [assembly: AcceptLeakageRiskAttribute(\"MLD1101\", \"why\")]", true)]
    [InlineData("[System.Obsolete] class C { }", false)]
    public void TheAttributeComesWhereItIsUsed(string source, bool comes)
    {
        Compilation compilation = CSharp.Compile(source);
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new AcceptLeakageRiskGenerator().AsSourceGenerator()], parseOptions: (CSharpParseOptions)compilation.SyntaxTrees.First().Options,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation after, out _);
        Assert.Empty(after.GetDiagnostics().Where(static d => d.Severity >= DiagnosticSeverity.Warning).Select(static d => d.ToString()));
        Assert.Equal(comes, driver.GetRunResult().GeneratedTrees.Any(static t => t.FilePath.EndsWith("AcceptLeakageRiskAttribute.g.cs", StringComparison.Ordinal)));
        // Another file is no reason to write it again.
        driver = driver.RunGenerators(compilation.AddSyntaxTrees(CSharp.Parse("class Other { }")));
        Assert.All(driver.GetRunResult().Results[0].TrackedOutputSteps.SelectMany(static s => s.Value).SelectMany(static s => s.Outputs),
            static o => Assert.Equal(IncrementalStepRunReason.Cached, o.Reason));
    }

    // What models keep: of the arguments' values, wherever the attribute stands; none of what says nothing.
    [Fact]
    public void AProjectThatTrainsIsToldOfInItsAssembly()
    {
        Compilation compilation = CSharp.Compile("""
            using MlDsl;
            [assembly: AcceptLeakageRisk("MLD1101", "a \"demonstration\"\nof two lines")]
            class Program
            {
                private const string Why = "known" + " before";
                [AcceptLeakageRisk("MLD1501", Why)] public int Scale = 1;
                [MlDsl.AcceptLeakageRisk("MLD1501", Why)] public static void Fit(int[] rows) { }
                [AcceptLeakageRisk("MLD1510", " ")] public static void Nothing() { }
            }
            """);
        CSharpGeneratorDriver.Create([new AcceptLeakageRiskGenerator().AsSourceGenerator()], parseOptions: (CSharpParseOptions)compilation.SyntaxTrees.First().Options)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation after, out _);
        Assert.Empty(after.GetDiagnostics().Where(static d => d.Severity >= DiagnosticSeverity.Warning).Select(static d => d.ToString()));
        string[] told = [.. after.Assembly.GetAttributes().Where(static a => a.AttributeClass?.Name == "AssemblyMetadataAttribute").Select(static a => $"{a.ConstructorArguments[0].Value}={a.ConstructorArguments[1].Value}")];
        Assert.Equal(4, told.Length);
        Assert.Matches(@"^MlDsl\.LeakageRules=\d+\.\d+\.\d+", told[0]);
        Assert.Equal(
            ["MlDsl.AcceptedRisk=MLD1101\nthe assembly\na \"demonstration\" of two lines", "MlDsl.AcceptedRisk=MLD1501\nProgram.Fit(int[])\nknown before", "MlDsl.AcceptedRisk=MLD1501\nProgram.Scale\nknown before"],
            told[1..]);
    }

    [Fact]
    public async Task AFindingTellsItsWay()
    {
        Compilation compilation = Mutations.MlProgram.Compile("""
            using Microsoft.ML;
            using Microsoft.ML.Data;
            var ml = new MLContext(1);
            var rows = ml.Data.LoadFromTextFile<Row>("a.csv");
            var split = ml.Data.TrainTestSplit(rows);
            var model = ml.Transforms.Concatenate("Features", "A")
                .Append(ml.Regression.Trainers.FastTree("Y")).Fit(split.TrainSet);
            var scored = model.Transform(split.TrainSet);
            System.Console.WriteLine(ml.Regression.Evaluate(scored, "Y").RSquared);
            class Row { [LoadColumn(0)] public float A { get; set; } [LoadColumn(1)] public float Y { get; set; } }
            """);
        Diagnostic found = Assert.Single(await AllRules.Run(compilation), static d => d.Id == "MLD1101");
        Assert.EndsWith("rows it has not seen (loaded in line 4, split in line 5, fitted in line 7)", found.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        int[] lines = [.. found.AdditionalLocations.Select(static l => l.GetLineSpan().StartLinePosition.Line + 1)];
        Assert.Equal([8, 4, 5, 7, 9], lines);
    }


    [Fact]
    public Task ProposesTheRuleThatIsMeant() => MlNetTest.Fix<AcceptanceSaysNothing, AcceptanceSaysNothingFix>(
        "using MlDsl;\n" + Attribute + "class Program { [AcceptLeakageRisk({|MLD1106:\"MLD15011\"|}, \"why\")] void A() { } }\n",
        "using MlDsl;\n" + Attribute + "class Program { [AcceptLeakageRisk(\"MLD1501\", \"why\")] void A() { } }\n");
}
