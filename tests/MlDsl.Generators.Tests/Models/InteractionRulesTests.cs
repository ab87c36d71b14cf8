using MlDsl.Generators.Datasets;
using MlDsl.Generators.Incremental;
using MlDsl.Generators.Models;
using MlDsl.Testing;

namespace MlDsl.Generators.Tests.Models;

/// <summary>Rows of users and items, and models of them.</summary>
public sealed class InteractionRulesTests
{
    private const string Rows = """
        [Dataset] public partial record Watch { [User] public string Viewer { get; init; } = ""; [Item] public int Film { get; init; } [Event] public float Minutes { get; init; } [EventTime] public DateTime At { get; init; } }
        [Dataset] public partial record Rated { [User] public Guid Viewer { get; init; } [Item] public string Film { get; init; } = ""; [Label] public int Stars { get; init; } [EventTime] public DateTime At { get; init; } }
        [Dataset] public partial record Timeless { [User] public string Viewer { get; init; } = ""; [Item] public int Film { get; init; } }
        [Dataset] public partial record Weighted { [User] public string Viewer { get; init; } = ""; [Item] public int Film { get; init; } [Weight] public float W { get; init; } [EventTime] public DateTime At { get; init; } }
        [Dataset] public partial record Trip { [Numeric] public float Miles { get; init; } [Label] public float Fare { get; init; } }

        """;

    [Theory]
    [InlineData("[Model<Trip, Recommendation>] public partial class {|MLD0315:{|MLD0315:M|}|};")]
    [InlineData("[Model<Timeless, Recommendation>] public partial class {|MLD0315:M|};")]
    [InlineData("[Model<Watch, Recommendation>, ExplicitAls] public partial class {|MLD0315:M|};")]
    [InlineData("[Model<Weighted, Recommendation>] public partial class {|MLD0107:M|};")]
    [InlineData("[Model<Watch, Recommendation>, {|MLD0302:LinearRegression|}] public partial class M;")]
    [InlineData("[Model<Watch, Recommendation>, {|MLD0301:ImplicitAls(Factors = 0)|}] public partial class M;")]
    [InlineData("[Model<Watch, Recommendation>, {|MLD0303:Calibrate(Calibration.Platt)|}] public partial class M;")]
    [InlineData("[Model<Watch, Recommendation>, {|MLD0303:Intervals(0.9)|}] public partial class M;")]
    [InlineData("[Model<Watch, Recommendation>, ImplicitAls, {|MLD0107:Search(\"Penalty\", 1, 2)|}] public partial class M;")]
    [InlineData("[Model<Trip, Regression>, {|MLD0302:ImplicitAls|}] public partial class M;")]
    public Task ReportsAModel(string model) => Expect.Reports<ModelAnalyzer>(Rows + model);

    [Theory]
    [InlineData("[Model<Watch, Recommendation>] public partial class M;")]
    [InlineData("[Model<Watch, Recommendation>(Name = \"films\"), Bpr(Factors = 8)] public partial class M;")]
    [InlineData("[Model<Rated, Recommendation>, ExplicitAls] public partial class M;")]
    [InlineData("[Model<Rated, Recommendation>, ItemNeighbours] public partial class M;")]
    public Task StaysSilent(string model) => Expect.Reports<ModelAnalyzer>(Rows + model);

    [Theory]
    [InlineData("[User] public string {|MLD0107:A|} { get; init; } = \"\";")]
    [InlineData("[Item] public string {|MLD0107:A|} { get; init; } = \"\";")]
    [InlineData("[Event] public float {|MLD0107:A|} { get; init; }")]
    [InlineData("[User] public float {|MLD0104:A|} { get; init; } [Item] public string B { get; init; } = \"\";")]
    [InlineData("[User] public string? {|MLD0104:A|} { get; init; } [Item] public string B { get; init; } = \"\";")]
    [InlineData("[User] public int A { get; init; } [Item] public string B { get; init; } = \"\"; [Event] public bool {|MLD0104:C|} { get; init; }")]
    [InlineData("[User] public int A { get; init; } [Item] public int B { get; init; } [Group] public int {|MLD0107:C|} { get; init; }")]
    [InlineData("[User] public int A { get; init; } [Item] public int B { get; init; } [User] public int {|MLD0107:C|} { get; init; }")]
    public Task ReportsARow(string members) => Expect.Reports<DatasetAnalyzer>($"[Dataset] public partial record Row {{ {members} [EventTime] public DateTime At {{ get; init; }} }}");

    [Fact]
    public void WritesTheModel() => Snapshot.Match(GeneratorTest.RunOnBroken<ModelGenerator>(
        """
        using System;
        using MlDsl;
        namespace Cinema;
        [Dataset] public partial record Watch { [User] public required string Viewer { get; init; } [Item] public required int Film { get; init; } [EventTime] public DateTime At { get; init; } }
        [Model<Watch, Recommendation>(Version = "2"), ImplicitAls(Factors = 16)] public sealed partial class Films;
        """));

    [Theory]
    [InlineData("SplitByUserTime(0.2, 0.2)")]
    [InlineData("SplitByTime(0.2, 0.2)")]
    [InlineData("{|CS0311:SplitRandom|}(0.2, 0.2, 1)")]
    [InlineData("{|CS0311:SplitStratified|}(0.2, 0.2, 1)")]
    [InlineData("{|CS0311:SplitByGroup|}(0.2, 0.2, 1)")]
    [InlineData("{|CS0311:FoldsRandom|}(5, 1)")]
    public void OnlySplitsByTimeCompile(string split)
    {
        Markup markup = Markup.Parse($$"""
            using System;
            using MlDsl;
            {{Rows.Split('\n')[0]}}
            [Model<Watch, Recommendation>] public sealed partial class M;
            public static class Use
            {
                public static object Made(Dataset<Watch> data) => data.{{split}};
                public static object Fit(Split<Watch> split) => M.Fit(split.Train).Recommend("a", 3, [1]);
            }
            """);
        Assert.Equal(
            markup.Places.Select(static p => p.Id),
            Given.Generate(CSharp.Compile(markup.Source)).GetDiagnostics().Where(static d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error).Select(static d => d.Id));
    }
}
