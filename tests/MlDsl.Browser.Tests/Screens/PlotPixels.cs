namespace MlDsl.Browser.Tests.Screens;

/// <summary>What is wrong with the picture of a plot, beside what the page says that it draws.</summary>
internal static class PlotPixels
{
    // A plot is lines and letters on an empty ground; one of cells is nearly full.
    private const double LeastInk = 0.01, MostInk = 0.6, MostInkOfCells = 0.97;
    private const int LeastColors = 6, Visible = 24, SmallestShift = 6;
    private const double Sliver = 1.5, PointSize = 9, ThinBand = 6;

    /// <summary>Each problem in words; none where every mark is where it should be, in its colour, and texts lie apart and inside.</summary>
    public static IEnumerable<string> Problems(SeenPlot plot, Png picture)
    {
        var ground = new Color(plot.Ground[0], plot.Ground[1], plot.Ground[2]);
        var colors = new HashSet<Color>();
        long ink = 0;
        for (int y = 0; y < picture.Height; y++)
        {
            for (int x = 0; x < picture.Width; x++)
            {
                Color color = picture.At(x, y);
                colors.Add(new Color(color.Red >> 3, color.Green >> 3, color.Blue >> 3));
                if (color.From(ground) > Visible) ink++;
            }
        }
        double share = ink / (double)(picture.Width * picture.Height);
        if (share < LeastInk || share > (plot.Marks.Any(static m => m.Kind == "cell") ? MostInkOfCells : MostInk)) yield return FormattableString.Invariant($"{share:P1} of the picture is ink");
        if (colors.Count < LeastColors) yield return $"there are {colors.Count} colours";
        if (plot.Marks.Length == 0) yield return "nothing is drawn";
        for (int i = 0; i < plot.Marks.Length; i++)
            if (!IsSeen(plot.Marks[i], picture, ground)) yield return FormattableString.Invariant($"the {plot.Marks[i].Kind} {i} of {plot.Marks[i].Width:F0} x {plot.Marks[i].Height:F0} is not seen where it lies");
        foreach (string problem in Texts(plot)) yield return problem;
    }

    // At one of its points the picture is nearer to the mark's colour than to the ground's.
    private static bool IsSeen(SeenMark mark, Png picture, Color ground)
    {
        Color color = new Color((int)mark.Color[0], (int)mark.Color[1], (int)mark.Color[2]).Over(ground, mark.Opacity);
        int shift = color.From(ground);
        // Cells without rows have the ground's colour, slivers are thinner than a pixel, and an interval that is shorter than its point lies below it.
        if (shift < SmallestShift) return mark.Kind is "cell";
        if (mark.Kind is "bar" && Math.Min(mark.Width, mark.Height) < Sliver) return true;
        // Of the points of a grid over its box those are told that lie in the area: a band about as thin as the line over it is not told from it.
        if (mark.Kind is "area" && mark.Height * mark.Points.Length / PlotScan.GridPoints < ThinBand) return true;
        if (mark.Kind is "whisker" && Math.Max(mark.Width, mark.Height) < PointSize) return true;
        foreach (double[] point in mark.Points)
            for (int down = -1; down <= 1; down++)
                for (int across = -1; across <= 1; across++)
                    if (picture.At(Math.Clamp((int)point[0] + across, 0, picture.Width - 1), Math.Clamp((int)point[1] + down, 0, picture.Height - 1)).From(color) * 2 < shift) return true;
        return false;
    }

    private static IEnumerable<string> Texts(SeenPlot plot)
    {
        const double Edge = 1, Touch = 2, Readable = 8.5;
        for (int i = 0; i < plot.Texts.Length; i++)
        {
            SeenText text = plot.Texts[i];
            if (text.X < -Edge || text.Y < -Edge || text.X + text.Width > plot.Width + Edge || text.Y + text.Height > plot.Height + Edge) yield return $"'{text.Text}' is cut off at the edge";
            if (text.Size < Readable) yield return FormattableString.Invariant($"'{text.Text}' has {text.Size:F1} pixels");
            foreach (SeenText other in plot.Texts.Skip(i + 1))
            {
                double across = Math.Min(text.X + text.Width, other.X + other.Width) - Math.Max(text.X, other.X);
                double down = Math.Min(text.Y + text.Height, other.Y + other.Height) - Math.Max(text.Y, other.Y);
                if (across > Touch && down > Touch) yield return $"'{text.Text}' lies over '{other.Text}'";
            }
        }
    }
}
