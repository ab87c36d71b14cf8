namespace MlDsl.Monitoring.Tests.Alarms;

public sealed class ShiftComponentTests
{
    [Fact]
    public void EachHasMeanZeroAndVarianceOneOverTheReference()
    {
        ReferenceProfile reference = Counted.Reference(
            [Counted.Number("Distance", [100, 700, 3000, 0, 1000], missing: 300), Counted.Category("Vendor", ("a", 4000), ("b", 1000), ("c", 100))]);
        ShiftComponent[] components = ShiftComponents.Of(reference);
        Assert.Equal(1, components.Sum(static component => component.Weight), 1e-12);
        foreach (ShiftComponent component in components)
        {
            long[] cells = reference.Columns[component.Column].ToCells();
            double rows = cells.Sum(), mean = 0, square = 0;
            for (int cell = 0; cell < cells.Length; cell++)
            {
                mean += cells[cell] * component.Scores[cell] / rows;
                square += cells[cell] * component.Scores[cell] * component.Scores[cell] / rows;
            }
            Assert.Equal(0, mean, 1e-12);
            Assert.Equal(component.Varies ? 1 : 0, square, 1e-12);
        }
        Assert.Equal(
            ["Location", "Spread", "Missing", "Unknown", "Share a", "Share b", "Share c", "Missing", "Unknown"],
            components.Select(static component => $"{component.Kind} {component.Category}".TrimEnd()));
    }

    [Fact]
    public void LocationAndSpreadDoNotVaryTogether()
    {
        long[] cells = [500, 900, 2000, 400, 200, 0, 0];
        ShiftComponent[] components = ShiftComponents.Of(Counted.Reference([Counted.Number("Distance", cells[..5])]));
        Assert.Equal(0, Enumerable.Range(0, cells.Length).Sum(cell => cells[cell] * components[0].Scores[cell] * components[1].Scores[cell]), 1e-8);
    }

    [Fact]
    public void TwoCategoriesAreOneShareAndManyAreTold()
    {
        Assert.Single(ShiftComponents.Of(Counted.Reference([Counted.Category("Sex", ("f", 10), ("m", 20))])), static component => component.Kind == ShiftKind.Share);
        ShiftComponent[] many = ShiftComponents.Of(Counted.Reference([Counted.Category("Zip", [.. Enumerable.Range(0, 100).Select(static i => ($"{i}", 1000L - i))])]));
        ShiftComponent[] shares = [.. many.Where(static component => component.Kind == ShiftKind.Share)];
        Assert.Equal(24, shares.Length);
        Assert.Equal("77 others", shares[^1].Category);
    }

    [Fact]
    public void AShiftOfNormalBinsIsNoSpread()
    {
        // Twelve bins of equal rows of a standard normal distribution, and of one that is half a deviation further.
        long[] before = [.. Enumerable.Repeat(100_000L, 12)];
        ShiftComponent[] components = ShiftComponents.Of(Counted.Reference([Counted.Number("x", before)]));
        long[] moved = new long[14];
        double last = 0;
        for (int bin = 0; bin < 12; bin++)
        {
            double to = bin == 11 ? 1 : 1 - (0.5 * MathNet.Numerics.SpecialFunctions.Erfc((Normal.Quantile((bin + 1) / 12.0) - 0.5) / Math.Sqrt(2)));
            moved[bin] = (long)((to - last) * 1_000_000);
            last = to;
        }
        Assert.InRange(components[0].Mean(moved), 0.45, 0.5);
        Assert.Equal(0, components[1].Mean(moved), 0.01);
        Assert.InRange(components[1].Explained(moved), 0.1, 0.2);
    }
}
