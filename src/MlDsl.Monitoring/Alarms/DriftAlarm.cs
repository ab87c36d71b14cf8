using System.Collections.Immutable;
using System.Globalization;

namespace MlDsl.Monitoring;

/// <summary>Which of the two budgets an alarm was paid from.</summary>
public enum AlarmKind
{
    /// <summary>One window is unlike the reference: <see cref="AlarmOptions.WeeklyRate"/>.</summary>
    Window,

    /// <summary>All windows together are: <see cref="AlarmOptions.LifetimeRate"/>.</summary>
    Trend,
}

/// <summary>What became of a score.</summary>
/// <param name="Score">Its name.</param>
/// <param name="Reference">Its mean in the reference.</param>
/// <param name="Now">Its mean in the rows of the alarm.</param>
public readonly record struct ScoreShift(string Score, double Reference, double Now);

/// <summary>A column or a score that is not what it was.</summary>
public sealed record DriftAlarm
{
    /// <summary>Of one window, or of all.</summary>
    public required AlarmKind Kind { get; init; }

    /// <summary>The column or score.</summary>
    public required string Column { get; init; }

    /// <summary>What of it shifted.</summary>
    public required ShiftKind What { get; init; }

    /// <summary>Which category's share; null where it is none's.</summary>
    public string? Category { get; init; }

    /// <summary>
    /// By how much: of a location the difference of means in the column's unit, of a spread that of standard deviations, both by the centres of bins; of shares, missing and unknown values
    /// the difference of their part of the rows, from −1 to 1.
    /// </summary>
    public required double Shift { get; init; }

    /// <summary>The column's unit; null where it has none.</summary>
    public string? Unit { get; init; }

    /// <summary>The rows that it is of: of a location and a spread those with a value.</summary>
    public long Rows { get; init; }

    /// <summary>Whether the column is marked <c>[Sensitive]</c>.</summary>
    public bool IsSensitive { get; init; }

    /// <summary>The difference of the mean score, in standard deviations of a row; of a location about the shift in standard deviations.</summary>
    public required double StandardShift { get; init; }

    /// <summary>Since when: of a window its begin, of a trend the begin of the window that the change most likely came with.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The end of the last window that speaks for it.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>What speaks for it, in nats, and what must for an alarm: of windows the negative logarithm of a probability, of trends the logarithm of an e-value.</summary>
    public required double Evidence { get; init; }

    /// <summary>The evidence from which on there is an alarm.</summary>
    public required double Threshold { get; init; }

    /// <summary>What became of the scores in the same rows; of scores of fewer than 50 rows nothing.</summary>
    public ImmutableArray<ScoreShift> Scores { get; init; } = [];

    /// <summary>Whether a sentence or a page may say by how much, and of which category: a mean of few rows is nearly a value of one.</summary>
    internal bool IsSizeTold => Rows >= ToldMean.LeastRows;

    /// <summary>Whether it may say so in the column's unit, which with the reference's mean is a mean of people.</summary>
    internal bool IsUnitTold => IsSizeTold && !IsSensitive;

    /// <summary>The alarm as a sentence, for logs: of fewer than 50 rows without the size, of a column marked <c>[Sensitive]</c> without the column's unit.</summary>
    public override string ToString()
    {
        var culture = CultureInfo.InvariantCulture;
        string unit = Unit is null ? "" : " " + Unit;
        string what = What switch
        {
            ShiftKind.Location when IsUnitTold => string.Create(culture, $"values moved by {Shift:G3}{unit} ({StandardShift:+0.00;-0.00} standard deviations)"),
            ShiftKind.Location when IsSizeTold => string.Create(culture, $"values moved by {StandardShift:+0.00;-0.00} standard deviations"),
            ShiftKind.Location => "values moved",
            ShiftKind.Spread when IsUnitTold => string.Create(culture, $"standard deviation changed by {Shift:G3}{unit}"),
            ShiftKind.Spread => "standard deviation changed",
            ShiftKind.Share when IsSizeTold => string.Create(culture, $"share of '{Category}' changed by {Shift:+0.0%;-0.0%}"),
            ShiftKind.Share => "share of a category changed",
            ShiftKind.Missing when IsSizeTold => string.Create(culture, $"missing values changed by {Shift:+0.0%;-0.0%} of the rows"),
            ShiftKind.Missing => "missing values changed",
            ShiftKind.Unknown when IsSizeTold => string.Create(culture, $"unknown values changed by {Shift:+0.0%;-0.0%} of the rows"),
            _ => "unknown values changed",
        };
        string scores = string.Concat(Scores.Select(score => string.Create(culture, $"; {score.Score} {score.Reference:G4} → {score.Now:G4}")));
        return string.Create(culture, $"{Column}: {what}{(IsSizeTold ? "" : " in fewer than 50 rows")}{(Kind == AlarmKind.Trend ? ", as a trend," : "")} since {Since:yyyy-MM-dd HH:mm}{scores}");
    }
}

/// <summary>What the alarms say of a window.</summary>
/// <param name="From">When its rows began, those that waited for it included; where days vary, a gap of more than one before it counts as no time.</param>
/// <param name="To">When they ended.</param>
/// <param name="Rows">How many.</param>
/// <param name="IsWaiting">Whether it has too few rows and waits for the next.</param>
/// <param name="Evidence">The largest evidence of all columns; 0 where it waits.</param>
/// <param name="Threshold">The evidence from which on there is an alarm of the window.</param>
/// <param name="Alarms">The alarms, the strongest first: of the window, then those of trends that are new.</param>
public sealed record WindowVerdict(
    DateTimeOffset From, DateTimeOffset To, long Rows, bool IsWaiting, double Evidence, double Threshold, ImmutableArray<DriftAlarm> Alarms);
