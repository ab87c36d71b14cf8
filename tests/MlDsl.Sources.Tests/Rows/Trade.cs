namespace MlDsl.Sources.Tests.Rows;

/// <summary>What was offered for a paper.</summary>
[Dataset]
public sealed partial record Quote
{
    [Group] public required string Paper { get; init; }
    [EventTime] public required DateTimeOffset At { get; init; }
    public required double Bid { get; init; }
}

/// <summary>Where a paper is traded.</summary>
[Dataset]
public sealed partial record Listing
{
    [Id] public required string Paper { get; init; }
    public required string Place { get; init; }
}

/// <summary>A trade, with what was offered before, and at the latest when it was made.</summary>
[Dataset]
public sealed partial record Trade
{
    [Id] public required long Number { get; init; }
    [EventTime] public required DateTimeOffset At { get; init; }
    public required string Paper { get; init; }
    [AsOf<Quote>(nameof(Paper), "36500d"), Numeric(Impute = Impute.Mean)] public double? Bid { get; private set; }
    [AsOf<Quote>(nameof(Paper), "36500d", Column = nameof(Quote.Bid), SameTime = true)] public double? BidThen { get; private set; }
    [AsOf<Quote>(nameof(Paper), "2h", Column = nameof(Quote.Bid))] public double? BidLately { get; private set; }
    [Lookup<Listing>(nameof(Paper)), Categorical] public string? Place { get; private set; }
    [Label] public float Size { get; init; }
}
