namespace MlDsl.Tasks.Tests.Anomalies;

/// <summary>A payment of which nobody has said whether it is fraud.</summary>
[Dataset]
public sealed partial record Payment
{
    [Numeric] public float Amount { get; init; }

    [Numeric(Impute = Impute.Keep)] public float? Age { get; init; }

    [Categorical] public required string Country { get; init; }
}

/// <summary>A payment that somebody has looked at.</summary>
[Dataset]
public sealed partial record JudgedPayment
{
    [Numeric] public float Amount { get; init; }

    [Numeric] public float Hour { get; init; }

    [Label] public bool IsFraud { get; init; }
}

/// <summary>The same, judged in words.</summary>
[Dataset]
public sealed partial record WordedPayment
{
    [Numeric] public float Amount { get; init; }

    [Label(Positive = "fraud")] public required string Verdict { get; init; }
}

[Model<Payment, AnomalyDetection>(Name = "payments")]
[IsolationForest(Trees = 50, SampleSize = 64, Contamination = 0.05)]
public sealed partial class PaymentModel;

[Model<JudgedPayment, AnomalyDetection>]
public sealed partial class JudgedModel;

[Model<WordedPayment, AnomalyDetection>]
public sealed partial class WordedModel;
