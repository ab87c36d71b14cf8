using System.Globalization;

namespace MlDsl.Monitoring.Forecasts;

/// <summary>Looks at the errors of one model, time by time, and compares each with the horizons of its calibration.</summary>
/// <remarks>
/// Errors of steps that are forecast from one origin hang together, and those of series that share their days. So a horizon is one draw: calibration has as many draws as it had horizons, and service one from each origin that counts. These are taken
/// one behind the other, so that no step counts twice, as in calibration. A look has steps of one origin or of several; each part is compared with the same steps of every calibrated horizon, and the difference with Student's t, one-sided,
/// whose deviation is that between these horizons. Errors are compared as logarithms, which makes a draw about normal and the alarm one of relative size.
/// </remarks>
/// <param name="reference">That of the model.</param>
/// <param name="alarms">Length and rates.</param>
/// <param name="delay">How long after a step its value is known at the latest.</param>
/// <param name="key">The key of series.</param>
internal sealed class ForecastLooks(ForecastReference reference, ForecastAlarmOptions alarms, TimeSpan delay, ReadOnlyMemory<byte> key)
{
    // Of fewer horizons nobody knows how far they vary.
    private const int FewestWindows = 3;

    // Origins of few series are those of single requests; looks at few of the values or series are of others than were calibrated.
    private const double LeastOfOrigins = 0.5, LeastValues = 0.9;

    // Horizons one behind the other are a little alike, and three do not tell how much: so alike they are taken to be.
    private const double Alike = 0.2;

    // Fewer values outside are no share whose logarithm or square is about normal.
    private const double FewestOutside = 5;

    /// <summary>The looks that are over, the oldest first.</summary>
    public IReadOnlyList<ForecastLook> Of(ForecastIndex index, DateTimeOffset now)
    {
        Dictionary<ulong, double> units = [];
        foreach (var (series, own) in reference.All)
            if (own.Unit > 0) units[LoggedStep.HalfOf(series, key.Span)] = own.Unit;
        List<Counted> all = [];
        foreach (var (id, entry) in index.All)
        {
            foreach (LoggedStep step in entry.Forecasts)
                if (step.Reference == reference.Id && step.Ahead <= reference.Horizon && units.TryGetValue((ulong)(id.Bits >> 64), out double unit)) all.Add(new((ulong)(id.Bits >> 64), unit, entry, step));
        }
        if (all.Count == 0) return [];
        bool countsSteps = all[0].Step.CountsSteps;
        HashSet<long> origins = Origins(all);
        long every = (alarms.Every ?? (countsSteps ? new TimeSpan(all.Max(static one => one.Step.Time - one.Step.Origin)) : TimeSpan.FromDays(7))).Ticks;
        return
        [
            .. all.Where(one => origins.Contains(one.Step.Origin)).GroupBy(one => Math.DivRem(one.Step.Time, every).Quotient).OrderBy(static look => look.Key)
                .Where(look => IsOver((look.Key + 1) * every))
                .Select(look => Look(look.Key * every, (look.Key + 1) * every, countsSteps, [.. look])),
        ];

        bool IsOver(long end) => countsSteps ? index.LastKnown >= end : now.UtcTicks >= end + delay.Ticks;
    }

    // The first origin at which most series were forecast, then the first one behind its last step, and so on.
    private static HashSet<long> Origins(List<Counted> all)
    {
        (long Origin, int Series, long Last)[] found = [.. all.GroupBy(static one => one.Step.Origin)
            .Select(static own => (own.Key, own.Select(static one => one.Series).Distinct().Count(), own.Max(static one => one.Step.Time))).OrderBy(static one => one.Key)];
        int most = found.Max(static one => one.Series);
        HashSet<long> origins = [];
        long free = long.MinValue;
        foreach (var (origin, series, last) in found)
        {
            if (origin < free || series < LeastOfOrigins * most) continue;
            origins.Add(origin);
            free = last;
        }
        return origins;
    }

    private ForecastLook Look(long from, long to, bool countsSteps, Counted[] due)
    {
        long known = countsSteps ? long.MaxValue : to + delay.Ticks;
        Counted[] values = [.. due.Where(one => one.Entry.Known <= known && one.Entry.IsBefore(one.Step))];
        var look = new ForecastLook
        {
            From = new DateTime(from),
            To = new DateTime(to),
            Due = due.Length,
            Values = values.Length,
            Series = values.Select(static one => one.Series).Distinct().Count(),
            Outside = values.Length == 0 ? double.NaN : values.Average(static one => one.Outside),
        };
        if (WhyNot(look) is { } why) return look with { Note = why };
        Part[] parts = [.. values.GroupBy(static one => one.Step.Origin).OrderBy(static own => own.Key).Select(static own => Part.Of(own))];
        var (ratio, errors) = Compare(parts, static part => Math.Log(part.Loss), static (window, step) => window.Losses[step], Math.Log);
        if (double.IsNaN(errors)) return look with { Note = "errors of the calibration do not differ, so that any other would be an alarm" };
        look = look with { ErrorRatio = Math.Exp(ratio), ErrorProbability = errors, IsErrorAlarm = errors <= alarms.ErrorRate };
        double expected = values.Length * (1 - reference.Interval);
        if (expected < FewestOutside)
            return look with { Note = string.Create(CultureInfo.InvariantCulture, $"intervals are judged from {FewestOutside / (1 - reference.Interval):F0} values on, of which {FewestOutside} may lie outside") };
        var (_, outside) = Compare(parts, static part => part.Outside, static (window, step) => window.Outside[step], static share => share);
        return double.IsNaN(outside)
            ? look with { Note = "shares outside the intervals do not differ in the calibration" }
            : look with { OutsideProbability = outside, IsIntervalAlarm = outside <= alarms.IntervalRate };
    }

    private string? WhyNot(ForecastLook look)
    {
        if (reference.Windows < FewestWindows)
            return $"the model was calibrated on {reference.Windows} {(reference.Windows == 1 ? "horizon" : "horizons")}, and how far errors vary is told by {FewestWindows}; give longer histories or [Series(CalibrationWindows = …)]";
        if (look.Values < LeastValues * look.Due) return "fewer than nine of ten values are known, and those that come first are not like all";
        int calibrated = reference.Calibration.Max(static window => window.Series);
        return look.Series < LeastValues * calibrated ? $"{look.Series} of the {calibrated} series that were calibrated are there, and errors of fewer vary otherwise" : null;
    }

    // By how much service is above calibration, and how probable as much is: parts of several origins are draws of their own, and calibration one horizon after the other.
    private (double Difference, double Probability) Compare(Part[] parts, Func<Part, double> told, Func<CalibrationWindow, int, double> at, Func<double, double> scale)
    {
        double steps = parts.Sum(static part => part.Steps.Length), now = 0, own = 0;
        var whole = new double[reference.Windows];
        foreach (Part part in parts)
        {
            double weight = part.Steps.Length / steps;
            double[] windows = [.. reference.Calibration.Select(window => scale(part.Steps.Average(step => at(window, step - 1))))];
            now += weight * told(part);
            own += weight * weight * Variance(windows);
            for (int i = 0; i < whole.Length; i++) whole[i] += weight * windows[i];
        }
        double difference = now - whole.Average(), variance = Allowance(whole.Length) * (own + (Variance(whole) / whole.Length));
        // Nothing is as small as no error at all, and of that there is no alarm.
        if (double.IsNegativeInfinity(difference)) return (difference, 1);
        return variance > 0 && double.IsFinite(variance) ? (difference, Normal.Below(-StudentScore.Of(difference / Math.Sqrt(variance), whole.Length - 1))) : (difference, double.NaN);
    }

    // How much more a further draw is apart from the mean of so many that follow each other, beside what their own differences tell, than if none were alike.
    private static double Allowance(int draws)
    {
        double alike = 0;
        for (int apart = 1; apart < draws; apart++) alike += 2 * (draws - apart) * Math.Pow(Alike, apart) / (draws * (draws - 1.0));
        return (1 + ((1 + ((draws - 1) * alike)) / draws)) / ((1 - alike) * (1 + (1.0 / draws)));
    }

    private static double Variance(double[] values)
    {
        double mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
    }

    // A step of a series of the reference.
    private sealed record Counted(ulong Series, double Unit, StepEntry Entry, LoggedStep Step)
    {
        public double Loss => Math.Abs((double)Entry.Value - Step.Value) / Unit;

        public double Outside => Entry.Value >= Step.Low && Entry.Value <= Step.High ? 0 : 1;
    }

    // What one origin has in a look: means over series of each step, and of those over steps.
    private sealed record Part(int[] Steps, double Loss, double Outside)
    {
        public static Part Of(IEnumerable<Counted> own)
        {
            IGrouping<int, Counted>[] steps = [.. own.GroupBy(static one => one.Step.Ahead).OrderBy(static step => step.Key)];
            return new([.. steps.Select(static step => step.Key)], steps.Average(static step => step.Average(static one => one.Loss)), steps.Average(static step => step.Average(static one => one.Outside)));
        }
    }
}
