namespace MlDsl.Training;

/// <summary>How soon anomalies that last are told. An episode is a run of rows of one series, in their order in time, that are all labelled anomalies; it is told at the first of them that is flagged.</summary>
/// <param name="Episodes">How many there are.</param>
/// <param name="Detected">The share of episodes of which a row is flagged.</param>
/// <param name="Rows">The mean number of an episode's rows before the first that is flagged, of episodes that are told: 0 where each is told at once; undefined where none is.</param>
/// <param name="Seconds">The mean time from an episode's first row to its first flagged one, in seconds, of the same; undefined where event times number steps.</param>
/// <param name="FalseAlarms">The share of rows outside of episodes that are flagged: what a short delay is paid with; undefined where there are none.</param>
public sealed record DetectionDelay(int Episodes, Metric Detected, Metric Rows, Metric Seconds, Metric FalseAlarms)
{
    /// <summary>Such as <c>12 episodes: detected 0.917 [0.750, 1.000], after 1.36 [0.45, 2.55] rows; false alarms 0.004 [0.002, 0.007]</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Episodes} episodes: detected {Detected}, after {Rows} rows, {Seconds} seconds; false alarms {FalseAlarms}");

    /// <summary>Measures series, each in its order in time.</summary>
    /// <param name="series">Of each series the key by which it is resampled, and of each of its rows the ticks, whether it is an anomaly, and whether it is flagged. A single series is resampled by episode, and by row.</param>
    /// <param name="options">Resamples, level and seed.</param>
    /// <param name="inTime">Whether ticks are of time, and not numbers of steps.</param>
    /// <exception cref="EvaluationException">There is no episode.</exception>
    internal static DetectionDelay Of(IReadOnlyList<(ulong Key, IReadOnlyList<(long Ticks, bool IsAnomaly, bool IsFlagged)> Rows)> series, EvaluationOptions options, bool inTime = true)
    {
        ResampledMeans detected = new(1, options), delays = new(2, options), alarms = new(1, options);
        ResampledMeans.Part ofDetected = detected.NewPart(), ofDelays = delays.NewPart(), ofAlarms = alarms.NewPart();
        int episodes = 0;
        ulong outside = 0;
        foreach (var (key, rows) in series)
        {
            for (int row = 0; row < rows.Count; row++)
            {
                if (!rows[row].IsAnomaly)
                {
                    ofAlarms.Values[0] = rows[row].IsFlagged ? 1 : 0;
                    ofAlarms.Add(series.Count > 1 ? key : outside++, 1);
                    continue;
                }
                int first = row, told = -1;
                for (; row < rows.Count && rows[row].IsAnomaly; row++)
                    if (told < 0 && rows[row].IsFlagged) told = row;
                // Back to the episode's last row.
                row--;
                ulong own = series.Count > 1 ? key : (ulong)episodes;
                episodes++;
                ofDetected.Values[0] = told >= 0 ? 1 : 0;
                ofDetected.Add(own, 1);
                if (told < 0) continue;
                (ofDelays.Values[0], ofDelays.Values[1]) = (told - first, (rows[told].Ticks - rows[first].Ticks) / (double)TimeSpan.TicksPerSecond);
                ofDelays.Add(own, 1);
            }
        }
        if (episodes == 0) throw new EvaluationException("No row is labelled an anomaly, so that there is nothing to be told late or soon");
        detected.Add(ofDetected);
        delays.Add(ofDelays);
        alarms.Add(ofAlarms);
        Metric[] times = delays.Rows > 0 ? delays.Finish("told") : [Metric.Undefined, Metric.Undefined];
        return new DetectionDelay(episodes, detected.Finish("validation")[0], times[0], inTime ? times[1] : Metric.Undefined, alarms.Rows > 0 ? alarms.Finish("validation")[0] : Metric.Undefined);
    }
}
