using MlDsl.Training;
using static MlDsl.Training.OptionRange;

namespace MlDsl.Reports;

/// <summary>What a report of a further task shows.</summary>
public abstract record TaskReportOptions
{
    private protected TaskReportOptions()
    {
    }

    /// <summary>What the model is for and what it is not for, in the words of who made it; null where nobody says.</summary>
    public string? Purpose { get; init; }

    /// <summary>The fewest rows, series, users or decisions that a figure stands alone for, at least 1; fewer are put together or left out.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int MinCellRows { get; init => field = Within(value, 1, int.MaxValue, nameof(MinCellRows)); } = 10;
}

/// <summary>What the report of a forecast shows.</summary>
public sealed record ForecastReportOptions : TaskReportOptions
{
    /// <summary>Cells of 10 series or values, no series drawn by itself.</summary>
    public static ForecastReportOptions Default { get; } = new();

    /// <summary>Resamples, level and seed of the intervals.</summary>
    public EvaluationOptions Evaluation { get; init => field = value ?? throw new ArgumentNullException(nameof(Evaluation)); } = EvaluationOptions.Default;

    /// <summary>
    /// How many series are drawn with their values and forecasts, from the worst to the best at even steps, 0 to 50. None unless asked for: values of series are rows of the data. Their names are never shown.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of its range.</exception>
    public int DrawnSeries { get; init => field = Within(value, 0, 50, nameof(DrawnSeries)); }
}

/// <summary>What the report of a recommender shows.</summary>
public sealed record RecommendationReportOptions : TaskReportOptions
{
    /// <summary>Cells of 10 users.</summary>
    public static RecommendationReportOptions Default { get; } = new();

    /// <summary>Cut-offs, resamples, level, seed and threads.</summary>
    public EvaluationOptions Evaluation { get; init => field = value ?? throw new ArgumentNullException(nameof(Evaluation)); } = EvaluationOptions.Default;
}

/// <summary>What the report of a policy shows.</summary>
public sealed record DecisionReportOptions : TaskReportOptions
{
    /// <summary>Cells of 10 decisions.</summary>
    public static DecisionReportOptions Default { get; } = new();

    /// <summary>How values are estimated: level, range of rewards, bounds of weights, folds.</summary>
    public OffPolicyOptions Values { get; init => field = value ?? throw new ArgumentNullException(nameof(Values)); } = OffPolicyOptions.Default;
}
