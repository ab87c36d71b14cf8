namespace OfferChoice;

/// <summary>Customers that are made up, so that what each discount earns is known: the young buy more with one, the old would have bought anyway.</summary>
internal sealed class Customers(int seed)
{
    public const double MostEarned = 20;

    private readonly Random random = new(seed);

    /// <summary>The next customer, before anything is offered.</summary>
    public Offer.Input Next() => new() { Age = 18 + random.Next(60), Orders = random.Next(12), Discount = Discount.None };

    /// <summary>What is earned on average.</summary>
    public static double Mean(in Offer.Input customer, Discount discount) => Math.Clamp(3 + (0.1 * customer.Orders) + ((int)discount * (44 - customer.Age) / 20), 0.5, 6.5);

    /// <summary>What is earned once: nothing in half of the weeks.</summary>
    public double Earned(in Offer.Input customer, Discount discount) => random.NextDouble() < 0.5 ? 0 : 2 * Mean(in customer, discount) * (0.5 + random.NextDouble());
}
