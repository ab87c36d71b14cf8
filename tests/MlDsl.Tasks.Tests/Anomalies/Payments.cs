namespace MlDsl.Tasks.Tests.Anomalies;

/// <summary>Made-up payments, of which a few are far from the others.</summary>
internal static class Payments
{
    public static Payment[] Make(int count = 800, int seed = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i => new Payment
        {
            Amount = i % 50 == 7 ? 900 + random.Next(300) : 20 + random.Next(80),
            Age = i % 10 == 3 ? null : 20 + random.Next(50),
            Country = i % 97 == 11 ? "xx" : i % 3 == 0 ? "de" : "fr",
        })];
    }

    public static JudgedPayment[] Judged(int count = 1200, int seed = 2)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            bool isFraud = i % 40 == 9;
            // Of the frauds one in five looks like any other.
            bool isOdd = isFraud && i / 40 % 5 != 4;
            return new JudgedPayment { Amount = (float)(isOdd ? 400 + (200 * random.NextDouble()) : 100 * random.NextDouble()), Hour = (float)(isOdd ? 3 : 8 + (12 * random.NextDouble())), IsFraud = isFraud };
        })];
    }

    public static Split<Payment> Split(int count = 800) => Dataset<Payment>.FromRows(Make(count)).SplitRandom(0.2, 0.2, seed: 3);

    public static Split<JudgedPayment> JudgedSplit() => Dataset<JudgedPayment>.FromRows(Judged()).SplitRandom(0.3, 0.2, seed: 3);

    public static byte[] Saved(Action<Stream> save) => SavedBytes.Of(save);
}
