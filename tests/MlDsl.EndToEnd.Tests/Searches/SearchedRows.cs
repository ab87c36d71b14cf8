using System.ComponentModel.DataAnnotations;
using MlDsl.Training;

namespace MlDsl.EndToEnd.Tests.Searches;

/// <summary>A plot of land whose price is a line of two numbers; its place says nothing.</summary>
[Dataset]
public sealed partial record Plot
{
    [Numeric] public required float Size { get; init; }
    [Numeric] public required float Slope { get; init; }
    [Categorical] public required string Place { get; init; }
    [Label] public float Price { get; init; }

    /// <summary>The same plots on every call.</summary>
    public static IEnumerable<Plot> Made(int count)
    {
        var random = new Random(31);
        for (int i = 0; i < count; i++)
        {
            float size = (float)random.NextDouble() * 4, slope = (float)random.NextDouble();
            yield return new Plot { Size = size, Slope = slope, Place = $"p{random.Next(20)}", Price = (3 * size) - (2 * slope) + (float)(random.NextDouble() * 4) };
        }
    }

    public static Split<Plot> Split(int count = 400) => Dataset<Plot>.FromRows(Made(count)).SplitRandom(0.2, 0.2, seed: 3);
}

[Model<Plot, Regression>(Name = "plot")]
[LinearRegression(MaxIterations = 400)]
[Search(nameof(LinearRegressionAttribute.L2), 1e-6, 10, Scale = SearchScale.Log)]
[Search(nameof(LinearRegressionAttribute.FitIntercept), true, false)]
public sealed partial class PlotModel;

/// <summary>No range is declared.</summary>
[Model<Plot, Regression>(Name = "bare")]
public sealed partial class BarePlotModel;

/// <summary>A visit of a patient, in time, of one of two kinds.</summary>
[Dataset]
public sealed partial record Stay
{
    [Group] public required string Patient { get; init; }
    [EventTime] public required DateTime At { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float Age { get; init; }
    [Weight] public float Weight { get; init; } = 1;
    [Label] public bool Returned { get; init; }

    public static IEnumerable<Stay> Made(int count)
    {
        var random = new Random(32);
        for (int i = 0; i < count; i++)
        {
            float age = random.Next(20, 90);
            yield return new Stay
            {
                Patient = $"p{i % 60}",
                At = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Unspecified).AddHours(i),
                Age = age,
                Weight = 1 + (i % 2),
                Returned = random.Next(20, 90) < age,
            };
        }
    }
}

[Model<Stay, BinaryClassification>]
[Search(nameof(LogisticRegressionAttribute.L2), 1e-6, 1.0, Scale = SearchScale.Log)]
[Search(nameof(LogisticRegressionAttribute.ClassWeights), ClassWeights.None, ClassWeights.Balanced)]
[Search(nameof(LogisticRegressionAttribute.MaxIterations), 5, 60)]
public sealed partial class StayModel;

[Model<Rows.SearchHit, Ranking>]
[Search(nameof(LinearRankingAttribute.L2), 1e-6, 1.0, Scale = SearchScale.Log)]
public sealed partial class HitModel;

/// <summary>A point in the plane, of closed-form losses: never trained.</summary>
public sealed record PointOptions : TrainerOptions
{
    public double X { get; init; }

    public double Y { get; init; }

    public int Steps { get; init; }

    /// <summary>From 0 to 1.</summary>
    [Range(0, 1)]
    public double Share { get; init => field = value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(Share), value, "Share must be 0 to 1"); }

    public override TargetKind Targets => TargetKind.Value;

    public override TrainedPredictor Train(TrainingProblem problem, TrainingControl control) => throw new NotSupportedException();

    protected internal override void Describe(OptionWriter options)
    {
        options.Write(nameof(X), X);
        options.Write(nameof(Y), Y);
        options.Write(nameof(Steps), Steps);
    }

    /// <summary>Both coordinates between bounds.</summary>
    public static SearchSpace<PointOptions> Plane(double fromX, double toX, double fromY, double toY) => SearchSpace.Of(new PointOptions { X = fromX, Y = toY })
        .Number(nameof(X), fromX, toX, static (o, x) => o with { X = x })
        .Number(nameof(Y), fromY, toY, static (o, y) => o with { Y = y });
}

/// <summary>Searches of closed-form losses.</summary>
internal static class Formulas
{
    /// <summary>Branin's function (1972), whose three minima are 0.397887.</summary>
    public static double Branin(PointOptions at)
    {
        double bend = at.Y - (5.1 / (4 * Math.PI * Math.PI) * at.X * at.X) + (5 / Math.PI * at.X) - 6;
        return (bend * bend) + (10 * (1 - (1 / (8 * Math.PI))) * Math.Cos(at.X)) + 10;
    }

    public static double Bowl(PointOptions at) => Math.Pow(at.X - 1, 2) + Math.Pow(at.Y - 7, 2);

    public static SearchRun Run(SearchSpace space, SearchOptions options, Func<SearchStep, PointOptions, double> loss, SearchControl? control = null, SearchLog? log = null) =>
        new(space, options, control ?? new SearchControl { Workers = 1 }, log, 1, (step, trainer, _, _) => new FoldResult(loss(step, (PointOptions)trainer), 10 * step.Share, null, [], []));
}
