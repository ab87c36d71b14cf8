namespace MlDsl.Reports.Tests.Whole;

/// <summary>A patient, whose columns hold values that one row alone has.</summary>
[Dataset]
public sealed partial record Patient
{
    [Sensitive, Numeric(Impute = Impute.Mean)] public float? Age { get; init; }
    [Sensitive] public DateOnly Birth { get; init; }
    [Numeric(Impute = Impute.Mean)] public float? Gain { get; init; }
    [Numeric(Impute = Impute.Mean)] public float? Rare { get; init; }
    [Numeric] public required float Dose { get; init; }
    [Categorical(Unknown = Unknown.Bucket, MinCount = 5)] public required string Ward { get; init; }
    [Label] public bool IsIll { get; init; }

    public static Split<Patient> Made()
    {
        var random = new Random(11);
        return Dataset<Patient>.FromRows(Enumerable.Range(0, 1200).Select(i =>
        {
            float dose = (float)random.NextDouble();
            return new Patient
            {
                Age = 18.25f + (float)(70 * random.NextDouble()),
                Birth = new DateOnly(1930, 1, 1).AddDays(17 * i),
                Gain = i % 20 == 0 ? 1000.5f + (31.25f * i) : 0,
                Rare = i % 200 == 3 ? 4321.125f + i : null,
                Dose = dose,
                Ward = i % 97 == 0 ? $"ward-{i}" : i % 3 == 0 ? "north" : "south",
                IsIll = random.NextDouble() < dose,
            };
        }).ToArray()).SplitRandom(0.4, 0.1, seed: 1);
    }
}

[Model<Patient, BinaryClassification>]
public sealed partial class PatientModel;

/// <summary>A flower of one of three kinds.</summary>
[Dataset]
public sealed partial record Flower
{
    [Numeric] public required float Petal { get; init; }
    [Label] public required string Kind { get; init; }

    public static IEnumerable<Flower> Made(params string[] kinds) => Enumerable.Range(0, 300).Select(i => new Flower { Petal = (i * 7 % 5) + (10 * (i % kinds.Length)), Kind = kinds[i % kinds.Length] });
}

[Model<Flower, MulticlassClassification>]
public sealed partial class FlowerModel;
