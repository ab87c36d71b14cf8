using MlDsl;

namespace SearchRanking;

/// <summary>What a buyer did with a product that a search showed: the grade of a ranking, by its value.</summary>
public enum Reaction
{
    None = 0,
    Click = 1,
    Basket = 2,
    Bought = 4,
}

/// <summary>A product that was shown for a search. The rows of one search are ranked among each other.</summary>
[Dataset]
public sealed partial record Hit
{
    [Group] public required string Search { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float TextMatch { get; init; }
    [Numeric(Scale = Scale.Log)] public required float Price { get; init; }
    [Numeric(Impute = Impute.Median, Indicator = true, Scale = Scale.Standard)] public float? Stars { get; init; }
    [Numeric(Scale = Scale.Log)] public required int SoldLastWeek { get; init; }
    [Categorical] public required string Delivery { get; init; }

    // Where the shop showed it: known only to the page that was shown, and what a click depends on. It reaches no feature.
    [Column("Position", Available = Availability.AfterOutcome)] public int Position { get; init; }
    [Label] public Reaction Reaction { get; init; }
}

/// <summary>Which products to show first.</summary>
[Model<Hit, Ranking>(Name = "search")]
[LinearRanking(L2 = 1e-3)]
public sealed partial class SearchModel;
