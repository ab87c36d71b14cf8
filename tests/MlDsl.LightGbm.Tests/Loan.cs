namespace MlDsl.LightGbm.Tests;

/// <summary>A column of each kind that a trainer must know: numbers that stay missing, categories as such, a number that may not lower predictions.</summary>
[Dataset]
public sealed partial record Loan
{
    [Numeric(Impute = Impute.Keep)] public float? Income { get; init; }
    [Numeric(Monotone = Monotone.Increasing)] public required float Amount { get; init; }
    [Numeric(Impute = Impute.Keep, Scale = Scale.Standard, Indicator = true)] public float? Years { get; init; }
    [Categorical(Encoding = CategoricalEncoding.Native, Unknown = Unknown.Bucket, MaxCategories = 12)] public required string City { get; init; }
    [Categorical(Encoding = CategoricalEncoding.Native)] public string? Job { get; init; }
    [Categorical(Encoding = CategoricalEncoding.Native, MinCount = 3)] public required int Code { get; init; }
    [Label] public float Risk { get; init; }

    /// <summary>Loans of a known risk with noise.</summary>
    public static IEnumerable<Loan> Make(int count, int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < count; i++)
        {
            int city = random.Next(16), code = random.Next(30);
            float? income = random.Next(5) == 0 ? null : (float)(random.NextDouble() * 10), years = random.Next(4) == 0 ? null : random.Next(0, 20);
            float amount = random.Next(0, 50);
            double risk = (amount / 10) + (city % 3) + (income is null ? 3 : income.Value / 4) + (years ?? 7) / 5 + (code % 4) + random.NextDouble();
            yield return new Loan
            {
                Income = income,
                Amount = amount,
                Years = years,
                City = $"city {city}",
                Job = random.Next(6) == 0 ? null : $"job {random.Next(5)}",
                Code = code,
                Risk = (float)risk,
            };
        }
    }

    /// <summary>Inputs with categories that no training row had.</summary>
    public static Input[] Odd(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Make(count, seed).Select(loan => new Input
        {
            Income = loan.Income, Amount = loan.Amount - random.Next(3), Years = loan.Years,
            City = random.Next(4) == 0 ? "nowhere" : loan.City, Job = random.Next(4) == 0 ? "none" : loan.Job, Code = random.Next(4) == 0 ? 1000 : loan.Code,
        })];
    }
}

[Features<Loan>]
public static partial class LoanFeatures
{
    [Numeric(Impute = Impute.Keep)] public static float? PerYear(float? income, float? years) => years > 0 ? income / years : null;
}

[Model<Loan, Regression>, LightGbm(Trees = 40, MinRows = 5, Seed = 7)]
public sealed partial class LoanModel;

/// <summary>Visits of persons at times, each person's in one group.</summary>
[Dataset]
public sealed partial record Visit
{
    [Group] public required int Person { get; init; }
    [EventTime] public required DateTime At { get; init; }
    [Numeric] public required float Age { get; init; }
    [Weight] public float Share { get; init; } = 1;
    [Label] public bool IsIll { get; init; }
}

[Model<Visit, BinaryClassification>, LightGbm(Trees = 300, MinRows = 5, LearningRate = 0.3, EarlyStopping = 5)]
public sealed partial class VisitModel;
