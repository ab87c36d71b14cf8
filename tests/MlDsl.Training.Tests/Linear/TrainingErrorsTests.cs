namespace MlDsl.Training.Tests;

public class TrainingErrorsTests
{
    private static readonly float[][] TwoRows = [[1, 2], [3, 4]];

    public static TheoryData<SolverOptions, int> Trainers => new()
    {
        { new LinearRegressionOptions(), 0 },
        { new LogisticRegressionOptions(), 2 },
        { new PoissonRegressionOptions(), 0 },
        { new QuantileRegressionOptions(), 0 },
        { new LinearRankingOptions(), Trained.Ranked },
    };

    [Theory]
    [MemberData(nameof(Trainers))]
    public void NoRowsAreRefused(SolverOptions options, int classes) =>
        Refused("There is no row", null, null, () => Trained.By(options, Designs.Make([], [], width: 3), classes));

    [Theory]
    [MemberData(nameof(Trainers))]
    public void WeightsThatAreAllZeroAreRefused(SolverOptions options, int classes) =>
        Refused("All 2 rows have weight 0", null, null, () => Trained.By(options, Designs.Make(TwoRows, [0, 1], [0, 0]), classes));

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void AFeatureThatIsNotFiniteIsNamed(float value)
    {
        HeldDesign design = Designs.Make([[1, 2], [3, value], [value, 4]], [0, 1, 0], rowsPerBlock: 1);
        Refused("Feature position 1 of row 1", 1, 1, () => LinearRegressionTrainer.Train(design));
        Refused("Feature position 1 of row 1", 1, 1, () => PoissonRegressionTrainer.Train(design));
        Refused("Feature position 1 of row 1", 1, 1, () => LogisticRegressionTrainer.Train(design, 2));
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public void ALabelThatIsNotFiniteIsNamed(SolverOptions options, int classes) =>
        Refused("The label of row 1 (from 0) is NaN", 1, null, () => Trained.By(options, Designs.Make(TwoRows, [0, float.NaN]), classes));

    [Theory]
    [InlineData(-1)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void AWeightThatIsNoWeightIsNamed(float weight) =>
        Refused("The weight of row 0", 0, null, () => LinearRegressionTrainer.Train(Designs.Make(TwoRows, [0, 1], [weight, 1])));

    [Fact]
    public void NumbersInMessagesAreTheSameInEveryCulture() => Culture.Finnish(static () =>
    {
        Refused("The weight of row 0 (from 0) is -0.5; it", 0, null, static () => LinearRegressionTrainer.Train(Designs.Make(TwoRows, [0, 1], [-0.5f, 1])));
        Refused("The label of row 1 (from 0) is NaN", 1, null, static () => LinearRegressionTrainer.Train(Designs.Make(TwoRows, [0, float.NaN])));
        Assert.StartsWith("The score NaN is not finite", Assert.Throws<ArgumentException>(
            static () => Calibrator.OfTwo(Calibration.Platt, new bool[20], [.. Enumerable.Repeat(float.NaN, 20)])).Message, StringComparison.Ordinal);
    });

    [Fact]
    public void APositionOutsideTheWidthIsNamed() =>
        Refused("Row 0 (from 0) names feature position 1", 0, 1, static () => LinearRegressionTrainer.Train(
            Designs.Make(TwoRows, [0, 1], width: 1)));

    [Fact]
    public void ANegativeCountIsNamed() =>
        Refused("must not be negative for Poisson", 1, null, () => PoissonRegressionTrainer.Train(Designs.Make(TwoRows, [0, -1])));

    [Fact]
    public void CountsThatAreAllZeroAreRefused() =>
        Refused("All labels are 0", null, null, () => PoissonRegressionTrainer.Train(Designs.Make(TwoRows, [0, 0])));

    [Theory]
    [InlineData(2)]
    [InlineData(-1)]
    [InlineData(0.5f)]
    public void ALabelThatIsNoClassIndexIsNamed(float label) => Refused(
        "must be a class index from 0 to 1", 1, null, () => LogisticRegressionTrainer.Train(Designs.Make(TwoRows, [0, label]), 2));

    [Fact]
    public void RowsOfOneClassAreRefused() => Refused(
        "Class 0 of 0 to 1 has no training row of positive weight; all rows are of one class",
        null,
        null,
        () => LogisticRegressionTrainer.Train(Designs.Make(TwoRows, [1, 1]), 2));

    [Fact]
    public void AClassWithoutRowsIsNamed() => Refused(
        "Class 1 of 0 to 2 has no training row of positive weight; add",
        null,
        null,
        () => LogisticRegressionTrainer.Train(Designs.Make([[1], [2], [3]], [0, 1, 2], [1, 0, 1]), 3));

    [Theory]
    [InlineData(0)]
    [InlineData(1e-40)]
    public void AWeightBeyondAFloatIsNamed(double l1)
    {
        // The slope is 1e20 / 1e-30.
        float[][] rows = [[0, 0], [0, 1e-30f], [1, 0], [1, 1e-30f]];
        HeldDesign design = Designs.Make(rows, [0, 1e20f, 0, 1e20f]);
        var options = new LinearRegressionOptions { L1 = l1, L2 = 0 };
        Refused("The weight of feature position 1 is beyond", null, 1, () => LinearRegressionTrainer.Train(design, options));
    }

    [Fact]
    public void AnInterceptBeyondAFloatIsRefused()
    {
        // A slope of 3e35 about a mean of 1e8.
        HeldDesign design = Designs.Make([[1e8f], [1e8f + 1024]], [0, 3e38f]);
        Refused("The intercept is beyond", null, null, () => LinearRegressionTrainer.Train(design, new() { L2 = 0 }));
    }

    [Fact]
    public void MoreWeightsThanAnArrayHoldsAreRefused() => Refused(
        "3 classes of 1073741824 weights", null, null, static () => LogisticRegressionTrainer.Train(new HeldDesign(1 << 30, []), 3));

    [Fact]
    public void FewerThanTwoClassesAreRefused() => Assert.Throws<ArgumentOutOfRangeException>(
        "classes", () => LogisticRegressionTrainer.Train(Designs.Make(TwoRows, [0, 0]), 1));

    private static void Refused(string message, long? row, int? position, Func<object> train)
    {
        TrainingException problem = Assert.Throws<TrainingException>(train);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal(row, problem.Row);
        Assert.Equal(position, problem.Position);
    }
}
