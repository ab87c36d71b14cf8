using System.ComponentModel;
using System.Text.Json;
using MlDsl.Columns;

namespace MlDsl.Training;

/// <summary>A way to forecast a series from that series alone: nothing is learned of others, and the model holds no weights.</summary>
public abstract record SeriesTrainerOptions : TrainerOptions
{
    private protected SeriesTrainerOptions()
    {
    }

    /// <inheritdoc/>
    public sealed override TargetKind Targets => TargetKind.Series;

    /// <summary>Refuses: there are no rows to learn from.</summary>
    /// <exception cref="TrainingException">Always.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public sealed override TrainedPredictor Train(TrainingProblem problem, TrainingControl control) =>
        throw new TrainingException($"[{Trainer}] forecasts each series from itself and learns from no rows; use it with the task Forecast");

    /// <summary>The method of a file; null where there is none of the name. A closed set, so that files are read without a registry.</summary>
    internal static SeriesTrainerOptions? Of(string name)
    {
        foreach (SeriesTrainerOptions method in (SeriesTrainerOptions[])[new SeasonalNaiveOptions(), new ThetaOptions(), new EtsOptions()])
            if (method.Trainer == name) return method;
        return null;
    }

    /// <summary>Writes the options, each by its name.</summary>
    internal virtual void Write(Utf8JsonWriter json)
    {
    }

    /// <summary>The method with the options that <see cref="Write"/> wrote.</summary>
    internal virtual SeriesTrainerOptions Read(LearnedReader options)
    {
        options.Admit();
        return this;
    }

    /// <summary>The fewest values of a history.</summary>
    internal virtual int Least(int season) => 1;

    /// <summary>Of each step the place in a history whose value is its forecast; null for a method that computes its forecasts.</summary>
    internal virtual int[]? Places(int length, int season, int horizon) => null;

    /// <summary>Writes the steps behind a history.</summary>
    internal abstract void Forecast(ReadOnlySpan<double> history, int season, Span<double> points);

    /// <inheritdoc/>
    protected internal override void Describe(OptionWriter options)
    {
    }
}
