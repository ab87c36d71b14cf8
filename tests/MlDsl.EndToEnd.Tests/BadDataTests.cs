using MlDsl.EndToEnd.Tests.Rows;
using MlDsl.Training;

namespace MlDsl.EndToEnd.Tests;

/// <summary>Data that cannot be learned from or predicted: an exception that names the thing, the place and the way out.</summary>
public sealed class BadDataTests
{
    [Fact]
    public void AllLabelsOfOneClassAreRefused()
    {
        var split = Visits(static _ => true);
        Assert.Contains("All training rows are of the class 'True'", Assert.Throws<TrainingException>(() => VisitModel.Fit(split.Train)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AClassSeenOnceIsNamed()
    {
        Iris[] flowers = [.. Enumerable.Range(0, 60).Select(static i => Flower(i == 0 ? Species.Virginica : (Species)(i % 2), i))];
        var split = Dataset<Iris>.FromRows(flowers).SplitRandom(validation: 0, test: Dataset<Iris>.FromRows(flowers), seed: 1);
        Assert.Contains("'Virginica' has a single training row", Assert.Throws<TrainingException>(() => IrisModel.Fit(split.Train)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AClassThatTrainingDidNotHaveIsNamedWhenEvaluated()
    {
        Iris[] known = [.. Enumerable.Range(0, 60).Select(static i => Flower((Species)(i % 2), i))];
        Iris[] other = [.. Enumerable.Range(0, 60).Select(static i => Flower((Species)(i % 3), i))];
        var split = Dataset<Iris>.FromRows(known).SplitRandom(validation: 0, test: Dataset<Iris>.FromRows(other), seed: 1);
        var problem = Assert.Throws<EvaluationException>(() => IrisModel.Fit(split.Train).Assess(split.Test));
        Assert.Contains("'Virginica'", problem.Message, StringComparison.Ordinal);
    }

    // Other rows are on other sides of the split, or held back: the number is that of the data.
    [Fact]
    public void ALabelThatIsNoNumberIsNamedByItsRowOfTheData()
    {
        Drive[] drives = [.. Drive.Made(200)];
        long[] numbers = [.. Train(drives).Batches(default).SelectMany(static batch => Enumerable.Range(0, batch.Count).Select(batch.Number))];
        foreach (long number in numbers.Where(static (_, i) => i % 12 == 0))
        {
            TrainSet<Drive> train = Train([.. drives.Select((drive, i) => i == number ? drive with { Minutes = float.NaN } : drive)]);
            Assert.Equal(number, Assert.Throws<TrainingException>(() => BareDriveModel.Fit(train)).Row);
            Assert.Equal(number, Assert.Throws<TrainingException>(() => DriveModel.Fit(train)).Row);
        }

        static TrainSet<Drive> Train(Drive[] drives) => Dataset<Drive>.FromRows(drives).SplitRandom(0.2, 0.2, seed: 1).Train;
    }

    [Fact]
    public void LabelsThatAreAllEqualArePredictedAsSuch()
    {
        Sale[] sales = [.. Made.Sales(300).Select(static sale => sale with { Price = 7 })];
        var split = Dataset<Sale>.FromRows(sales).SplitRandom(0.2, 0.2, seed: 1);
        Assert.Equal(7f, SaleModel.Fit(split.Train).Predict(Made.Inputs(1)[0]), 1e-3f);
    }

    [Fact]
    public void AConstantColumnDoesNoHarm()
    {
        Sale[] sales = [.. Made.Sales(300).Select(static sale => sale with { Weight = 3, Distance = 2 })];
        var split = Dataset<Sale>.FromRows(sales).SplitRandom(0.2, 0.2, seed: 1);
        Assert.True(float.IsFinite(SaleModel.Fit(split.Train).Predict(Made.Inputs(1)[0])));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void AValueThatIsNotFiniteIsNamedInTraining(float value)
    {
        Sale[] sales = [.. Made.Sales(300).Select((sale, i) => i == 123 ? sale with { Weight = value } : sale)];
        var split = Dataset<Sale>.FromRows(sales).SplitRandom(validation: 0, test: Dataset<Sale>.FromRows(sales), seed: 1);
        Assert.Contains("'Weight'", Assert.Throws<InvalidValueException>(() => SaleModel.Fit(split.Train)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void AValueThatIsNotFiniteIsNamedWhenPredicted(float value)
    {
        SaleModel model = SaleModel.Fit(Made.Split(600).Train);
        Sale.Input input = Made.Inputs(1)[0] with { Weight = value };
        Assert.Contains("Weight", Assert.ThrowsAny<ArgumentException>(() => model.Predict(in input)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ALabelThatIsNotFiniteIsRefused()
    {
        Sale[] sales = [.. Made.Sales(300).Select(static (sale, i) => i == 77 ? sale with { Price = float.NaN } : sale)];
        var split = Dataset<Sale>.FromRows(sales).SplitRandom(validation: 0, test: Dataset<Sale>.FromRows(sales), seed: 1);
        Assert.Contains("label", Assert.ThrowsAny<Exception>(() => SaleModel.Fit(split.Train)).Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void ABatchWithTooLittleRoomIsRefused()
    {
        SaleModel model = SaleModel.Fit(Made.Split(600).Train);
        Assert.Contains("3 inputs", Assert.Throws<ArgumentException>(() => model.Predict(Made.Inputs(3), new float[2])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TrainingStopsWhenAsked()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => SaleModel.Fit(Made.Split(600).Train, control: new TrainingControl { Cancellation = source.Token }));
    }

    private static Split<Visit> Visits(Func<int, bool> isIll) =>
        Dataset<Visit>.FromRows([.. Enumerable.Range(0, 100).Select(i => new Visit { Age = i, IsIll = isIll(i) })]).SplitRandom(0.2, 0.2, seed: 1);

    private static Iris Flower(Species species, int i) => new() { Species = species, SepalLength = i % 5, SepalWidth = i % 3, PetalLength = i % 7, PetalWidth = i % 2 };
}
