using System.Collections.Immutable;
using System.Globalization;
using MlDsl.Monitoring.Domains;

namespace MlDsl.Monitoring;

/// <summary>How much a column helps to tell rows apart.</summary>
/// <param name="Column">The column.</param>
/// <param name="Importance">By how much the AUC falls without the column and what it has together with others, from −1 to 1; at most 0 of one that tells nothing.</param>
public readonly record struct DomainColumn(string Column, double Importance);

/// <summary>How well a classifier tells the rows of a window from those of a sample of the reference.</summary>
public sealed record DomainDrift
{
    /// <summary>When the window began; the first time of the calendar where nobody says.</summary>
    public DateTimeOffset From { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset To { get; init; }

    /// <summary>The rows of the window that were looked at.</summary>
    public required int Rows { get; init; }

    /// <summary>The rows of the sample that were.</summary>
    public required int SampleRows { get; init; }

    /// <summary>The area under the ROC curve of rows that the classifier was not fitted on: about 0.5 where it tells nothing, 1 where it tells all.</summary>
    public required double Auc { get; init; }

    /// <summary>The probability of one as large by chance. Of permutations it is exact where it is at most <see cref="Level"/>; above, it is not less than <see cref="Level"/>.</summary>
    public required double P { get; init; }

    /// <summary>The probability up to which it is an alarm.</summary>
    public required double Level { get; init; }

    /// <summary>Whether it is one.</summary>
    public bool IsAlarm => P <= Level;

    /// <summary>The columns, the one that helps most first.</summary>
    public required ImmutableArray<DomainColumn> Columns { get; init; }

    /// <summary>Compares rows with a sample.</summary>
    /// <param name="reference">The reference whose cells both are of.</param>
    /// <param name="sample">Rows of the reference.</param>
    /// <param name="window">Rows that may be others.</param>
    /// <param name="level">How probable an alarm is where nothing changed: from 0.00001 to 0.5.</param>
    /// <param name="rows">The rows of the window that are looked at, the first ones of it, and half of those of the sample.</param>
    /// <param name="seed">The seed of what is drawn.</param>
    /// <exception cref="ArgumentException">They are of another reference or of other columns, there are fewer than 100 rows of one, or of a reference with blocks of time fewer than 8 days with 30 sampled rows or more.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The level, or the rows, are out of range.</exception>
    public static DomainDrift Of(ReferenceProfile reference, RowSample sample, RowSample window, double level = 0.01, int rows = 1_000, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(window);
        var test = new DomainTest(reference, sample, level, rows, seed);
        if (window.Reference != sample.Reference || !window.Columns.SequenceEqual(sample.Columns, StringComparer.Ordinal))
            throw new ArgumentException("The window's rows are of another reference, or have other columns than the sample; sample both alike", nameof(window));
        return window.Rows >= DomainOptions.LeastRows
            ? test.Of(window.Cells.AsSpan())
            : throw new ArgumentException($"{window.Rows} rows of a window are too few; {DomainOptions.LeastRows} are needed", nameof(window));
    }

    /// <summary>What it says, with the columns that tell most.</summary>
    public override string ToString()
    {
        string[] named = [.. Columns.Where(static column => column.Importance >= 0.01).Take(3).Select(static column => Visible.Of(column.Column))];
        string by = named.Length == 0 ? "" : $" by {string.Join(" and ", named)}";
        return string.Create(CultureInfo.InvariantCulture, $"{(IsAlarm ? "Rows are told from those of the reference" : "Rows are not told from those of the reference")}{(IsAlarm ? by : "")}: AUC {Auc:0.000}, p {P:G2} of {Level:G2}, {Rows} rows until {To:yyyy-MM-dd HH:mm}");
    }
}
