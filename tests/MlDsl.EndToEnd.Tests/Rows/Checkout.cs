namespace MlDsl.EndToEnd.Tests.Rows;

/// <summary>A visit to a shop. The files in Golden were saved from it: it never changes.</summary>
[Dataset]
public sealed partial record Checkout
{
    [Numeric(Scale = Scale.Standard)] public required float Minutes { get; init; }
    [Categorical] public required string Page { get; init; }
    [Text(HashBits = 4)] public string? Note { get; init; }
    [Label(Positive = "buys")] public required string Outcome { get; init; }

    /// <summary>The rows that the files were learned from.</summary>
    public static IEnumerable<Checkout> All => Enumerable.Range(0, 200).Select(static i => new Checkout
    {
        Minutes = i % 17,
        Page = i % 3 == 0 ? "offer" : i % 3 == 1 ? "home" : "search",
        Note = i % 5 == 0 ? null : $"came by way {i % 7}",
        Outcome = (i * 7 % 10) + (i % 17) > 13 ? "buys" : "leaves",
    });
}

[Features<Checkout>]
public static class CheckoutFeatures
{
    [Numeric] public static float Hours(float minutes) => Units.Hours(minutes);
}

/// <summary>What the feature calls.</summary>
public static class Units
{
    private const float MinutesPerHour = 60;

    public static float Hours(float minutes) => minutes / MinutesPerHour;
}

[Model<Checkout, BinaryClassification>(Name = "checkout", Version = "1")]
public sealed partial class CheckoutModel;
