using System.Globalization;

namespace MlDsl.Training;

/// <summary>A trial of a search, on all training rows of the folds or on a share of them.</summary>
public sealed record SearchTrial
{
    /// <summary>The number of the trial, from 0; a trial that a halving promotes is there once for each share.</summary>
    public required int Trial { get; init; }

    /// <summary>The share of the training rows that it learned from, above 0 and at most 1.</summary>
    public required double Share { get; init; }

    /// <summary>The trainer's name.</summary>
    public required string Trainer { get; init; }

    /// <summary>The options that were chosen, by name, as text; none in the first trial.</summary>
    public required IReadOnlyDictionary<string, string> Options { get; init; }

    /// <summary>The task's loss on the validation rows of each fold; none where one failed.</summary>
    public required IReadOnlyList<double> Losses { get; init => field = ValueList.Of(value); }

    /// <summary>The mean loss of the folds; NaN where one failed.</summary>
    public required double Loss { get; init; }

    /// <summary>What its trainings took, as <see cref="TrainerOptions.Work"/> counts it.</summary>
    public required double Work { get; init; }

    /// <summary>
    /// How much greater its loss is than that of the best trial on as many rows, with an interval of paired resamples; undefined where one of
    /// them failed or the best has no such loss. Of a trial that progress hears of, against the best before.
    /// </summary>
    public Metric Excess { get; init; } = Metric.Undefined;

    /// <summary>Why it has no loss; null where it has one.</summary>
    public string? Problem { get; init; }

    /// <summary>One line: number, share, loss, excess and options.</summary>
    public override string ToString()
    {
        string share = Share < 1 ? string.Create(CultureInfo.InvariantCulture, $" on {Share:0.###} of the rows") : "";
        return Problem is null
            ? string.Create(CultureInfo.InvariantCulture, $"trial {Trial}{share}: loss {Loss:G6}{(Excess.IsDefined ? $", {Excess} above the best" : "")}; {OptionsText}")
            : $"trial {Trial}{share}: {Problem}; {OptionsText}";
    }

    internal string OptionsText => Options.Count > 0 ? $"{Trainer} {string.Join(", ", Options.Select(static o => $"{o.Key} = {o.Value}"))}" : $"{Trainer} as it is";
}
