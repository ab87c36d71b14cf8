namespace MlDsl.Monitoring.Tests.Observing;

/// <summary>Columns of the usual kinds, none of which is read with an allocation.</summary>
[Dataset]
public sealed partial record Visit
{
    [Numeric(Impute = Impute.Mean)] public float? Age { get; init; }
    [Numeric] public required int Pages { get; init; }
    [Numeric] public required double Seconds { get; init; }
    [Categorical(Unknown = Unknown.Bucket)] public required string City { get; init; }
    [Categorical] public required bool IsNew { get; init; }
    [Label] public bool Buys { get; init; }

    /// <summary>Made-up visits.</summary>
    public static Visit[] Made(int rows, int seed)
    {
        var random = new Random(seed);
        string[] cities = ["Bern", "Basel", "Chur", "Genf"];
        return [.. Enumerable.Range(0, rows).Select(_ =>
        {
            double x = random.NextDouble();
            return new Visit
            {
                Age = random.Next(8) == 0 ? null : 20 + (float)(50 * x),
                Pages = random.Next(30),
                Seconds = 1000 * x * x,
                City = cities[random.Next(4)],
                IsNew = random.Next(3) == 0,
                Buys = x + random.NextDouble() > 1,
            };
        })];
    }
}

[Model<Visit, BinaryClassification>(Name = "visit")]
[LogisticRegression]
public sealed partial class VisitModel;

/// <summary>A model, a model of other rows, and rows to ask them.</summary>
internal static class Visits
{
    private static readonly Split<Visit> Split = Dataset<Visit>.FromRows(Visit.Made(4_000, seed: 1)).SplitRandom(0.3, 0.1, seed: 2);

    public static VisitModel Model { get; } = VisitModel.Fit(Split.Train).WithReference(Split.Validation);

    public static VisitModel Other { get; } = VisitModel.Fit(Split.Development).WithReference(Split.Validation);

    public static Visit.Input[] Inputs { get; } = [.. Visit.Made(1_000, seed: 3).Select(static v => v.ToInput())];

    public static BinaryPrediction[] Said { get; } = [.. Inputs.Select(static i => Model.Predict(in i))];
}
