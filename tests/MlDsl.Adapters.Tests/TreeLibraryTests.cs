using MlDsl.Kernels;
using MlDsl.Testing;

namespace MlDsl.Adapters.Tests;

/// <summary>A time in seconds.</summary>
public readonly record struct Moment(double Stamp);

/// <summary>What the model says of it, and the same as it may be rounded.</summary>
public readonly record struct Guess([property: Output("prediction")] double Exact, [property: Output("raw_score")] float Rounded);

[TreeModel("Compiled/stamp.txt")]
public sealed partial class StampModel : IScorer<Moment, float>;

[TreeModel("Compiled/stamp.txt")]
public sealed partial class ExactStampModel : IScorer<Moment, Guess>;

/// <summary>The features of <c>fruit.txt</c> in an order of their own.</summary>
public readonly record struct Fruit(int? Store, string? Color, float Miles);

[TreeModel("Compiled/fruit.txt")]
public sealed partial class FruitModel : IScorer<Fruit, double>;

[TreeModel("Compiled/fruit.txt")]
public sealed partial class OpenFruitModel;

/// <summary>The features of <c>slope.txt</c>.</summary>
public readonly record struct Haul(float Hours, float Miles, string? Color);

[TreeModel("Compiled/slope.txt")]
public sealed partial class SlopeModel : IScorer<Haul, double>;

public readonly record struct Ride(float Miles, string? Color);

[TreeModel("Compiled/stopped.json", Iterations = TreeIterations.Best)]
public sealed partial class BestModel : IScorer<Ride, float>;

[TreeModel("Compiled/stopped.json", Iterations = TreeIterations.All)]
public sealed partial class WholeModel : IScorer<Ride, float>;

/// <summary>Files with what is the library's own, compiled into this assembly; what they say can be told by looking at them.</summary>
[Collection(Alone.Name)]
public sealed class TreeLibraryTests
{
    [Theory]
    [InlineData(1_700_000_032.0, 1)]
    [InlineData(1_700_000_032.5, 1)]
    [InlineData(1_700_000_033.0, 1_700_000_000.25)]
    [InlineData(double.NaN, 1)]
    public void SecondsOfOurTimeStayApart(double stamp, double expected)
    {
        using StampModel model = StampModel.Load();
        using ExactStampModel exact = ExactStampModel.Load();
        model.Run(new Moment(stamp), out float rounded);
        exact.Run(new Moment(stamp), out Guess guess);
        Assert.Equal((float)expected, rounded);
        Assert.Equal(new Guess(expected, (float)expected), guess);
    }

    [Theory]
    [InlineData(7, "blue", 0.25f, 212)]
    [InlineData(9, "red", 0.75f, 121)]
    [InlineData(40, "green", 0.5f, 221)]
    [InlineData(8, "BLUE", 1f, 122)]
    [InlineData(null, null, float.NaN, 222)]
    public void LightGbmsCategoriesAreGivenByValue(int? store, string? color, float miles, double expected)
    {
        using FruitModel model = FruitModel.Load();
        model.Run(new Fruit(store, color, miles), out double found);
        Assert.Equal(expected, found);
        var batch = new double[3];
        model.Run([new(store, color, miles), new(7, "blue", 0.25f), new(store, color, miles)], batch);
        Assert.Equal([expected, 212, expected], batch);
    }

    [Theory]
    [InlineData("blue", 3, 2, 14)]
    [InlineData("blue", float.NaN, 2, 5)]
    [InlineData("blue", 3, float.NaN, 5)]
    [InlineData("red", float.NaN, 3, 21.5)]
    [InlineData(null, 3, float.NaN, 7)]
    public void LeavesThatAreLinearModelsReadTheirFeaturesByName(string? color, float miles, float hours, double expected)
    {
        using SlopeModel model = SlopeModel.Load();
        model.Run(new Haul(hours, miles, color), out double found);
        Assert.Equal(expected, found);
        var batch = new double[3];
        model.Run([new(2, 3, "blue"), new(hours, miles, color), new(4, 0, "green")], batch);
        Assert.Equal([14, expected, 22], batch);
        var haul = new Haul(hours, miles, color);
        Allocations.AssertNone(() => model.Run(in haul, out found), 200);
    }

    [Fact]
    public void TheGeneratedInputTakesValuesAsWell()
    {
        using OpenFruitModel model = OpenFruitModel.Load();
        double[] miles = [0.25, 0.75];
        string[] colors = ["blue", CategoryTable.MissingText];
        long[] stores = [40, CategoryTable.MissingWhole];
        using OpenFruitModel.Output found = model.Run(new() { Features = miles, Color = colors, Store = stores });
        Assert.Equal([211.0, 122.0], found.Prediction.ToArray());
    }

    [Fact]
    public void EarlyStoppingAndTheChoiceOfTheClassDecideTheIterations()
    {
        using BestModel best = BestModel.Load();
        using WholeModel whole = WholeModel.Load();
        foreach (var (color, one, all) in new (string?, float, float)[] { ("red", 1.5f, 3f), ("blue", 2.5f, 5f), (null, 1.5f, 3f) })
        {
            best.Run(new Ride(1f, color), out float found);
            Assert.Equal(one, found);
            whole.Run(new Ride(1f, color), out found);
            Assert.Equal(all, found);
        }
    }

    [Fact]
    public void XGBoostRefusesAValueThatItWasNotTrainedWith()
    {
        using BestModel best = BestModel.Load();
        Assert.Contains(
            "'green' is none of the categories of 'Color' that the model was trained with, which are 'red', 'blue'",
            Assert.Throws<OperatorException>(() => best.Run(new Ride(1f, "green"), out _)).Message,
            StringComparison.Ordinal);
        best.Run(new Ride(1f, "blue"), out float found);
        Assert.Equal(2.5f, found);
    }

    [Fact]
    public void LookingCategoriesUpAllocatesNothing()
    {
        using FruitModel model = FruitModel.Load();
        Fruit[] rows = [new(7, "blue", 1f), new(null, null, 2f), new(8, "other", 0f)];
        var found = new double[rows.Length];
        Memory.AssertAllocatesNothing(() => model.Run(rows, found));
    }
}
