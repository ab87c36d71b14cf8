namespace ChurnService;

/// <summary>Customers of a made-up telephone company. The same ones every time.</summary>
public static class Customers
{
    private static readonly string?[] Payments = ["card", "transfer", "cheque", null];

    /// <summary>So many customers.</summary>
    public static IEnumerable<Customer> Make(int count, int seed)
    {
        var random = new Random(seed);
        var monday = new DateTime(2024, 1, 1);
        for (int i = 0; i < count; i++)
        {
            var contract = (Contract)random.Next(3);
            string? payment = Payments[random.Next(Payments.Length)];
            int months = 1 + random.Next(60);
            float fee = 10 + (random.NextSingle() * 60);
            float? rating = random.Next(4) == 0 ? null : 1 + random.Next(5);
            double odds = (contract == Contract.Monthly ? 1.2 : -1.0) + (payment == "cheque" ? 0.8 : 0) - (0.04 * months) + (0.02 * fee) - (0.5 * ((rating ?? 3) - 3));
            yield return new Customer
            {
                Number = i,
                Contract = contract,
                Payment = payment,
                Months = months,
                Fee = fee,
                Rating = rating,
                LastCall = monday.AddHours(random.Next(366 * 24)),
                Left = random.NextDouble() < 1 / (1 + Math.Exp(-odds)),
            };
        }
    }
}
