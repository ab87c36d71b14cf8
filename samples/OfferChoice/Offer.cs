using MlDsl;

namespace OfferChoice;

public enum Discount
{
    None,
    Five,
    Ten,
}

/// <summary>A customer, the discount that they were offered, and what was earned with them that week.</summary>
[Dataset]
public sealed partial record Offer
{
    [Numeric] public required float Age { get; init; }
    [Numeric] public required int Orders { get; init; }
    [Categorical] public required Discount Discount { get; init; }
    [Label] public float Earned { get; init; }
}

[Features<Offer>]
public static partial class OfferFeatures
{
    /// <summary>How old somebody is who is offered a discount, so that a line tells whom it pays for.</summary>
    [Numeric] public static float AgeAtFive(float age, Discount discount) => discount == Discount.Five ? age : 0;

    [Numeric] public static float AgeAtTen(float age, Discount discount) => discount == Discount.Ten ? age : 0;
}

[Model<Offer, Regression>(Name = "offer-earnings", Version = "1")]
public sealed partial class OfferModel;
