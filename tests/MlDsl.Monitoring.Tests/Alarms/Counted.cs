using System.Collections.Immutable;

namespace MlDsl.Monitoring.Tests.Alarms;

/// <summary>References and windows of a few columns, by their counts.</summary>
internal static class Counted
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.FromHours(1));

    public static ColumnProfile Number(string name, long[] counts, long missing = 0) => new(name, ColumnProfileKind.Number)
    {
        Unit = "km",
        Edges = [.. Enumerable.Range(1, Math.Max(0, counts.Length - 1)).Select(static edge => (double)edge)],
        Centres = [.. Enumerable.Range(0, counts.Length).Select(static bin => bin + 0.5)],
        Counts = [.. counts],
        Missing = missing,
        Groups = [.. Enumerable.Repeat((byte)0, counts.Length), 1, 1],
    };

    public static ColumnProfile Category(string name, params (string Text, long Rows)[] counts) => new(name, ColumnProfileKind.Category)
    {
        Categories = [.. counts.Select(static one => one.Text)],
        Counts = [.. counts.Select(static one => one.Rows)],
        Groups = [.. Enumerable.Repeat((byte)0, counts.Length), 1, 1],
    };

    public static ReferenceProfile Reference(ColumnProfile[] columns, params ColumnProfile[] scores) => new()
    {
        Rows = columns[0].ToCells().Sum(),
        Columns = [.. columns],
        Scores = [.. scores],
    };

    /// <summary>A reference of a number, a category and a score, of 10,000 rows.</summary>
    public static ReferenceProfile Usual { get; } = Reference(
        [Number("Distance", [1000, 2000, 4000, 2000, 1000]), Category("Vendor", ("CMT", 6000), ("VTS", 3000), ("DDS", 1000))],
        Number("prediction", [2500, 2500, 2500, 2500]));

    /// <summary>A window of a day.</summary>
    public static ProfileWindow Window(ReferenceProfile reference, int day, params long[][] cells) => new()
    {
        Reference = reference.Hash,
        Rows = cells[0].Sum(),
        From = Start.AddDays(day),
        To = Start.AddDays(day + 1),
        Columns = [.. cells.Take(reference.Columns.Length).Select(static column => column.ToImmutableArray())],
        Scores = [.. cells.Skip(reference.Columns.Length).Select(static column => column.ToImmutableArray())],
    };

    /// <summary>A day like the reference.</summary>
    public static ProfileWindow Same(int day) => Window(Usual, day, [50, 100, 200, 100, 50, 0, 0], [300, 150, 50, 0, 0], [125, 125, 125, 125, 0, 0]);

    /// <summary>A day whose distances are longer.</summary>
    public static ProfileWindow Moved(int day) => Window(Usual, day, [25, 75, 200, 125, 75, 0, 0], [300, 150, 50, 0, 0], [100, 110, 130, 160, 0, 0]);
}
