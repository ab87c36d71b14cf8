using MlDsl.Forecasting;
using MlDsl.Reports;
using MlDsl.Training;

namespace MlDsl.Tasks.Pages;

/// <summary>Everything that the page of a forecast is made of, with no type of the user's.</summary>
internal sealed record ForecastSubject
{
    /// <summary>Where the model comes from.</summary>
    public required ModelCard Card { get; init; }

    /// <summary>The data set's columns.</summary>
    public required DatasetSchema Schema { get; init; }

    /// <summary>The kind of a pooled model's predictor; null for a method that looks at one series alone.</summary>
    public required string? Predictor { get; init; }

    /// <summary>How many columns of a step are known ahead.</summary>
    public required int Columns { get; init; }

    /// <summary>Of how many columns the values up to the origin are seen.</summary>
    public required int PastCovariates { get; init; }

    /// <summary>The most steps that are forecast at once.</summary>
    public required int Horizon { get; init; }

    /// <summary>The steps of a season.</summary>
    public required int Season { get; init; }

    /// <summary>Whether the history is what the model was fitted to.</summary>
    public required bool IsFittedToHistory { get; init; }

    /// <summary>What was measured.</summary>
    public required ForecastStudy Study { get; init; }

    /// <summary>The metrics of the test's one assessment; null where there was none.</summary>
    public required TestTable? Test { get; init; }

    /// <summary>What is shown.</summary>
    public required ForecastReportOptions Options { get; init; }

    /// <summary>The column that is forecast.</summary>
    public ColumnSchema Label => Schema.Columns.First(static c => c.Role == ColumnRole.Label);

    /// <summary>The column with its unit, for axes.</summary>
    public string Axis => Label.Unit is { } unit ? $"{Label.Name}, {unit}" : Label.Name;

    /// <summary>What an axis of event times shows, which may number steps.</summary>
    public string Times => Study.Clock.CountsSteps ? "step" : "time";

    /// <summary>How event times are told at an axis; null where they number steps.</summary>
    public TimeText? TimesOf(double[] ticks) => Study.Clock.CountsSteps ? null : TimeText.Of(ticks);

    /// <summary>An event time as text.</summary>
    public static string Told(TimeText? times, double ticks) => times?.Of(ticks) ?? EventSteps.Text((long)ticks, countsSteps: true);

    /// <summary>The probability of intervals.</summary>
    public double Level => Options.Evaluation.Level;
}
