using Microsoft.CodeAnalysis;
using MlDsl.Generators.Datasets;
using MlDsl.Testing;

namespace MlDsl.Generators.Tests.Joins;

public sealed class JoinDeclarationTests
{
    [Theory]
    [InlineData("[{|MLD0107:Lookup<Zone>(\"Nowhere\")|}] public string? Borough { get; private set; }")]
    [InlineData("[{|MLD0107:Lookup<Zone>(null!)|}] public string? Borough { get; private set; }")]
    [InlineData("[{|MLD0107:Lookup<Zone>(nameof(Station))|}] public string? Borough { get; private set; }")]
    [InlineData("[{|MLD0107:Lookup<Zone>(nameof(Place), Key = \"Founded\")|}] public string? Borough { get; private set; }")]
    [InlineData("[{|MLD0107:Lookup<Zone>(nameof(Place), Key = \"Nothing\")|}] public string? Borough { get; private set; }")]
    [InlineData("[{|MLD0107:Lookup<Zone>(nameof(Place), Column = \"Nothing\")|}] public string? Borough { get; private set; }")]
    [InlineData("[{|MLD0107:Lookup<Zone>(nameof(Place))|}] public string? District { get; private set; }")]
    [InlineData("[{|MLD0107:Lookup<Zone>(nameof(Place), Duplicates = (DuplicateKeys)7)|}] public string? Borough { get; private set; }")]
    [InlineData("[{|MLD0107:Lookup<string>(nameof(Place))|}] public string? Borough { get; private set; }")]
    [InlineData("[{|MLD0107:Lookup<Object>(nameof(Place))|}] public string? Borough { get; private set; }")]
    [InlineData("[Lookup<Zone>(nameof(Place))] public string? {|MLD0107:Borough|} { get; init; }")]
    [InlineData("[Lookup<Zone>(nameof(Place))] public string? {|MLD0107:Borough|} { get; set; }")]
    [InlineData("[Lookup<Zone>(nameof(Place))] public string? {|MLD0107:Borough|} { get; private init; }")]
    [InlineData("[Lookup<Zone>(nameof(Place))] public string? {|MLD0107:Borough|} => null;")]
    [InlineData("[Lookup<Zone>(nameof(Place))] public string {|MLD0104:Borough|} { get; private set; } = \"\";")]
    [InlineData("[Lookup<Zone>(nameof(Place))] public int? {|MLD0104:Borough|} { get; private set; }")]
    [InlineData("[AsOf<Weather>(nameof(Station), \"3h\")] public double? {|MLD0104:Temperature|} { get; private set; }")]
    [InlineData("[Lookup<Zone>(nameof(Place)), Id] public string? {|MLD0105:Borough|} { get; private set; }")]
    [InlineData("[Lookup<Zone>(nameof(Place)), Lag(1)] public int? {|MLD0107:Number|} { get; private set; }")]
    [InlineData("[Lookup<Zone>(nameof(Place)), AsOf<Weather>(nameof(Station), \"3h\")] public int? {|MLD0107:Number|} { get; private set; }")]
    [InlineData("[Lookup<Zone>(nameof(Place)), {|MLD0107:Numeric|}] public int? Number { get; private set; }")]
    [InlineData("[Lookup<Zone>(nameof(Place))] public string? Borough { get; private set; } [{|MLD0107:Lookup<Zone>(nameof(Borough), Key = \"Borough\")|}] public int? Number { get; private set; }")]
    [InlineData("[Lookup<Zone>(nameof(Place))] public string? Borough { get; private set; } private static void {|MLD0107:JoinStep0|}() { }")]
    [InlineData("[{|MLD0107:AsOf<Zone>(nameof(Place), \"3h\")|}] public string? Borough { get; private set; }")]
    [InlineData("[{|MLD0107:AsOf<Weather>(\"3h\")|}] public float? Temperature { get; private set; }")]
    [InlineData("[{|MLD0107:AsOf<Weather>(\"3h\", Key = \"Station\")|}] public float? Temperature { get; private set; }")]
    [InlineData("[{|MLD0107:AsOf<Weather>(nameof(Place), \"3h\")|}] public float? Temperature { get; private set; }")]
    [InlineData("[{|MLD0107:AsOf<Weather>(nameof(Station), \"soon\")|}] public float? Temperature { get; private set; }")]
    [InlineData("[{|MLD0107:AsOf<Weather>(nameof(Station), \"3h\", Horizon = \"soon\")|}] public float? Temperature { get; private set; }")]
    public Task SaysWhatIsWrong(string columns) =>
        Expect.Reports<DatasetAnalyzer>(LeakingJoinTests.Row("[EventTime] public DateTimeOffset At { get; init; }" + columns));

    [Theory]
    [InlineData("DateTime", "DateTimeOffset")]
    [InlineData("DateTimeOffset", "DateTime")]
    [InlineData("DateOnly", "DateTime")]
    [InlineData("DateTimeOffset", "DateOnly")]
    public Task TimesThatDoNotCompareAreNotJoined(string own, string other) => Expect.Reports<DatasetAnalyzer>(
        $$"""
        [Dataset] public partial record Row { [EventTime] public {{own}} At { get; init; } [{|MLD0107:AsOf<Rate>("3d")|}] public float? Value { get; private set; } }
        [Dataset] public partial record Rate { [EventTime] public {{other}} At { get; init; } public float Value { get; init; } }
        """);

    // The other's mistake is said there, and only there.
    [Theory]
    [InlineData("[EventTime] public DateTime? {|MLD0104:At|} { get; init; }")]
    [InlineData("[EventTime] public DateTime At { get; init; } [Arrived] public DateTimeOffset {|MLD0107:Known|} { get; init; }")]
    public Task AMistakeInTheOtherDataSetIsOne(string columns) => Expect.Reports<DatasetAnalyzer>(
        $$"""
        [Dataset] public partial record Row { [EventTime] public DateTime At { get; init; } [AsOf<Rate>("3d")] public float? Value { get; private set; } }
        [Dataset] public partial record Rate { {{columns}} public float Value { get; init; } }
        """);

    [Fact]
    public Task AWindowOfTheOtherDataSetIsNoColumnOfIt() => Expect.Reports<DatasetAnalyzer>(
        """
        [Dataset] public partial record Row { [EventTime] public DateTime At { get; init; } [{|MLD0107:AsOf<Rate>("3d")|}] public float? ValueLag1 { get; private set; } }
        [Dataset] public partial record Rate { [EventTime] public DateTime At { get; init; } [Lag(1)] public float Value { get; init; } }
        """);

    [Theory]
    [InlineData("[EventTime(Zone = \"Europe/Berlin\")] public DateTime At { get; init; } [Lag(1)] public int Size { get; init; }", "[EventTime] public DateTimeOffset At { get; init; }")]
    [InlineData("[EventTime] public DateOnly At { get; init; }", "[EventTime] public DateOnly At { get; init; }")]
    public Task TimesThatCompareAreJoined(string own, string other) => Expect.Reports<DatasetAnalyzer>(
        $$"""
        [Dataset] public partial record Row { {{own}} [AsOf<Rate>("3d")] public float? Value { get; private set; } }
        [Dataset] public partial record Rate { {{other}} public float Value { get; init; } }
        """);

    [Fact]
    public Task AMemberOfABaseTypeCannotBeFilled() => Expect.Reports<DatasetAnalyzer>(
        $$"""
        public abstract record Base { [Lookup<Zone>("Place")] public string? {|MLD0107:Borough|} { get; private set; } }
        [Dataset] public partial record Row : Base { public int Place { get; init; } }{{LeakingJoinTests.Others}}
        """);

    [Fact]
    public void WritesJoins() => Snapshot.Match(Given.Dataset(
        """
        [Dataset]
        public partial record Sale
        {
            [EventTime] public required DateTimeOffset At { get; init; }
            public required string Shop { get; init; }
            [AsOf<Rate>(nameof(Shop), "3d"), Numeric(Impute = Impute.Mean)] public float? Percent { get; private set; }
        }

        [Dataset]
        public partial record Rate
        {
            [Group] public required string Shop { get; init; }
            [EventTime(Delay = "15m")] public required DateTimeOffset At { get; init; }
            public required float Percent { get; init; }
        }
        """));

    [Fact]
    public void JoinsOfEveryKindCompile() => Given.Dataset(
        """
        namespace Shops
        {
            public enum Kind { Small, Large }

            [Dataset]
            public readonly partial record struct Sale(
                [property: Id] string Number, [property: Group] Guid Shop, [property: EventTime] DateTimeOffset At,
                decimal? Amount, int? @long, Kind Kind, [property: Label] float Price)
            {
                [AsOf<Shops.Rates.Rate>(nameof(Shop), "3d", Key = "Place"), Numeric(Impute = Impute.Keep)] public double? Value { get; private init; }
                [AsOf<Shops.Rates.Rate>(nameof(Shop), "30d", Key = "Place", Column = "Value", Horizon = "1d", SameTime = true), Numeric(Impute = Impute.Keep)] public double? Earlier { get; private init; }
                [AsOf<Shops.Rates.Rate>(nameof(Shop), "3d", Key = "Place"), Categorical] public char? Grade { get; private init; }
                [Lookup<Place>(nameof(@long)), Categorical] public Kind? @class { get; private init; }
                [Lookup<Place>(nameof(Kind), Key = "class", Column = "Open", Duplicates = DuplicateKeys.Last)] public TimeOnly? Open { get; private init; }
            }

            [Features<Sale>]
            public static class SaleFeatures
            {
                [Numeric(Impute = Impute.Keep)] public static double? Rise(double? value, double? earlier) => value - earlier;
            }

            [Dataset]
            public partial struct Place
            {
                [Id] public int Number { get; init; }
                public Kind @class { get; init; }
                public TimeOnly Open { get; set; }
            }

            public class Stored { public DateOnly Day { get; set; } public string? Name { get; set; } }

            [Dataset<Stored>]
            public partial class Gauge
            {
                [EventTime] public DateOnly Day { get; init; }
                public string? Name { get; init; }
                [AsOf<Shops.Rates.Count>("2w"), Numeric(Impute = Impute.Mean)] public int? Total { get; private set; }
                [Lookup<Shops.Rates.Note>(nameof(Name)), Text] public string? Text { get; private set; }
                public static Gauge Of(Stored stored) => From(stored);
            }
        }

        namespace Shops.Rates
        {
            [Dataset]
            public partial class Rate
            {
                [Id] public Guid Number { get; init; }
                public Guid Place { get; init; }
                [EventTime(Zone = "America/New_York")] public DateTime At { get; init; }
                [Arrived] public DateTime Known { get; init; }
                [Lag(1)] public double Value { get; init; }
                public char Grade { get; init; }
            }

            [Dataset]
            public partial record struct Count([property: EventTime] DateOnly Day, [property: Arrived] DateOnly Known, int Total);

            [Dataset]
            public partial record Note
            {
                [Id] public string Name { get; init; } = "";
                public string Text { get; init; } = "";
            }
        }
        """);

    /// <summary>What the types alone refuse, and the compiler's own words for it.</summary>
    [Theory]
    [InlineData("public static Row Filled() => new() { Temperature = 3 };", "CS0272")]
    [InlineData("public static Row Filled(Row row) => row with { Temperature = 3 };", "CS0272")]
    [InlineData("public static object Other(Dataset<Row> rows, Dataset<Zone> zones) => rows.Join(zones);", "CS0311")]
    [InlineData("public static object Back(Dataset<Row> rows, Dataset<Weather> weather) => weather.Join(rows);", "CS0311")]
    [InlineData("public static object Serving() => new Reference<Row, Zone>();", "CS0311")]
    [InlineData("public static object Right(Dataset<Row> rows, Dataset<Weather> weather) => rows.Join(weather);", null)]
    public void WhatIsNotDeclaredIsNotJoined(string use, string? id)
    {
        Compilation compilation = Given.Generate(CSharp.Compile(
            "using MlDsl;\n" + LeakingJoinTests.Row("[EventTime] public DateTimeOffset At { get; init; } [AsOf<Weather>(nameof(Station), \"3h\")] public float? Temperature { get; private set; }")
            + $"public static class Use {{ {use} }}"));
        Assert.Equal(id is null ? [] : [id], compilation.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error).Select(static d => d.Id));
    }

    [Fact]
    public void JoinsOfAnotherAssemblyAreTaken()
    {
        const string Column = "[AsOf<Weather>(nameof(Station), \"3h\"), Numeric(Impute = Impute.Mean)] public float? Temperature { get; private set; }";
        Compilation library = Given.Generate(CSharp.Compile(
            "using MlDsl;\n" + LeakingJoinTests.Row($"[EventTime] public DateTimeOffset At {{ get; init; }} [Label] public float Fare {{ get; init; }} {Column}")).WithAssemblyName("Rows"));
        using var image = new MemoryStream();
        Assert.True(library.Emit(image).Success);
        Compilation compilation = Given.Generate(CSharp.Compile(
            $$"""
            using MlDsl;
            [Model<Row, Regression>] public sealed partial class Fares;
            [Dataset] public partial record Own { [EventTime] public DateTimeOffset At { get; init; } public string Station { get; init; } = ""; {{Column}} }
            public static class Use { public static float Of(Fares fares) => fares.Predict(new Row.Input { Temperature = 3 }); }
            """).AddReferences(MetadataReference.CreateFromImage(image.ToArray())));
        CSharp.AssertClean(compilation);
        Assert.Contains(compilation.SyntaxTrees, static t => t.FilePath.EndsWith("Fares.Model.g.cs", StringComparison.Ordinal));
    }

    [Fact]
    public void AnObsoleteColumnIsJoinedWithoutAWarning() => Given.Dataset(
        """
        [Dataset]
        public partial record Sale
        {
            public required int Place { get; init; }
        #pragma warning disable CS0618
            [Lookup<Zone>(nameof(Place)), Categorical] public string? Borough { get; private set; }
        #pragma warning restore CS0618
        }

        [Dataset]
        public partial record Zone
        {
            [Id] public required int Number { get; init; }
            [Obsolete("It is no more.")] public string? Borough { get; init; }
        }
        """);
}
