using MlDsl.Columns;

namespace MlDsl.Reports.Tests.Sections;

/// <summary>What rows of a cluster have in common: means and shares of columns, none of few rows.</summary>
public sealed class ClusterCentersTests
{
    private const int Least = 10;

    // Of the 50 rows of cluster 0 five are red, which are too few to be told, and of those of cluster 1 twenty-five.
    [Fact]
    public void AShareOfFewRowsIsToldNowhere()
    {
        PlotPart plot = Plot(Of(100, static row => row / 50, Texts("Colour", static row => row < 5 || (row >= 50 && row % 2 == 0) ? "red" : "blue")));
        HeatMark heat = Heat(plot);
        Assert.Equal(["Colour = blue", "Colour = red"], plot.Y.Names.Order(StringComparer.Ordinal));
        for (int line = 0; line < 2; line++)
        {
            Assert.Equal(("", 0), (heat.Texts[2 * line], heat.Shade[2 * line]));
            Assert.Equal("0.5", heat.Texts[(2 * line) + 1]);
            Assert.True(heat.Shade[(2 * line) + 1] > 0);
            Assert.Equal(("", null), (plot.Table.Rows[line][2].Text, plot.Table.Rows[line][2].Number));
            Assert.Equal(0.5, plot.Table.Rows[line][3].Number);
        }
        Assert.Contains("in cluster 1: 0.5", plot.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void WhereAllAreFewNoneIsTheFurthest()
    {
        PlotPart plot = Plot(Of(100, static row => row / 50, Texts("Colour", static row => row % 10 == 0 ? "red" : "blue")));
        Assert.All(plot.Table.Rows, static row => Assert.Equal(("", ""), (row[2].Text, row[3].Text)));
        Assert.DoesNotContain("Furthest", plot.Summary, StringComparison.Ordinal);
    }

    // What all rows of a cluster have, or none, may be told; a value that all rows but a few have has no line.
    [Fact]
    public void AShareOfAllRowsAndOfNoneIsTold()
    {
        PlotPart plot = Plot(Of(100, static row => row / 50, Texts("Side", static row => row < 50 ? "left" : "right"), Texts("Used", static row => row < 3 ? "no" : "yes")));
        Assert.Equal(
            [("Side = left", 1.0, 0.0), ("Side = right", 0.0, 1.0)],
            plot.Table.Rows.Select(static row => (row[0].Text, row[2].Number!.Value, row[3].Number!.Value)).OrderBy(static row => row.Text, StringComparer.Ordinal));
    }

    // Seconds since 1970 as numbers: their squares are beyond what a double tells apart. The deviation is √(5² + 0.5²).
    [Fact]
    public void LargeNumbersAreAsFarApartAsSmallOnes()
    {
        PlotPart plot = Plot(Of(100, static row => row / 50, Numbers("Seconds", static row => 1.7e9 + (10 * (row / 50)) + (row % 2))));
        double shade = 5 / Math.Sqrt(25.25) / 2;
        Assert.All(Heat(plot).Shade, found => Assert.Equal(shade, found, 1e-9));
        Assert.Equal((1.7e9 + 0.5, 1.7e9 + 10.5), (plot.Table.Rows[0][2].Number!.Value, plot.Table.Rows[0][3].Number!.Value));
    }

    // The second cluster lies behind the first 20,000 rows.
    [Fact]
    public void OfManyRowsEveryFewAreLookedAtToTheEnd()
    {
        const int rows = 50_000;
        ReportPart[] parts = Of(rows, static row => row < 30_000 ? 0 : 1, Numbers("Place", static row => row));
        PlotPart plot = Plot(parts);
        Assert.Equal(["cluster 0", "cluster 1"], plot.X.Names);
        Assert.Equal(14_998.5, plot.Table.Rows[0][2].Number);
        Assert.Equal(39_999, plot.Table.Rows[0][3].Number!.Value, 1.5);
        Assert.Contains(parts.OfType<NotePart>(), static note => note.Text == "Means and shares are of 16,667 rows, one in 3 of 50,000 at even steps.");
        Assert.DoesNotContain(Of(20_000, static row => row % 2, Numbers("Place", static row => row)), static part => part is NotePart);
    }

    private static ReportPart[] Of(int rows, Func<int, int> cluster, params ReportColumn[] columns) => [.. ClusterCenters.Of(columns, [.. Enumerable.Range(0, rows).Select(cluster)], Least)];

    private static PlotPart Plot(ReportPart[] parts) => Assert.Single(parts.OfType<PlotPart>());

    private static HeatMark Heat(PlotPart plot) => Assert.IsType<HeatMark>(Assert.Single(plot.Marks));

    private static ReportColumn Texts(string name, Func<int, string> of) => new(new ColumnSchema(name, name, "string", ColumnRole.None, "Categorical", true), row => ColumnValue.Text(of(row)));

    private static ReportColumn Numbers(string name, Func<int, double> of) => new(new ColumnSchema(name, name, "double", ColumnRole.None, "Numeric", true), row => ColumnValue.Number(of(row)));
}
