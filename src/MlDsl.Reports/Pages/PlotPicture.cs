namespace MlDsl.Reports;

/// <summary>Draws a plot as SVG: axes, divisions, names, then the marks.</summary>
/// <param name="page">Where to.</param>
/// <param name="plot">The plot.</param>
internal sealed class PlotPicture(Markup page, PlotPart plot)
{
    /// <summary>The width of every picture in its own units.</summary>
    public const double Width = 640;

    /// <summary>The size of letters where it is largest, on a narrow screen: what texts are cut and set apart by.</summary>
    public const double TextSize = 16;

    // Those of small pictures.
    private const double SmallTextSize = 20;

    private const double Right = 20, Bare = 14, BelowTitle = 34, Foot = 50, Wide = 76, ForNames = 190;
    private const int MostTicks = 7;

    // Names say themselves what they are; those of a matrix do not.
    private bool HasTitle => !plot.IsDetail && (plot.Y.Names.Count == 0 || plot.Marks.Any(static m => m is HeatMark));

    private double Top => HasTitle ? BelowTitle : Bare;

    private double Letter => plot.IsDetail ? SmallTextSize : TextSize;

    private double Height => plot.Y.Names.Count > 0 ? Math.Max(90, Top + Foot + ((plot.Marks.Any(static m => m is HeatMark) ? 30 : 24) * plot.Y.Names.Count)) : plot.IsDetail ? 200 : 320 + Top - Bare;

    /// <summary>Where the values of the horizontal axis lie.</summary>
    public PlotScale X => new(plot.X, plot.Y.Names.Count > 0 ? ForNames : Wide, Width - Right);

    /// <summary>Where those of the vertical axis lie: the highest on top, names from the top down.</summary>
    public PlotScale Y => plot.Y.Names.Count > 0 ? new(plot.Y, Top, Height - Foot) : new(plot.Y, Height - Foot, Top);

    /// <summary>Draws it.</summary>
    public void Draw()
    {
        string box = $"0 0 {Markup.Number(Width)} {Markup.Number(Height)}";
        page.Open("svg", ("viewBox", box), ("role", "img"), ("aria-label", $"{plot.Title}. {plot.Summary}"));
        Axes();
        for (int i = 0; i < plot.Marks.Count; i++) new MarkPicture(page, X, Y, $"c{i % 6}").Draw(plot.Marks[i]);
        page.Close();
    }

    private void Axes()
    {
        PlotScale x = X, y = Y;
        double bottom = Height - Foot, below = bottom + Letter + 4;
        if (plot.X.Names.Count > 0)
        {
            for (int i = 0; i < plot.X.Names.Count; i++) Label(x.At(i), below, TextWidth.Cut(plot.X.Names[i], 0.92 * (x.To - x.From) / plot.X.Names.Count / Letter), "middle");
        }
        else
        {
            IReadOnlyList<double> ticks = x.Ticks(plot.IsDetail || plot.X.Time is not null ? 4 : MostTicks);
            foreach (double tick in ticks)
            {
                Line(x.At(tick), Top, x.At(tick), bottom, "grid");
                string text = plot.X.Time?.Of(tick) ?? ReportText.Of(tick);
                // The last one stays inside.
                Label(Math.Min(x.At(tick), Width - (TextWidth.Of(text) * Letter / 2)), below, text, "middle");
            }
        }
        if (plot.Y.Names.Count > 0)
        {
            for (int i = 0; i < plot.Y.Names.Count; i++) Label(ForNames - 8, y.At(i) + 4, TextWidth.Cut(plot.Y.Names[i], (ForNames - 12) / Letter), "end");
        }
        else
        {
            foreach (double tick in y.Ticks(plot.IsDetail ? 4 : MostTicks))
            {
                Line(x.From, y.At(tick), x.To, y.At(tick), "grid");
                Label(x.From - 6, y.At(tick) + 4, ReportText.Of(tick), "end");
            }
        }
        Line(x.From, bottom, x.To, bottom, "axis");
        Line(x.From, Top, x.From, bottom, "axis");
        Label((x.From + x.To) / 2, Height - 10, plot.X.Title, "middle", "title");
        // Above the axis and not along it: nobody turns the head, and long titles have room.
        if (HasTitle) Label(4, 18, plot.Y.Title, "start", "title");
    }

    private void Line(double x1, double y1, double x2, double y2, string kind) =>
        page.Empty("line", ("x1", Markup.Number(x1)), ("y1", Markup.Number(y1)), ("x2", Markup.Number(x2)), ("y2", Markup.Number(y2)), ("class", kind));

    private void Label(double x, double y, string text, string anchor, string? kind = null) =>
        page.Element("text", text, ("x", Markup.Number(x)), ("y", Markup.Number(y)), ("text-anchor", anchor), ("class", kind));
}
