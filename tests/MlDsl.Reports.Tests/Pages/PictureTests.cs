using System.Globalization;
using System.Xml.Linq;

namespace MlDsl.Reports.Tests.Pages;

/// <summary>Values lie in pictures where their axes say.</summary>
public sealed class PictureTests
{
    private static readonly PlotAxis Unit = new("x", 0, 1), Tens = new("y", 0, 10);
    private static readonly TablePart NoTable = new("t", ["x"], []);

    [Fact]
    public void AnAxisGoesFromItsLowToItsHigh()
    {
        var scale = new PlotScale(new PlotAxis("x", -5, 15), 100, 300);
        Assert.Equal((100, 200, 300), (scale.At(-5), scale.At(5), scale.At(15)));
        Assert.Equal((100, 300), (scale.At(-1e9), scale.At(1e9)));
        Assert.Equal(200, new PlotScale(new PlotAxis("x", 3, 3), 100, 300).At(3));
        Assert.Equal(200, new PlotScale(new PlotAxis("x", -double.MaxValue, double.MaxValue), 100, 300).At(0), 1e-9);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-3.7, 12.2)]
    [InlineData(1e-9, 3e-9)]
    [InlineData(-5e12, 7e12)]
    [InlineData(0.98, 1.02)]
    public void TicksAreFewRoundAndInside(double low, double high)
    {
        IReadOnlyList<double> ticks = new PlotScale(new PlotAxis("x", low, high), 0, 1).Ticks(7);
        Assert.InRange(ticks.Count, 2, 7);
        double step = ticks[1] - ticks[0];
        double digits = step / Math.Pow(10, Math.Floor(Math.Log10(step * 1.0000001)));
        Assert.Contains(new[] { 1.0, 2, 5, 10 }, round => Math.Abs(digits - round) < 1e-3);
        Assert.All(ticks, tick => Assert.InRange(tick, low - (1e-9 * step), high + (1e-9 * step)));
        for (int i = 1; i < ticks.Count; i++) Assert.Equal(step, ticks[i] - ticks[i - 1], Math.Abs(step) * 1e-6);
    }

    [Fact]
    public void PointsAndTheirIntervalsLieAtTheirValues()
    {
        var (picture, svg) = Drawn(Unit, Tens, new PointMark("p", [0, 0.25, 1], [0, 5, double.NaN]) { Low = [0, 4, 1], High = [1, 7, 2] });
        XElement[] circles = [.. svg.Descendants("circle")];
        Assert.Equal(2, circles.Length);
        Assert.Equal(picture.X.At(0.25), Value(circles[1], "cx"), 0.01);
        Assert.Equal(picture.Y.At(5), Value(circles[1], "cy"), 0.01);
        XElement whisker = svg.Descendants("line").Last(static l => (string?)l.Attribute("class") == "whisker");
        Assert.Equal((picture.Y.At(4), picture.Y.At(7)), (Value(whisker, "y1"), Value(whisker, "y2")), Near);
        Assert.True(picture.Y.At(7) < picture.Y.At(4));
    }

    [Fact]
    public void ALineGoesThroughItsPointsAndStopsWhereOneIsNone()
    {
        var (picture, svg) = Drawn(Unit, Tens, new LineMark("l", [0, 0.5, 0.6, 0.8, 1], [0, 10, double.NaN, 2, 3]));
        string path = (string)svg.Descendants("path").Single().Attribute("d")!;
        Assert.Equal($"M{At(picture, 0, 0)}L{At(picture, 0.5, 10)}M{At(picture, 0.8, 2)}L{At(picture, 1, 3)}", path);
        var (_, none) = Drawn(Unit, Tens, new LineMark("l", [double.NaN], [1]));
        Assert.Empty(none.Descendants("path"));
    }

    [Fact]
    public void ABandIsClosedAroundItsInterval()
    {
        var (picture, svg) = Drawn(Unit, Tens, new BandMark("b", [0, 1], [1, 2], [3, 4]));
        Assert.Equal(
            $"M{At(picture, 0, 3)}L{At(picture, 1, 4)}L{At(picture, 1, 2)}L{At(picture, 0, 1)}Z", (string?)svg.Descendants("path").Single().Attribute("d"));
    }

    [Fact]
    public void BarsStandOnZeroAndAreAsHighAsTheirValues()
    {
        var (picture, svg) = Drawn(Unit, Tens, new BarMark("b", [0, 0.5], [0.5, 1], [10, 2.5]));
        XElement[] bars = [.. svg.Descendants("rect")];
        Assert.Equal(4, Value(bars[0], "height") / Value(bars[1], "height"), 0.01);
        Assert.All(bars, bar => Assert.Equal(picture.Y.At(0), Value(bar, "y") + Value(bar, "height"), 0.02));
        Assert.Equal(picture.X.At(0.5), Value(bars[1], "x"), 0.01);
    }

    [Fact]
    public void LyingBarsBeginAtZeroOnEitherSide()
    {
        var (picture, svg) = Drawn(new PlotAxis("x", -2, 2), PlotAxis.Of("names", ["a", "b"]), new RangeMark("r", [new Metric(1, 0.5, 1.5), Metric.Point(-2)]));
        XElement[] bars = [.. svg.Descendants("rect")];
        Assert.Equal((picture.X.At(0), picture.X.At(1)), (Value(bars[0], "x"), Value(bars[0], "x") + Value(bars[0], "width")), Near);
        Assert.Equal((picture.X.At(-2), picture.X.At(0)), (Value(bars[1], "x"), Value(bars[1], "x") + Value(bars[1], "width")), Near);
        Assert.True(Value(bars[0], "y") < Value(bars[1], "y"));
        Assert.Single(svg.Descendants("line"), static l => (string?)l.Attribute("class") == "whisker");
    }

    [Fact]
    public void PointsBesideNamesHaveLyingIntervals()
    {
        var (picture, svg) = Drawn(Tens, PlotAxis.Of("names", ["a", "b"]), new PointMark("p", [5, 6], [0, 1]) { Low = [4, 5], High = [7, 8], IsLying = true });
        XElement whisker = svg.Descendants("line").First(static l => (string?)l.Attribute("class") == "whisker");
        Assert.Equal((picture.X.At(4), picture.X.At(7)), (Value(whisker, "x1"), Value(whisker, "x2")), Near);
        Assert.Equal((picture.Y.At(0), picture.Y.At(0)), (Value(whisker, "y1"), Value(whisker, "y2")), Near);
    }

    [Fact]
    public void OneValueStandsByItsNameWithoutAScale()
    {
        PlotPart plot = Plots.Of("Constant", "x", Histogram.Of([.. Enumerable.Repeat(0.0, 50)], 20, 10)!);
        Assert.Equal(["0"], plot.X.Names);
        var page = new Markup();
        new PlotPicture(page, plot).Draw();
        XElement svg = XElement.Parse(page.ToString());
        Assert.Single(svg.Descendants("rect"));
        Assert.DoesNotContain(svg.Descendants("text"), static t => t.Value.Contains('E', StringComparison.Ordinal));
    }

    [Fact]
    public void NamesAreCutByTheirWidthBetweenWholeCharacters()
    {
        Assert.Equal("short", TextWidth.Cut("short", 10));
        string narrow = TextWidth.Cut(new string('i', 100), 10), wide = TextWidth.Cut(new string('W', 100), 10);
        Assert.True(narrow.Length > 2 * wide.Length);
        Assert.All([narrow, wide], static text => Assert.InRange(TextWidth.Of(text), 8, 10.001));
        Assert.Equal("…", TextWidth.Cut("\U0001F600\U0001F600", 1.5));
        Assert.DoesNotContain('\uFFFD', new System.Text.UTF8Encoding(false).GetString(System.Text.Encoding.UTF8.GetBytes(TextWidth.Cut("\U0001F600\U0001F600\U0001F600", 4))));
    }

    [Fact]
    public void CellsCoverTheFieldAndAreShadedByTheirShare()
    {
        PlotAxis two = PlotAxis.Of("names", ["a", "b"]);
        var (picture, svg) = Drawn(two, two, new HeatMark("h", [1, 0, 0.5, 0.5], ["8", "0", "3", "3"]));
        XElement[] cells = [.. svg.Descendants("rect")];
        Assert.Equal(4, cells.Length);
        Assert.Equal((picture.X.From, picture.X.To), (Value(cells[0], "x"), Value(cells[1], "x") + Value(cells[1], "width")), Near);
        Assert.Equal((0.5, 0, 0.25), (Value(cells[0], "fill-opacity"), Value(cells[1], "fill-opacity"), Value(cells[2], "fill-opacity")));
        Assert.True(Value(cells[2], "y") > Value(cells[0], "y"));
    }

    [Fact]
    public void APictureSaysWhatItShows()
    {
        var (_, svg) = Drawn(Unit, Tens, new LineMark("l", [0, 1], [0, 1]));
        Assert.Equal(("img", "Title. Says it."), ((string?)svg.Attribute("role"), (string?)svg.Attribute("aria-label")));
        Assert.Contains(svg.Descendants("text"), static t => t.Value == "x");
        Assert.Contains(svg.Descendants("text"), static t => t.Value == "y");
    }

    // Times within a day, and days within weeks: their axes say which, at whole units.
    [Theory]
    [InlineData(1, "2023-05-01 00:00", "yyyy-MM-dd HH:mm")]
    [InlineData(4000, "2023-03-22 to 2031-06-08", "yyyy-MM-dd")]
    public void AnAxisOfTimesIsDividedAtTimes(int minutes, string from, string format)
    {
        double[] times = [.. Enumerable.Range(0, 1000).Select(i => (double)new DateTime(2023, 5, 1).AddMinutes(minutes * i).Ticks)];
        TimeText time = TimeText.Of(times);
        PlotPart plot = Plots.Of("Times", "time", Histogram.Of(times, 24, 10, time.Unit)!, time);
        Assert.Contains($"from {from}", plot.Summary, StringComparison.Ordinal);
        Assert.Equal(plot.Table.Rows.Count, plot.Table.Rows.Select(static r => r[0].Text).Distinct().Count());
        Assert.All(plot.Table.Rows, static r => Assert.NotEqual(r[0].Text, r[1].Text));
        var page = new Markup();
        new PlotPicture(page, plot).Draw();
        string[] labels = [.. XElement.Parse(page.ToString()).Descendants("text").Select(static t => t.Value).Where(static t => t.Length >= 10 && t[0] == '2')];
        Assert.InRange(labels.Distinct().Count(), 2, 4);
        Assert.All(labels, label => Assert.True(DateTime.TryParseExact(label, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out _), label));
    }

    private static readonly IEqualityComparer<(double, double)> Near = EqualityComparer<(double, double)>.Create(
        static (a, b) => Math.Abs(a.Item1 - b.Item1) < 0.02 && Math.Abs(a.Item2 - b.Item2) < 0.02, static _ => 0);

    private static double Value(XElement element, string attribute) => double.Parse((string)element.Attribute(attribute)!, CultureInfo.InvariantCulture);

    private static string At(PlotPicture picture, double x, double y) => $"{Markup.Number(picture.X.At(x))} {Markup.Number(picture.Y.At(y))}";

    private static (PlotPicture Picture, XElement Svg) Drawn(PlotAxis x, PlotAxis y, params PlotMark[] marks)
    {
        var page = new Markup();
        var picture = new PlotPicture(page, new PlotPart("Title", "Says it.", x, y, marks, NoTable));
        picture.Draw();
        return (picture, XElement.Parse(page.ToString()));
    }
}
