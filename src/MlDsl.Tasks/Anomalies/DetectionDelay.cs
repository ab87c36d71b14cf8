namespace MlDsl.Training;

/// <summary>How soon anomalies that last are told. An episode is a run of rows of one series, in their order in time, that are all labelled anomalies; it is told at the first of them that is flagged.</summary>
/// <remarks>Nothing is known beyond a series' rows: an episode that runs at the first one counts from there on, and one that runs at the last one and is not told by then as not told.</remarks>
/// <param name="Episodes">How many there are.</param>
/// <param name="Detected">The share of episodes of which a row is flagged.</param>
/// <param name="Rows">The mean number of an episode's rows before the first that is flagged, of episodes that are told: 0 where each is told at once; undefined where none is.</param>
/// <param name="Seconds">The mean time from an episode's first row to its first flagged one, in seconds, of the same; undefined where event times number steps.</param>
/// <param name="FalseAlarms">The share of rows outside of episodes that are flagged: what a short delay is paid with; undefined where there are none.</param>
public sealed record DetectionDelay(int Episodes, Metric Detected, Metric Rows, Metric Seconds, Metric FalseAlarms)
{
    /// <summary>Such as <c>12 episodes: detected 0.917 [0.750, 1.000], after 1.364 [0.455, 2.545] rows, 81.818 [27.273, 152.727] seconds; false alarms 0.00400 [0.00200, 0.00700]</c>; without what is undefined.</summary>
    public override string ToString()
    {
        string after = Rows.IsDefined ? $", after {Rows} rows" : "", seconds = Seconds.IsDefined ? $", {Seconds} seconds" : "", alarms = FalseAlarms.IsDefined ? $"; false alarms {FalseAlarms}" : "";
        return FormattableString.Invariant($"{Episodes} {(Episodes == 1 ? "episode" : "episodes")}: detected {Detected}{after}{seconds}{alarms}");
    }

    /// <summary>Measures series, each in its order in time.</summary>
    /// <param name="series">Of each series the key by which it is resampled, and its rows. A single series is resampled by episode, and by run of rows before, between and behind episodes.</param>
    /// <param name="options">Resamples, level and seed.</param>
    /// <param name="inTime">Whether ticks are of time, and not numbers of steps.</param>
    /// <exception cref="EvaluationException">There is no episode.</exception>
    internal static DetectionDelay Of(IReadOnlyList<(ulong Key, IReadOnlyList<Row> Rows)> series, EvaluationOptions options, bool inTime = true)
    {
        ResampledMeans detected = new(1, options), delays = new(2, options), alarms = new(1, options);
        ResampledMeans.Part ofDetected = detected.NewPart(), ofDelays = delays.NewPart(), ofAlarms = alarms.NewPart();
        int episodes = 0;
        foreach (var (key, rows) in series)
        {
            for (int row = 0; row < rows.Count; row++)
            {
                ulong own = series.Count > 1 ? key : (ulong)episodes;
                if (!rows[row].IsAnomaly)
                {
                    ofAlarms.Values[0] = rows[row].IsFlagged ? 1 : 0;
                    ofAlarms.Add(own, 1);
                    continue;
                }
                int first = row, told = -1;
                for (; row < rows.Count && rows[row].IsAnomaly; row++)
                    if (told < 0 && rows[row].IsFlagged) told = row;
                // Back to the episode's last row.
                row--;
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

    /// <summary>One row of a series.</summary>
    /// <param name="Ticks">When it happened, or the number of its step.</param>
    /// <param name="IsAnomaly">Whether its label says so.</param>
    /// <param name="IsFlagged">Whether the model says so.</param>
    internal readonly record struct Row(long Ticks, bool IsAnomaly, bool IsFlagged);
}
