using MlDsl;

namespace MovieNight;

/// <summary>Who watched which film, for how many minutes, and when. A viewer's rows are split by time; a random split does not compile.</summary>
[Dataset]
public sealed partial record Watch
{
    [User] public required string Viewer { get; init; }
    [Item] public required int Film { get; init; }
    [Event] public required float Minutes { get; init; }
    [EventTime] public required DateTime At { get; init; }
}

[Model<Watch, Recommendation>(Name = "movie-night")]
[ImplicitAls(Factors = 16, Alpha = 0.05, Seed = 1)]
public sealed partial class Films;

/// <summary>A film that a viewer could be shown, with what is known of both: the row of the second stage, which orders the candidates of a viewer.</summary>
[Dataset]
public sealed partial record Offer
{
    [Group] public required string Viewer { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float Score { get; init; }
    [Numeric] public required float ShareOfGenre { get; init; }
    [Label] public float IsTaken { get; init; }
}

[Model<Offer, Ranking>(Name = "movie-night-order")]
public sealed partial class Order;
