using System.Globalization;
using MlDsl.Training;

namespace MlDsl.EndToEnd.Tests.Searches;

/// <summary>A number in time, by formula.</summary>
[Dataset]
public sealed partial record Tide
{
    [EventTime] public required DateTime At { get; init; }
    [Numeric] public required float X { get; init; }
    [Numeric] public required float Y { get; init; }
    [Label] public float Level { get; init; }
}

[Model<Tide, Regression>]
[LinearRegression(L2 = 1)]
[Search(nameof(LinearRegressionAttribute.L2), 0.001, 0.1, 1.0, 10.0)]
public sealed partial class TideModel;

/// <summary>A small grid in time has scikit-learn's folds and losses, which reference.py prints.</summary>
public sealed class SearchReferenceTests
{
    private static readonly Dictionary<double, double[]> Expected = new()
    {
        [0.001] = [1.992298588, 1.743697383, 1.635202809],
        [0.1] = [1.914584555, 1.751192551, 1.652087842],
        [1] = [1.582269384, 2.019157294, 2.012648095],
        [10] = [4.744687808, 5.143483609, 5.385746068],
    };

    [Fact]
    public void AGridHasTheLossesOfScikitLearn()
    {
        Split<Tide> split = Dataset<Tide>.FromRows(Enumerable.Range(0, 200).Select(static i =>
        {
            float x = (i * 37 % 101) / 10f, y = (i * 53 % 97) / 10f;
            return new Tide { At = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddHours(i), X = x, Y = y, Level = (3 * x) - y + (i * 71 % 29 / 5f) };
        })).SplitByTime(0.2, 0.2);
        SearchResult found = TideModel.Search(split.Development, static rows => rows.RollingOrigin(3, horizon: 0.2), options: new() { Strategy = new RandomSearch { Trials = 20 } });
        var seen = new HashSet<double>();
        foreach (SearchTrial trial in found.Trials)
        {
            double l2 = double.Parse(trial.Options.GetValueOrDefault("L2", "1"), CultureInfo.InvariantCulture);
            seen.Add(l2);
            for (int fold = 0; fold < 3; fold++) Assert.Equal(Expected[l2][fold], trial.Losses[fold], 1e-5);
        }
        Assert.Equal(Expected.Keys.Order(), seen.Order());
        Assert.Equal("0.1", found.Best.Options["L2"]);
    }
}
