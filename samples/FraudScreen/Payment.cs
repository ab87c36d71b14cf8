using MlDsl;

namespace FraudScreen;

/// <summary>A payment by card. Whether it was fraud was found out later, for those that somebody looked at.</summary>
[Dataset]
public sealed partial record Payment
{
    [Numeric] public required float Amount { get; init; }

    [Numeric] public required float Hour { get; init; }

    [Numeric(Impute = Impute.Keep)] public float? DaysSinceLast { get; init; }

    [Categorical] public required string Country { get; init; }

    [Label] public bool IsFraud { get; init; }

    /// <summary>Made-up payments, the same each time: one in 100 is fraud, most of it large, at night and from elsewhere, some of it like any other.</summary>
    public static IEnumerable<Payment> Made(int count)
    {
        var random = new Random(19);
        for (int i = 0; i < count; i++)
        {
            bool isFraud = random.Next(100) == 0, isBold = isFraud && random.Next(5) > 0;
            yield return new Payment
            {
                Amount = MathF.Round((float)Math.Exp(3 + random.NextDouble() + (isBold ? 3 : random.NextDouble())), 2),
                Hour = isBold ? random.Next(5) : 7 + random.Next(16),
                DaysSinceLast = random.Next(8) == 0 ? null : random.Next(isBold ? 2 : 20),
                Country = isBold && random.Next(2) == 0 ? "elsewhere" : random.Next(6) == 0 ? "near" : "home",
                IsFraud = isFraud,
            };
        }
    }
}

[Model<Payment, AnomalyDetection>(Name = "fraud-screen")]
[IsolationForest(Trees = 200, SampleSize = 256, Contamination = 0.01)]
public sealed partial class ScreenModel;
