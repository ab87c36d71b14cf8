using MlDsl;

namespace ShopService;

/// <summary>Fits the shop's models to made-up rows, the same every time, and writes their files.</summary>
internal static class Fitting
{
    public static readonly DateOnly First = new(2026, 1, 1);

    private static readonly string[] Shops = ["north", "south"];

    public static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        SalesModel.Fit(Dataset<Sale>.FromRows(Sales(140)).SplitByTime(validation: 0, test: 0).Train).Save(Path.Combine(folder, "sales.mldsl"));
        ArticleModel.Fit(Dataset<Purchase>.FromRows(Purchases(200)).SplitByTime(validation: 0, test: 0).Train).Save(Path.Combine(folder, "articles.mldsl"));
        PaymentModel.Fit(Train(Payments(2000))).Save(Path.Combine(folder, "payments.mldsl"));
        CustomerModel.Fit(Train(Months(600))).Save(Path.Combine(folder, "customers.mldsl"));
        OfferModel.Fit(Train(Offers(1000))).Save(Path.Combine(folder, "offers.mldsl"));
    }

    /// <summary>What both shops sold on the days from <paramref name="from"/> on.</summary>
    public static IEnumerable<Sale> Sales(int days, int from = 0)
    {
        for (int day = from; day < from + days; day++)
        {
            for (int shop = 0; shop < Shops.Length; shop++)
            {
                float discount = day % 5 == shop ? 0.2f : 0;
                double week = 1 + (0.3 * Math.Sin(2 * Math.PI * day / 7));
                yield return new Sale { Shop = Shops[shop], Day = First.AddDays(day), Discount = discount, Sold = (float)Math.Round(((40 + (20 * shop)) * week * (1 + discount)) + (day * 31 % 7)) };
            }
        }
    }

    private static IEnumerable<Purchase> Purchases(int customers)
    {
        var random = new Random(2);
        for (int customer = 0; customer < customers; customer++)
        {
            // Who likes an article likes those of the same last digit.
            int liked = customer % 10;
            for (int i = 0; i < 12; i++)
            {
                int article = random.Next(4) > 0 ? (10 * random.Next(6)) + liked : random.Next(60);
                yield return new Purchase { Customer = $"customer-{customer}", Article = article, Pieces = 1 + random.Next(3), At = new DateTime(2026, 1, 1, 8, 0, 0, DateTimeKind.Utc).AddHours((31 * i) + random.Next(30)) };
            }
        }
    }

    private static IEnumerable<Payment> Payments(int count)
    {
        var random = new Random(3);
        for (int i = 0; i < count; i++)
            yield return new Payment { Amount = MathF.Round(5 + (60 * random.NextSingle() * random.NextSingle()), 2), Hour = 8 + random.Next(12), Means = random.Next(3) == 0 ? "cash" : "card" };
    }

    private static IEnumerable<Month> Months(int count)
    {
        var random = new Random(4);
        for (int i = 0; i < count; i++)
        {
            int kind = i % 3;
            yield return new Month { Visits = 1 + (6 * kind) + random.Next(4), Spent = MathF.Round((kind == 1 ? 300 : 50) + (40 * random.NextSingle()), 2) };
        }
    }

    private static IEnumerable<Offer> Offers(int count)
    {
        var random = new Random(5);
        for (int i = 0; i < count; i++)
        {
            int age = 18 + random.Next(60);
            var coupon = (Coupon)random.Next(3);
            yield return new Offer { Age = age, Coupon = coupon, Earned = 10 + (2 * (int)coupon) - (age / 20f) + random.NextSingle() };
        }
    }

    private static TrainSet<T> Train<T>(IEnumerable<T> rows) where T : IRow<T>, IIndependentRows => Dataset<T>.FromRows(rows).SplitRandom(validation: 0, test: 0, seed: 1).Train;
}
