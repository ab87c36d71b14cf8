using MlDsl.Training;

namespace MlDsl.Forecasting;

/// <summary>Learns to forecast series: the predictor, and the errors that one like it makes.</summary>
internal static class SeriesTrainer
{
    // Errors of one horizon hang together: intervals of fewer, those of all series counted, are of the days that they happen to be of. Of the hourly series of M4, each alone, intervals for 95 % held 90 % (Theta) and 86 % (the season before)
    // by as many horizons as errors by the step took, and hold 94 and 93 % by these.
    private const int FewestHorizons = 20;

    /// <exception cref="TrainingException">The histories are too short; the message says how long they must be.</exception>
    /// <exception cref="OperationCanceledException">The control asked to stop.</exception>
    public static TrainedSeries Train(SeriesValues histories, TrainerOptions trainer, LagShape shape, SeriesOptions options, TrainingControl control)
    {
        var levels = new QuantileLevels(options.Interval);
        for (int windows = Math.Max(options.CalibrationWindows, Wanted()); windows >= 1; windows--)
        {
            // Histories that are short for so many are calibrated on fewer.
            if (Predictor(windows * shape.Horizon) is not var (earlier, _)) continue;
            if (Calibrated.Of(histories, earlier, levels, shape.Season, shape.Horizon, windows, control.Cancellation) is not { } calibrated) continue;
            var (predictor, trained) = Predictor(0) ?? throw TooShort();
            return new TrainedSeries(predictor, trained, calibrated);
        }
        throw TooShort();

        // As many as the ends of the intervals take, and as few series, up to a third of the longest history.
        int Wanted() => (int)Math.Min(Math.Ceiling(Math.Max(FewestHorizons, (double)levels.Fewest / shape.Horizon) / Math.Max(1, histories.Count)), Longest() / (3L * shape.Horizon));

        (SeriesPredictor Predictor, TrainedPredictor? Trained)? Predictor(int held)
        {
            if (trainer is SeriesTrainerOptions method) return (new LocalPredictor(method, shape.Season), null);
            if (trainer.HoldBack > 0)
                throw new ArgumentException($"{trainer.Trainer} is to hold rows back to stop by, and forecasts learn from all origins; leave EarlyStopping out, and choose the number of trees by CrossValidate", nameof(trainer));
            LagDesign design = LagDesign.Of(histories, shape, held, options.MaxRows, control.Cancellation);
            if (design.Rows == 0) return null;
            TrainedPredictor trained = trainer.Train(new TrainingProblem { Rows = design, Target = TargetKind.Value }, control);
            if (trained.Link != Link.Identity)
                throw new ArgumentException($"{trainer.Trainer} predicts behind the link {trained.Link}, and forecasts are learned as differences; choose a loss without a link, such as the squared one", nameof(trainer));
            return (new PooledPredictor(trained.Predictor, shape), trained);
        }

        TrainingException TooShort() => new(Longest() >= shape.Horizon + Least()
            ? $"No series of the {histories.Count} tells anything: each repeats one value as far back as is looked, or has no two rows that are next to each other; leave such series out, or use [SeasonalNaive] for them"
            : $"No series is long enough: the longest has {Longest()} values, and intervals are calibrated on a horizon of {shape.Horizon} behind at least {Least()} others; give more history, or declare a shorter Horizon or Season");

        int Longest()
        {
            int longest = 0;
            for (int i = 0; i < histories.Count; i++) longest = Math.Max(longest, histories.Values(i).Length);
            return longest;
        }

        int Least() => trainer is SeriesTrainerOptions method ? Math.Max(2, method.Least(shape.Season)) : shape.Least + shape.Steps;
    }
}

/// <summary>What was learned of series.</summary>
/// <param name="Predictor">From histories to steps.</param>
/// <param name="Trained">What a pooled model's trainer gave; null for a method that looks at one series alone.</param>
/// <param name="Errors">The errors that it makes.</param>
internal sealed record TrainedSeries(SeriesPredictor Predictor, TrainedPredictor? Trained, Calibrated Errors);
