using System.Globalization;

namespace MlDsl;

/// <summary>What the errors of a time say against those that a forecast was calibrated with. NaN is not told.</summary>
public sealed record ForecastLook
{
    /// <summary>When its first step may be; of the clock of the rows.</summary>
    public required DateTime From { get; init; }

    /// <summary>The time before which its steps lie.</summary>
    public required DateTime To { get; init; }

    /// <summary>The values that were forecast from the origins that count: one behind the other, so that no two of them forecast the same step.</summary>
    public required int Due { get; init; }

    /// <summary>Of these, the values that were known when the look was over.</summary>
    public required int Values { get; init; }

    /// <summary>The series that they are of.</summary>
    public required int Series { get; init; }

    /// <summary>How large errors are beside those of calibration, as geometric means; 1 is no change.</summary>
    public double ErrorRatio { get; init; } = double.NaN;

    /// <summary>How probable errors as large are where nothing changed.</summary>
    public double ErrorProbability { get; init; } = double.NaN;

    /// <summary>Whether errors have grown: an alarm at the declared rate.</summary>
    public bool IsErrorAlarm { get; init; }

    /// <summary>The share of values outside their interval.</summary>
    public double Outside { get; init; } = double.NaN;

    /// <summary>How probable as many are where nothing changed.</summary>
    public double OutsideProbability { get; init; } = double.NaN;

    /// <summary>Whether intervals hold too few values: an alarm at the declared rate.</summary>
    public bool IsIntervalAlarm { get; init; }

    /// <summary>Why there is no judgement of errors, or of intervals; null where there are both.</summary>
    public string? Note { get; init; }

    /// <summary>The look as a sentence, for logs; in every culture alike.</summary>
    public override string ToString()
    {
        var culture = CultureInfo.InvariantCulture;
        string errors = double.IsNaN(ErrorRatio) ? "" : string.Create(culture, $"; errors {ErrorRatio:G3} times those of calibration (p {ErrorProbability:G2}){(IsErrorAlarm ? ", an alarm" : "")}");
        string outside = double.IsNaN(Outside) ? "" : string.Create(culture, $"; {Outside:0.0%} outside their intervals{(double.IsNaN(OutsideProbability) ? "" : string.Create(culture, $" (p {OutsideProbability:G2})"))}{(IsIntervalAlarm ? ", an alarm" : "")}");
        return string.Create(culture, $"{From:yyyy-MM-dd HH:mm} to {To:yyyy-MM-dd HH:mm}: {Values:N0} of {Due:N0} values of {Series:N0} series{errors}{outside}{(Note is null ? "" : $"; {Note}")}");
    }
}
