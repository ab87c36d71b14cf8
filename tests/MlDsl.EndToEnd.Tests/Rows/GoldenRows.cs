namespace MlDsl.EndToEnd.Tests.Rows;

/// <summary>A class with an order of its own.</summary>
public enum Standing
{
    Low = 3,
    Middle = 1,
    High = 7,
}

/// <summary>Every encoding with every policy, for a number.</summary>
[Dataset]
public sealed partial record GoldenPrice
{
    [Numeric] public float Raw { get; init; }
    [Numeric] public bool Flag { get; init; }
    [Numeric(Scale = Scale.Standard, Impute = Impute.Mean, Indicator = true)] public float? Standard { get; init; }
    [Numeric(Scale = Scale.MinMax, Min = -1, Max = 5)] public double MinMax { get; init; }
    [Numeric(Scale = Scale.Robust, Impute = Impute.Median)] public int? Robust { get; init; }
    [Numeric(Scale = Scale.Log, Impute = Impute.Constant, Constant = 2)] public float? Log { get; init; }
    [Numeric(Scale = Scale.Power)] public float Power { get; init; }
    [Numeric(Bins = 5, Impute = Impute.Mean, Indicator = true)] public float? Bins { get; init; }
    [Categorical] public string? OneHot { get; init; }
    [Categorical("red", "green", "blue", Unknown = Unknown.Error)] public string Declared { get; init; } = "red";
    [Categorical(Unknown = Unknown.Bucket, MaxCategories = 3, MinCount = 2)] public string Bucket { get; init; } = "";
    [Categorical(Encoding = CategoricalEncoding.Ordinal)] public Standing Ordinal { get; init; }
    [Categorical(Encoding = CategoricalEncoding.Hashed, HashBits = 4)] public string Hashed { get; init; } = "";
    [Categorical(Encoding = CategoricalEncoding.Hashed, HashBits = 5)] public long HashedNumber { get; init; }
    [Categorical(Encoding = CategoricalEncoding.Count)] public int Count { get; init; }
    [Categorical(Encoding = CategoricalEncoding.Target, Smoothing = 3)] public string? Target { get; init; }
    [Categorical(Unknown = Unknown.Zero)] public DateOnly Day { get; init; }
    [Categorical] public float Size { get; init; }
    [DateParts(DatePart.Year | DatePart.Quarter | DatePart.Month | DatePart.Day | DatePart.DayOfWeek | DatePart.DayOfYear | DatePart.Hour | DatePart.Weekend | DatePart.Trend)]
    public DateTime At { get; init; }
    [DateParts(DatePart.Month | DatePart.Day | DatePart.DayOfWeek | DatePart.DayOfYear | DatePart.Hour, Cyclic = true)] public DateTimeOffset Cyclic { get; init; }
    [Text(WordNgrams = 2, CharNgrams = 3, HashBits = 7)] public string Note { get; init; } = "";
    [Text(TfIdf = false, Normalize = false, HashBits = 6)] public string? Title { get; init; }
    [Label] public float Price { get; init; }
}

/// <summary>Feature methods among the columns.</summary>
[Features<GoldenPrice>]
public static partial class GoldenFeatures
{
    [Numeric(Scale = Scale.Standard)] public static float Ratio(float raw, float power) => raw / (1 + MathF.Abs(power));
    [Categorical] public static string Initial(string hashed) => hashed.Length > 0 ? hashed.EnumerateRunes().First().ToString() : "none";
}

/// <summary>Two classes of text.</summary>
[Dataset]
public sealed partial record GoldenChoice
{
    [Numeric(Scale = Scale.Standard)] public float Amount { get; init; }
    [Categorical(Encoding = CategoricalEncoding.Target)] public string Shop { get; init; } = "";
    [Label(Positive = "buys", Negative = "leaves")] public string Choice { get; init; } = "";
}

/// <summary>Several classes.</summary>
[Dataset]
public sealed partial record GoldenStanding
{
    [Numeric(Scale = Scale.Standard)] public float Amount { get; init; }
    [Categorical] public string Shop { get; init; } = "";
    [Label] public Standing Standing { get; init; }
}

[Model<GoldenPrice, Regression>(Name = "golden-price", Version = "7"), LinearRegression(L2 = 0.01)]
public sealed partial class GoldenPriceModel;

[Model<GoldenPrice, Regression>(Name = "golden-count"), PoissonRegression(L2 = 0.1)]
public sealed partial class GoldenCountModel;

[Model<GoldenChoice, BinaryClassification>(Name = "golden-choice"), LogisticRegression(L1 = 1e-4, ClassWeights = ClassWeights.Balanced)]
public sealed partial class GoldenChoiceModel;

[Model<GoldenStanding, MulticlassClassification>(Name = "golden-standing")]
public sealed partial class GoldenStandingModel;
