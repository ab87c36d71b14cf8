using MlDsl;

namespace ShopService;

/// <summary>What a shop sold on a day.</summary>
[Dataset]
public sealed partial record Sale
{
    [Group] public required string Shop { get; init; }
    [EventTime] public required DateOnly Day { get; init; }

    /// <summary>The share that is taken off the price, which is planned before.</summary>
    [Numeric] public required float Discount { get; init; }

    [Label] public float Sold { get; init; }
}

[Model<Sale, Forecast>(Name = "shop-sales", Horizon = 7), LinearRegression(L2 = 1e-3), Series(Interval = 0.9)]
public sealed partial class SalesModel;

/// <summary>Who bought what, and when.</summary>
[Dataset]
public sealed partial record Purchase
{
    [User] public required string Customer { get; init; }
    [Item] public required int Article { get; init; }
    [Event] public required float Pieces { get; init; }
    [EventTime] public required DateTime At { get; init; }
}

[Model<Purchase, Recommendation>(Name = "shop-articles"), ImplicitAls(Factors = 8, Seed = 1)]
public sealed partial class ArticleModel;

/// <summary>A payment at the till.</summary>
[Dataset]
public sealed partial record Payment
{
    [Numeric] public required float Amount { get; init; }
    [Numeric] public required int Hour { get; init; }
    [Categorical("cash", "card")] public required string Means { get; init; }
}

[Model<Payment, AnomalyDetection>(Name = "shop-payments"), IsolationForest(Trees = 50, SampleSize = 128, Contamination = 0.02)]
public sealed partial class PaymentModel;

/// <summary>A customer's month.</summary>
[Dataset]
public sealed partial record Month
{
    [Numeric(Scale = Scale.Standard)] public required int Visits { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float Spent { get; init; }
}

[Model<Month, Clustering>(Name = "shop-customers"), GaussianMixture(Clusters = 3, Seed = 1)]
public sealed partial class CustomerModel;

public enum Coupon
{
    None,
    Five,
    Ten,
}

/// <summary>A customer, the coupon that they were given, and what was earned with them that week.</summary>
[Dataset]
public sealed partial record Offer
{
    [Numeric] public required int Age { get; init; }
    [Categorical] public required Coupon Coupon { get; init; }
    [Label] public float Earned { get; init; }
}

[Model<Offer, Regression>(Name = "shop-offers"), LinearRegression]
public sealed partial class OfferModel;
