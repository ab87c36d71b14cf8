using MlDsl;

namespace SalesForecast;

/// <summary>What a shop sold on a day.</summary>
[Dataset]
public sealed partial record Sale
{
    [Group] public required string Shop { get; init; }

    [EventTime] public DateOnly Day { get; init; }

    /// <summary>The share that is taken off the price, which is planned weeks before.</summary>
    [Numeric] public float Discount { get; init; }

    /// <summary>Whether shops are closed, which the calendar says.</summary>
    [Numeric] public float Closed { get; init; }

    [Label] public float Sold { get; init; }
}

/// <summary>One model for all shops: what is to come of four weeks, each day with its interval.</summary>
[Model<Sale, Forecast>(Name = "shop-sales", Horizon = 28), LinearRegression(L2 = 1e-3), Series(Interval = 0.9)]
public sealed partial class SalesModel;
