using MlDsl.Generators.Datasets;

namespace MlDsl.Generators.Tests.Joins;

/// <summary>Declarations whose joins would see what is not known yet: none compiles.</summary>
public sealed class LeakingJoinTests
{
    internal const string Others = """

        [Dataset]
        public partial record Weather
        {
            [Id] public required long Number { get; init; }
            [Group] public required string Station { get; init; }
            [EventTime(Delay = "2h")] public required DateTimeOffset At { get; init; }
            public required float Temperature { get; init; }
            public string? Sky { get; init; }
            [Label] public float Rain { get; init; }
            [Column(Available = Availability.AfterOutcome)] public int? Floods { get; init; }
        }

        [Dataset]
        public partial record Zone
        {
            [Id] public required int Number { get; init; }
            public required string Borough { get; init; }
            public DateOnly? Founded { get; init; }
            public DateTimeOffset Surveyed { get; init; }
            [Label] public float Rent { get; init; }
            [Column(Available = Availability.AfterOutcome)] public bool Sold { get; init; }
        }
        """;

    private const string Time = "[EventTime] public DateTimeOffset At { get; init; }";

    internal static string Row(string columns) => $"[Dataset] public partial record Row {{ public int Place {{ get; init; }} public string Station {{ get; init; }} = \"\"; {columns} }}{Others}";

    [Theory]
    // What was written whenever, which is later as well.
    [InlineData("[{|MLD1303:Lookup<Weather>(nameof(Station), Key = \"Station\")|}] public float? Temperature { get; private set; }")]
    [InlineData("[{|MLD1303:Lookup<Weather>(nameof(Station), Key = \"Station\", Duplicates = DuplicateKeys.Last)|}] public string? Sky { get; private set; }")]
    // The outcome.
    [InlineData("[{|MLD1303:Lookup<Zone>(nameof(Place))|}] public float? Rent { get; private set; }")]
    [InlineData("[{|MLD1303:Lookup<Zone>(nameof(Place))|}] public bool? Sold { get; private set; }")]
    [InlineData("[{|MLD1303:AsOf<Weather>(nameof(Station), \"3h\")|}] public float? Rain { get; private set; }")]
    [InlineData("[{|MLD1303:AsOf<Weather>(nameof(Station), \"3h\", Horizon = \"0h\")|}] public float? Rain { get; private set; }")]
    [InlineData("[{|MLD1303:AsOf<Weather>(nameof(Station), \"3h\", SameTime = true)|}] public float? Rain { get; private set; }")]
    [InlineData("[{|MLD1303:AsOf<Weather>(nameof(Station), \"3h\", Column = nameof(Weather.Floods))|}] public int? Water { get; private set; }")]
    [InlineData("[{|MLD1303:AsOf<Weather>(nameof(Station), \"3h\", Column = nameof(Weather.Rain), Horizon = \"-1h\")|}] public float? Wet { get; private set; }")]
    // Forward, or no further than what is known.
    [InlineData("[{|MLD1303:AsOf<Weather>(nameof(Station), \"0h\")|}] public float? Temperature { get; private set; }")]
    [InlineData("[{|MLD1303:AsOf<Weather>(nameof(Station), \"-3h\")|}] public float? Temperature { get; private set; }")]
    [InlineData("[{|MLD1303:AsOf<Weather>(nameof(Station), \"1h\")|}] public float? Temperature { get; private set; }")]
    [InlineData("[{|MLD1303:AsOf<Weather>(nameof(Station), \"3h\", Horizon = \"1d\")|}] public float? Rain { get; private set; }")]
    // By what nobody knows.
    [InlineData("[Label] public int Price { get; init; } [{|MLD1303:Lookup<Zone>(nameof(Price))|}] public string? Borough { get; private set; }")]
    [InlineData("[Column(Available = Availability.AfterOutcome)] public string End { get; init; } = \"\"; [{|MLD1303:AsOf<Weather>(nameof(End), \"3h\")|}] public float? Temperature { get; private set; }")]
    [InlineData("[Arrived] public DateTimeOffset Known { get; init; } [{|MLD1303:Lookup<Zone>(nameof(Known), Key = nameof(Zone.Surveyed))|}] public string? Borough { get; private set; }")]
    [InlineData("public bool Gone { get; init; } [{|MLD1303:Lookup<Zone>(nameof(Gone), Key = nameof(Zone.Sold))|}] public string? Borough { get; private set; }")]
    // The row itself.
    [InlineData("[Group] public int Car { get; init; } public float Cost { get; init; } [{|MLD1303:AsOf<Row>(nameof(Car), \"3h\", Column = nameof(Cost))|}] public float? Before { get; private set; }")]
    [InlineData("[Id] public int Number { get; init; } [Label] public float Cost { get; init; } [{|MLD1303:Lookup<Row>(nameof(Number), Column = nameof(Cost))|}] public float? Same { get; private set; }")]
    public Task AJoinThatSeesTooMuchIsRefused(string columns) => Expect.Reports<DatasetAnalyzer>(Row(Time + columns));

    [Fact]
    public Task NothingIsAsOfAStep() => Expect.Reports<DatasetAnalyzer>(
        Row("[EventTime] public int At { get; init; } [{|MLD0107:AsOf<Weather>(nameof(Station), \"3h\")|}] public float? Temperature { get; private set; }"));

    // What the label is computed into is no column.
    [Theory]
    [InlineData("[{|MLD0107:AsOf<Storm>(\"3h\")|}] public float? RainMm { get; private set; }")]
    [InlineData("[{|MLD0107:AsOf<Storm>(\"3h\", Column = nameof(Storm.RainMm))|}] public float? Wet { get; private set; }")]
    [InlineData("[{|MLD0107:AsOf<Storm>(nameof(Place), \"3h\", Key = nameof(Storm.Rounded), Column = nameof(Storm.Wind))|}] public float? Wind { get; private set; }")]
    [InlineData("[{|MLD0107:AsOf<Storm>(\"3h\")|}] public float? Calm { get; private set; }")]
    [InlineData("[{|MLD0107:AsOf<Storm>(\"3h\")|}] public float? Gone { get; private set; }")]
    [InlineData("[AsOf<Storm>(\"3h\")] public float? Wind { get; private set; }")]
    [InlineData("[AsOf<Storm>(\"3h\"), Categorical] public string? Borough { get; private set; }")]
    public Task WhatIsComputedIsNoColumn(string columns) => Expect.Reports<DatasetAnalyzer>(Row(Time + columns) +
        """

        [Dataset]
        public partial record Storm([property: EventTime] DateTimeOffset At, float Wind, int Place)
        {
            [Label] public float Rain { get; init; }
            public float RainMm => Rain * 10;
            public int Rounded => (int)Rain;
            public float Calm { get; private set; }
            [Obsolete("It is no more.", true)] public float Gone { get; init; }
            [Lookup<Zone>(nameof(Place))] public string? Borough { get; private set; }
        }
        """);

    [Fact]
    public Task ARowWithoutATimeHasNothingBeforeIt() =>
        Expect.Reports<DatasetAnalyzer>(Row("[{|MLD1303:AsOf<Weather>(nameof(Station), \"3h\")|}] public float? Temperature { get; private set; }"));

    [Theory]
    [InlineData("[AsOf<Weather>(nameof(Station), \"2h\")] public float? Temperature { get; private set; }")]
    [InlineData("[AsOf<Weather>(nameof(Station), \"3h\", Horizon = \"3h\"), Numeric(Impute = Impute.Mean)] public float? Rain { get; private set; }")]
    [InlineData("[AsOf<Weather>(nameof(Station), \"30d\", Column = nameof(Weather.Floods), Horizon = \"1w\")] public int? Floods { get; private set; }")]
    [InlineData("[AsOf<Weather>(nameof(Station), \"1d\", SameTime = true), Sensitive, Categorical] public string? Sky { get; private set; }")]
    [InlineData("[Lookup<Zone>(nameof(Place)), Categorical] public string? Borough { get; private set; }")]
    [InlineData("[Lookup<Zone>(nameof(Place), Duplicates = DuplicateKeys.First), DateParts] public DateOnly? Founded { get; private set; }")]
    [InlineData("public int? To { get; init; } [Lookup<Zone>(nameof(To), Column = nameof(Zone.Borough))] public string? Target { get; private set; }")]
    [InlineData("[Id] public int Number { get; init; } [Lookup<Zone>(nameof(Number))] public string? Borough { get; private set; }")]
    public Task WhatIsKnownIsJoined(string columns) => Expect.Reports<DatasetAnalyzer>(Row(Time + columns));
}
