namespace MlDsl.Training;

/// <summary>Fits models whose outcome learns from training rows that their trainer has not seen.</summary>
internal static class HeldFitting
{
    // In time: so many models, each of what came before its window.
    private const int Origins = 5;

    // What a spread is learned from at most.
    private const int SpreadRows = 100_000;

    /// <summary>A classifier of the rows that are left, calibrated on those that are held back.</summary>
    /// <exception cref="TrainingException">A side has too few rows, or none of a class.</exception>
    public static Fitted<TInput> FitCalibrated<TRow, TInput, TRows, TLabel>(
        this Encoder<TRow, TInput, TRows> encoder, FittedTask task, LabelCodes<TLabel> labels, Func<TRow, float> code, TrainerOptions trainer, TrainingControl control)
        where TInput : struct
        where TRows : IFeatureRows<TRow, TInput>
    {
        CalibrationOptions options = task.Calibration!;
        Func<TRow, long, bool> isHeld = encoder.HoldBack(options.Share);
        Encoder<TRow, TInput, TRows> rest = encoder.Where((row, number) => !isHeld(row, number)), back = encoder.Where(isHeld);
        CheckClasses(rest, labels, code, FormattableString.Invariant($"left to train on; hold fewer back (Share is {options.Share})"));
        CheckClasses(back, labels, code, FormattableString.Invariant($"held back; hold more back (Share is {options.Share})"));
        Fitted<TInput> fitted = rest.FitAll(task, labels, code, trainer, control);
        var (scores, codes, weights) = back.Score(fitted.Learned, fitted.Trained.Predictor, code);
        var held = new HeldScores(scores, fitted.Trained.Predictor.Outputs, codes, weights);
        bool isOfTwo = fitted.Outcome.Link == Link.Logit;
        CalibrationStep step = Calibrator.Of(options.Method, held, isOfTwo ? [] : labels.Names) with { Share = options.Share };
        return fitted with { Outcome = fitted.Outcome.With(step) };
    }

    /// <summary>A regression with intervals: of the rows that are left, or in time of all.</summary>
    /// <exception cref="TrainingException">Too few rows are held back for the level, or a row cannot be learned from.</exception>
    public static Fitted<TInput> FitWithIntervals<TRow, TInput, TRows, TLabel>(
        this Encoder<TRow, TInput, TRows> encoder, FittedTask task, LabelCodes<TLabel> labels, Func<TRow, float> code, TrainerOptions trainer, TrainingControl control)
        where TInput : struct
        where TRows : IFeatureRows<TRow, TInput>
    {
        IntervalOptions options = task.Intervals!;
        if (encoder.IsTimed) return encoder.FitRolling(task, labels, code, trainer, control);
        Func<TRow, long, bool> isHeld = encoder.HoldBack(options.Share);
        var rest = encoder.Where((row, number) => !isHeld(row, number));
        Fitted<TInput> fitted = rest.FitAll(task, labels, code, trainer, control);
        IntervalStep? spread = options.Width == IntervalWidth.ByPrediction ? rest.SpreadOf(fitted, code) : null;
        return fitted with { Outcome = fitted.Outcome.With(encoder.Where(isHeld).Predict(fitted, code).Fit(options, spread)) };
    }

    // Tashman, "Out-of-sample tests of forecasting accuracy", International Journal of Forecasting 16, 2000.
    private static Fitted<TInput> FitRolling<TRow, TInput, TRows, TLabel>(
        this Encoder<TRow, TInput, TRows> encoder, FittedTask task, LabelCodes<TLabel> labels, Func<TRow, float> code, TrainerOptions trainer, TrainingControl control)
        where TInput : struct
        where TRows : IFeatureRows<TRow, TInput>
    {
        IntervalOptions options = task.Intervals!;
        long[] begins = HeldBack.Windows(encoder.Times(), options.Share, Origins);
        IntervalStep? spread = null;
        List<HeldPredictions> windows = [];
        for (int i = 0; i < begins.Length; i++)
        {
            long from = begins[i], to = i + 1 < begins.Length ? begins[i + 1] : long.MaxValue;
            var before = encoder.Where((row, _) => encoder.Roles.EventTimeOf(row) < from);
            Fitted<TInput> fitted = before.FitAll(task, labels, code, trainer, control);
            if (i == 0 && options.Width == IntervalWidth.ByPrediction) spread = before.SpreadOf(fitted, code);
            windows.Add(encoder.Where((row, _) => encoder.Roles.EventTimeOf(row) is var time && time >= from && (time < to || to == long.MaxValue)).Predict(fitted, code));
        }
        IntervalStep step = HeldPredictions.Of(windows).Fit(options, spread);
        Fitted<TInput> all = encoder.FitAll(task, labels, code, trainer, control);
        return all with { Outcome = all.Outcome.With(step with { Exchangeability = HeldPredictions.Exchangeable(windows, options, spread) }) };
    }

    private static Func<TRow, long, bool> HoldBack<TRow, TInput, TRows>(this Encoder<TRow, TInput, TRows> encoder, double share)
        where TInput : struct
        where TRows : IFeatureRows<TRow, TInput>
    {
        if (!encoder.IsTimed) return HeldBack.ByHash(encoder.Roles, share);
        long from = HeldBack.Windows(encoder.Times(), share, 1)[0];
        return (row, _) => encoder.Roles.EventTimeOf(row) >= from;
    }

    private static IntervalStep? SpreadOf<TRow, TInput, TRows>(this Encoder<TRow, TInput, TRows> encoder, Fitted<TInput> fitted, Func<TRow, float> code)
        where TInput : struct
        where TRows : IFeatureRows<TRow, TInput>
    {
        double share = Math.Min(1, SpreadRows / (double)Math.Max(encoder.Count(), 1));
        // Every n-th number, which no filter of groups or hashes has chosen by.
        long every = (long)Math.Ceiling(1 / share);
        HeldPredictions seen = encoder.Where((_, number) => number % every == 0).Predict(fitted, code);
        return ConformalIntervals.SpreadOf(seen.Labels, seen.Values);
    }

    private static HeldPredictions Predict<TRow, TInput, TRows>(
        this Encoder<TRow, TInput, TRows> encoder, Fitted<TInput> fitted, Func<TRow, float> code)
        where TInput : struct
        where TRows : IFeatureRows<TRow, TInput>
    {
        var (scores, codes, weights) = encoder.Score(fitted.Learned, fitted.Trained.Predictor, code);
        // One score is that of the prediction; where there are more, two quantiles stand behind it.
        int outputs = fitted.Trained.Predictor.Outputs;
        float[] Column(int place) => outputs == 1 && place == 0 ? scores : outputs <= place ? [] : [.. Enumerable.Range(0, codes.Length).Select(i => scores[(i * outputs) + place])];
        float[] values = Column(0);
        for (int i = 0; i < values.Length; i++)
        {
            if (!fitted.Outcome.Admits(values[i]))
                throw Wrong(i, FormattableString.Invariant($"is predicted as the exponential of {values[i]:G4}, which is more than a float holds; clip the columns with Min and Max, or raise L2"));
            if (codes[i] < fitted.Outcome.Least)
                throw Wrong(i, FormattableString.Invariant($"has the label {codes[i]}, and what a logarithm links is not below 0; correct the row, or choose another trainer"));
        }
        fitted.Outcome.Apply(values, values);
        var all = new HeldPredictions(values, Column(1), Column(2), codes, weights);
        // Rows of weight 0 say nothing: neither how wide an interval is, nor that times differ.
        return weights.All(static w => w > 0) ? all : all.At([.. Enumerable.Range(0, weights.Length).Where(i => weights[i] > 0)]);

        TrainingException Wrong(int place, string what)
        {
            long number = encoder.NumberOf(place);
            return new(FormattableString.Invariant($"Training row {number + 1}, which the intervals are to learn from, {what}"), number, null);
        }
    }

    private static void CheckClasses<TRow, TInput, TRows, TLabel>(Encoder<TRow, TInput, TRows> encoder, LabelCodes<TLabel> labels, Func<TRow, float> code, string side)
        where TInput : struct
        where TRows : IFeatureRows<TRow, TInput>
    {
        var counts = new long[labels.Classes];
        encoder.ForEach(row => counts[(int)code(row)]++);
        int absent = Array.IndexOf(counts, 0);
        if (absent < 0) return;
        string name = labels.Names.Count > absent ? labels.Names[absent] : absent == 1 ? labels.Positive ?? "true" : $"not {labels.Positive}";
        throw new TrainingException(FormattableString.Invariant($"Not one row of the class '{name}' is among the {counts.Sum()} that are {side}, or give more training rows of it"));
    }
}
