using System.Text;

namespace MlDsl.Reports;

/// <summary>Draws one mark of a plot.</summary>
/// <param name="page">Where to.</param>
/// <param name="x">Where the values of the horizontal axis lie.</param>
/// <param name="y">Where those of the vertical axis lie.</param>
/// <param name="color">The class that has the mark's color.</param>
internal sealed class MarkPicture(Markup page, PlotScale x, PlotScale y, string color)
{
    private const double Radius = 3.5, BarHeight = 14;

    // On a small screen as well. An attribute, because checkers of style sheets do not know it.
    private static readonly (string, string?) KeepsWidth = ("vector-effect", "non-scaling-stroke");

    public void Draw(PlotMark mark)
    {
        switch (mark)
        {
            case LineMark line: Draw(line); break;
            case BandMark band: Draw(band); break;
            case BarMark bars: Draw(bars); break;
            case PointMark points: Draw(points); break;
            case RangeMark ranges: Draw(ranges); break;
            case HeatMark heat: Draw(heat); break;
        }
    }

    private void Draw(LineMark line)
    {
        var path = new StringBuilder();
        bool isDown = false;
        for (int i = 0; i < line.X.Count; i++)
        {
            bool isThere = double.IsFinite(line.X[i]) && double.IsFinite(line.Y[i]);
            if (isThere) path.Append(isDown ? 'L' : 'M').Append(Place(line.X[i], line.Y[i]));
            isDown = isThere;
        }
        if (path.Length > 0) page.Empty("path", ("d", path.ToString()), ("class", $"line {(line.IsDashed ? "dashed " : "")}{color}"), KeepsWidth);
    }

    private void Draw(BandMark band)
    {
        int[] there = [.. Enumerable.Range(0, band.X.Count).Where(i => double.IsFinite(band.X[i]) && double.IsFinite(band.Low[i]) && double.IsFinite(band.High[i]))];
        if (there.Length < 2) return;
        var path = new StringBuilder();
        foreach (int i in there) path.Append(path.Length == 0 ? 'M' : 'L').Append(Place(band.X[i], band.High[i]));
        foreach (int i in Enumerable.Reverse(there)) path.Append('L').Append(Place(band.X[i], band.Low[i]));
        page.Empty("path", ("d", path.Append('Z').ToString()), ("class", $"area {color}"));
    }

    private void Draw(BarMark bars)
    {
        for (int i = 0; i < bars.Height.Count; i++)
        {
            if (!double.IsFinite(bars.Height[i]) || bars.Height[i] <= 0) continue;
            double left = x.At(bars.From[i]), top = y.At(bars.Height[i]);
            Box(left, top, Math.Max(x.At(bars.To[i]) - left, 0.5), y.At(0) - top, $"bar {color}");
        }
    }

    private void Draw(PointMark points)
    {
        for (int i = 0; i < points.X.Count; i++)
        {
            if (!double.IsFinite(points.X[i]) || !double.IsFinite(points.Y[i])) continue;
            double across = x.At(points.X[i]), up = y.At(points.Y[i]);
            if (i < points.Low.Count && double.IsFinite(points.Low[i]) && double.IsFinite(points.High[i]))
            {
                if (points.IsLying) Whisker(x.At(points.Low[i]), up, x.At(points.High[i]), up);
                else Whisker(across, y.At(points.Low[i]), across, y.At(points.High[i]));
            }
            page.Empty("circle", ("cx", Markup.Number(across)), ("cy", Markup.Number(up)), ("r", Markup.Number(Radius)), ("class", $"point {color}"));
        }
    }

    private void Draw(RangeMark ranges)
    {
        double zero = x.At(0);
        for (int i = 0; i < ranges.Values.Count; i++)
        {
            Metric value = ranges.Values[i];
            if (!double.IsFinite(value.Value)) continue;
            double end = x.At(value.Value), middle = y.At(i);
            Box(Math.Min(zero, end), middle - (BarHeight / 2), Math.Max(Math.Abs(end - zero), 0.5), BarHeight, $"bar {color}");
            if (value.HasInterval) Whisker(x.At(value.Low), middle, x.At(value.High), middle);
        }
    }

    private void Draw(HeatMark heat)
    {
        int columns = x.Axis.Names.Count;
        double width = (x.To - x.From) / Math.Max(columns, 1), height = (y.To - y.From) / Math.Max(y.Axis.Names.Count, 1);
        for (int i = 0; i < heat.Shade.Count; i++)
        {
            double left = x.At((i % columns) - 0.5), top = y.At((i / columns) - 0.5);
            page.Empty("rect", ("x", Markup.Number(left)), ("y", Markup.Number(top)), ("width", Markup.Number(width)), ("height", Markup.Number(height)), ("class", "cell"), ("fill-opacity", Markup.Number(0.5 * heat.Shade[i])));
            // A text wider than its cell would lie over others; the table has it.
            if (TextWidth.Of(heat.Texts[i]) * PlotPicture.TextSize <= width) page.Element("text", heat.Texts[i], ("x", Markup.Number(left + (width / 2))), ("y", Markup.Number(top + (height / 2) + 4)), ("text-anchor", "middle"));
        }
    }

    private void Box(double left, double top, double width, double height, string kind) =>
        page.Empty("rect", ("x", Markup.Number(left)), ("y", Markup.Number(top)), ("width", Markup.Number(width)), ("height", Markup.Number(height)), ("class", kind));

    private void Whisker(double x1, double y1, double x2, double y2) =>
        page.Empty("line", ("x1", Markup.Number(x1)), ("y1", Markup.Number(y1)), ("x2", Markup.Number(x2)), ("y2", Markup.Number(y2)), ("class", "whisker"), KeepsWidth);

    private string Place(double across, double up) => $"{Markup.Number(x.At(across))} {Markup.Number(y.At(up))}";
}
