
namespace MlDsl.Tasks.Tests.Forecasting;

/// <summary>Forecasts that add up.</summary>
public sealed class HierarchyTests
{
    private static readonly Hierarchy Shops = new(4, [[0, 1, 2, 3], [0, 1], [2, 3], [0, 2]]);

    private static List<double[]> Errors(int steps, int nodes, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, steps).Select(_ => Enumerable.Range(0, nodes).Select(node => (random.NextDouble() - 0.5) * (1 + node)).ToArray())];
    }

    [Theory]
    [InlineData(200)]
    [InlineData(12)]
    [InlineData(3)]
    public void ReconciledForecastsAddUp(int steps)
    {
        double[] forecasts = [1000, 420, 610, 390, 190, 200, 300, 305];
        foreach (double[] made in (double[][])[Shops.MinimumTrace(forecasts, Errors(steps, 8, 1)), Shops.BottomUp(forecasts)])
        {
            Assert.Equal(made[4] + made[5] + made[6] + made[7], made[0], 1e-9);
            Assert.Equal(made[4] + made[5], made[1], 1e-9);
            Assert.Equal(made[6] + made[7], made[2], 1e-9);
            Assert.Equal(made[4] + made[6], made[3], 1e-9);
        }
    }

    [Fact]
    public void WhatAddsUpStaysAsItIs()
    {
        double[] forecasts = Shops.BottomUp([0, 0, 0, 0, 10, 20, 30, 40]), made = Shops.MinimumTrace(forecasts, Errors(50, 8, 2));
        for (int i = 0; i < made.Length; i++) Assert.Equal(forecasts[i], made[i], 1e-9);
    }

    // Errors without correlation, of variances 2, 1 and 1: a gap of 4 between the total and its parts is shared in these proportions.
    [Fact]
    public void AGapIsSharedByVariance()
    {
        double root = Math.Sqrt(2);
        double[][] errors = [[root, 1, 1], [root, -1, -1], [-root, 1, -1], [-root, -1, 1]];
        double[] made = new Hierarchy(2, [[0, 1]]).MinimumTrace([14, 5, 5], errors);
        Assert.Equal([12.0, 6.0, 6.0], made.Select(static value => Math.Round(value, 9)));
    }

    // What the theory promises where the covariance is known well: no node gets worse.
    [Fact]
    public void ReconciledForecastsAreBetter()
    {
        var random = new Random(11);
        var hierarchy = new Hierarchy(2, [[0, 1]]);
        var past = new List<double[]>();
        double[] before = new double[3], after = new double[3];
        for (int step = 0; step < 4000; step++)
        {
            double[] truth = [30, 10, 20], errors = [Draw() * 1.5, Draw() * 2, Draw() * 2];
            if (step < 1000)
            {
                past.Add(errors);
                continue;
            }
            double[] forecast = [.. truth.Zip(errors, static (value, error) => value - error)];
            double[] made = hierarchy.MinimumTrace(forecast, past);
            for (int node = 0; node < 3; node++)
            {
                before[node] += Math.Pow(forecast[node] - truth[node], 2);
                after[node] += Math.Pow(made[node] - truth[node], 2);
            }
        }
        for (int node = 0; node < 3; node++) Assert.True(after[node] < before[node], $"{node}: {after[node]} {before[node]}");

        double Draw() => random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5;
    }

    [Fact]
    public void SaysWhatIsWrong()
    {
        Assert.Contains("series 0 to 1", Assert.Throws<ArgumentException>(static () => new Hierarchy(2, [[0, 2]])).Message, StringComparison.Ordinal);
        Assert.Contains("twice", Assert.Throws<ArgumentException>(static () => new Hierarchy(2, [[0, 0]])).Message, StringComparison.Ordinal);
        Assert.Contains("no series", Assert.Throws<ArgumentException>(static () => new Hierarchy(2, [[]])).Message, StringComparison.Ordinal);
        var pair = new Hierarchy(2, [[0, 1]]);
        Assert.Contains("3 nodes", Assert.Throws<ArgumentException>(() => pair.BottomUp([1, 2])).Message, StringComparison.Ordinal);
        Assert.Contains("node 1 has made no error", Assert.Throws<ArgumentException>(() => pair.MinimumTrace([1, 2, 3], [[1, 0, 1], [2, 0, 1]])).Message, StringComparison.Ordinal);
        Assert.Contains("at least 2", Assert.Throws<ArgumentException>(() => pair.MinimumTrace([1, 2, 3], [[1, 0, 1]])).Message, StringComparison.Ordinal);
        Assert.Contains("node 2 is no finite", Assert.Throws<ArgumentException>(() => pair.BottomUp([1, 2, double.NaN])).Message, StringComparison.Ordinal);
    }

    // Two shops and their sum, as a model forecasts them.
    [Fact]
    public void AModelTellsTheErrorsThatNodesAreWeighedBy()
    {
        List<Sale> shops = MadeUpSales.Of(2, 200), rows = [];
        for (int day = 0; day < 200; day++) rows.Add(shops[day] with { Shop = "all", Sold = shops[day].Sold + shops[200 + day].Sold });
        rows.AddRange(shops);
        // A shop that ended a week earlier has its errors at other steps, of which some are the same.
        SmoothSales model = SmoothSales.Fit(Dataset<Sale>.FromRows([.. rows, .. Shorter(shops, 7), .. Shorter(shops, 100)]).SplitByTime(0, 0).Train);
        var hierarchy = new Hierarchy(2, [[0, 1]]);
        IReadOnlyList<SeriesForecast<Sale>> nodes = model.Forecast(rows);
        IReadOnlyList<double[]> errors = model.CalibrationErrors(nodes);
        Assert.Equal(4 * 14, errors.Count);
        Assert.All(errors, static step => Assert.Equal(3, step.Length));
        // The last of them, by a forecast from where the history ended then.
        IReadOnlyList<SeriesForecast<Sale>> before = model.Forecast(rows.Where(static row => row.Day < MadeUpSales.First.AddDays(186)));
        for (int node = 0; node < 3; node++) Assert.Equal(rows[(node * 200) + 199].Sold - before[node].Steps[13].Value, errors[^1][node], 1e-9);
        double[][] made = hierarchy.MinimumTrace(nodes, errors);
        Assert.Equal(14, made.Length);
        for (int step = 0; step < 14; step++)
        {
            Assert.Equal(made[step][1] + made[step][2], made[step][0], 1e-9);
            Assert.Equal(hierarchy.MinimumTrace([.. nodes.Select(node => node.Steps[step].Value)], errors), made[step]);
        }
        Assert.Equal(4 * 14 - 7, model.CalibrationErrors([nodes[0], model.Forecast([.. Shorter(shops, 7)])[0]]).Count);
        Assert.Empty(model.CalibrationErrors([]));
        Assert.Contains("no step at which all 2 nodes were forecast", Assert.Throws<SeriesException>(() => model.CalibrationErrors([nodes[0], model.Forecast([.. Shorter(shops, 100)])[0]])).Message, StringComparison.Ordinal);
        Assert.Contains("Node 1 is no series that intervals were calibrated on", Assert.Throws<SeriesException>(() => model.CalibrationErrors([nodes[0], model.Forecast(shops[..100].Select(static row => row with { Shop = "new" }))[0]])).Message, StringComparison.Ordinal);
        Assert.Contains("of other steps than that of node 0", Assert.Throws<ArgumentException>(() => hierarchy.MinimumTrace([nodes[0], nodes[1], model.Forecast([.. Shorter(shops, 7)])[0]], errors)).Message, StringComparison.Ordinal);
        Assert.Contains("there are 3 nodes, totals first, and 2 forecasts", Assert.Throws<ArgumentException>(() => hierarchy.MinimumTrace([nodes[0], nodes[1]], errors)).Message, StringComparison.Ordinal);
        using var stream = new MemoryStream();
        model.Save(stream);
        stream.Position = 0;
        Assert.Contains("its file does not hold them", Assert.Throws<InvalidOperationException>(() => SmoothSales.Load(stream).CalibrationErrors(nodes)).Message, StringComparison.Ordinal);

        static IEnumerable<Sale> Shorter(List<Sale> shops, int days) => shops.Take(200 - days).Select(row => row with { Shop = $"without {days}" });
    }
}
