namespace MlDsl.Reports;

/// <summary>A part of a section: one of a closed set, which a page draws and JSON tells.</summary>
internal abstract record ReportPart
{
    private protected ReportPart()
    {
    }
}

/// <summary>A paragraph.</summary>
/// <param name="Text">Whole sentences.</param>
internal sealed record NotePart(string Text) : ReportPart
{
    /// <summary>Whether it is something that a reader must not pass over.</summary>
    public bool IsWarning { get; init; }
}

/// <summary>Names with what they are.</summary>
/// <param name="Facts">In the order of the page.</param>
internal sealed record FactsPart(IReadOnlyList<(string Name, ReportCell Value)> Facts) : ReportPart;

/// <summary>A table.</summary>
/// <param name="Caption">What it holds.</param>
/// <param name="Header">The name of each column.</param>
/// <param name="Rows">The cells of each row: as many as the header has.</param>
internal sealed record TablePart(string Caption, IReadOnlyList<string> Header, IReadOnlyList<ReportCell[]> Rows) : ReportPart;

/// <summary>A plot, and the table behind it.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Summary">What it says, in a sentence, for who does not see it.</param>
/// <param name="X">The horizontal axis.</param>
/// <param name="Y">The vertical axis.</param>
/// <param name="Marks">What is drawn, in this order.</param>
/// <param name="Table">The same as numbers.</param>
internal sealed record PlotPart(string Title, string Summary, PlotAxis X, PlotAxis Y, IReadOnlyList<PlotMark> Marks, TablePart Table) : ReportPart
{
    /// <summary>Whether it is one of many small ones, of which a page that would be too large shows the tables alone.</summary>
    public bool IsDetail { get; init; }
}
