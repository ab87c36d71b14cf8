using MlDsl.Monitoring.Tests.Alarms;

namespace MlDsl.Monitoring.Tests.Statistics;

public sealed class ColumnDriftTests
{
    [Fact]
    public void NumbersHaveDistancesInTheirUnit()
    {
        ColumnDrift[] drifts = [.. ColumnDrift.Of(Counted.Usual, Counted.Moved(0))];
        Assert.Equal(["Distance", "Vendor", "prediction"], drifts.Select(static drift => drift.Column));
        ColumnDrift distance = drifts[0];
        Assert.Equal((500L, 2.5, 2.8), (distance.Rows, distance.ReferenceMean, distance.Mean));
        Assert.Equal(0.3, distance.Wasserstein.Value, 1e-12);

        // Quartiles between the centres 1.5 and 2.5: of the middles of their rows, 0.2 and 0.5, and likewise above.
        Assert.Equal(0.3 / (2 * (1 - (0.05 / 0.3))), distance.NormalizedWasserstein, 1e-12);
        Assert.True(distance.KolmogorovSmirnov.Probability < 0.001);
        Assert.True(distance.ChiSquared.Probability < 0.001);
    }

    [Fact]
    public void CategoriesCountTheUnknownOnesAsOneMore()
    {
        ColumnDrift vendor = ColumnDrift.Of(Counted.Usual, Counted.Window(Counted.Usual, 0, [50, 100, 200, 100, 50, 0, 0], [280, 140, 50, 10, 20], [125, 125, 125, 125, 0, 0]))[1];
        Assert.Equal(BinStatistics.ChiSquared([6000, 3000, 1000, 0], [280, 140, 50, 20]), vendor.ChiSquared);
        Assert.Equal((0, 0.02), (vendor.Missing.Reference, vendor.Missing.Now));
        Assert.Equal((0, 0.04), (vendor.Unknown.Reference, vendor.Unknown.Now));
        Assert.InRange(vendor.Unknown.Probability, 0, 1e-10);
        Assert.Equal(double.NaN, vendor.Wasserstein.Value);
    }

    [Fact]
    public void PairsTellWhatNoColumnTells()
    {
        ColumnProfile Of(string name) => Counted.Category(name, ("a", 1000), ("b", 1000)) with { Groups = [0, 1, 2, 2] };
        ReferenceProfile reference = Counted.Reference([Of("x"), Of("y")]) with
        {
            Pairs = [new PairProfile(0, 1, [500, 500, 0, 500, 500, 0, 0, 0, 0], 0)],
            ObservedPairs = 1,
        };
        ProfileWindow window = Counted.Window(reference, 0, [50, 50, 0, 0], [50, 50, 0, 0]) with { Pairs = [[45, 5, 0, 5, 45, 0, 0, 0, 0]] };
        Assert.All(ColumnDrift.Of(reference, window), static drift => Assert.Equal(0, drift.ChiSquared.Value, 1e-12));
        PairDrift pair = Assert.Single(PairDrift.Of(reference, window));
        Assert.Equal(("x", "y"), (pair.First, pair.Second));
        Assert.InRange(pair.ChiSquared.Probability, 0, 1e-10);
        Assert.Empty(PairDrift.Of(reference, window with { Pairs = [] }));
    }
}
