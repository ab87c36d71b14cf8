namespace MlDsl.Monitoring.Tests.Samples;

/// <summary>A row with an input of each kind that a sample writes.</summary>
[Dataset]
public sealed partial record Loan
{
    [Id] public required string Number { get; init; }
    [Numeric] public required float Amount { get; init; }
    [Numeric(Impute = Impute.Mean)] public int? Age { get; init; }
    [Categorical] public required string Purpose { get; init; }
    [Sensitive, Categorical] public required string Sex { get; init; }
    [DateParts(DatePart.Month)] public required DateTime Applied { get; init; }
    [Numeric(Length = 2)] public required float[] Scores { get; init; }
    [Label] public bool Paid { get; init; }

    public static Input Asked(float amount, string purpose = "car", string sex = "secretly so", int? age = 40) =>
        new() { Amount = amount, Age = age, Purpose = purpose, Sex = sex, Applied = new DateTime(2026, 1, 2, 3, 4, 5), Scores = [0.5f, 1.5f] };
}

[Model<Loan, BinaryClassification>(Name = "loan")]
public sealed partial class LoanModel;
