using System.Text;
using MathNet.Numerics.Distributions;

namespace MlDsl.Training;

/// <summary>
/// Finds spikes and changes of level in any number of series while they come in, each by its name, with its season removed. What it remembers of a series does not grow: a number for each step of the season, and the last 32 values; while the series warms up,
/// the values of those seasons. Not for several threads at once.
/// </summary>
/// <remarks>
/// A value is expected at the level plus the season's number for its step, which both follow the series by shares of its deviations (exponential smoothing); deviations beyond three standard deviations count as three, so that spikes teach little. A spike is a value beyond the normal
/// quantile of the stated rate; a change of level is told by two of Page's cumulative sums, which ask for several values in a row: the verdict says at which step it began, as far as can be told, so that the delay is the difference. The level is then moved, and the season stays.
/// Rates are those of values whose deviations are about normal and independent; of heavier tails there are more. A missing value is NaN and says nothing; steps that are left out are missing as well.
/// </remarks>
public sealed class SeriesDetector
{
    private const uint Mark = 0x5344_4C4D;
    private const int Format = 1, MostNameBytes = 1 << 16;

    private readonly Dictionary<string, SeriesState> states = new(StringComparer.Ordinal);
    private readonly SeriesRules rules;

    /// <summary>A detector that has seen nothing.</summary>
    /// <param name="options">Season, warm-up and rates.</param>
    public SeriesDetector(SeriesDetectorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
        rules = new SeriesRules(options.WarmUp, Normal.InvCDF(0, 1, 1 - (options.SpikeRate / 2)), CumulativeSum.ThresholdOf(options.ChangeRate), options.LevelShare);
    }

    /// <summary>Season, warm-up and rates.</summary>
    public SeriesDetectorOptions Options { get; }

    /// <summary>How many series are remembered.</summary>
    public int Count => states.Count;

    /// <summary>Takes in the next value of a series.</summary>
    /// <param name="series">The name of the series; a new one begins to warm up.</param>
    /// <param name="step">The step of the value, such as the hour's number: higher than the series' last.</param>
    /// <param name="value">Finite, or NaN where it is missing.</param>
    /// <exception cref="ArgumentException">The step is not after the last one, or the value is infinite; the message names the series.</exception>
    public SeriesVerdict Add(string series, long step, double value)
    {
        ArgumentNullException.ThrowIfNull(series);
        if (double.IsInfinity(value)) throw new ArgumentException(FormattableString.Invariant($"The value of the series '{series}' at step {step} is infinite; give a finite one, or NaN where it is missing"), nameof(value));
        if (!states.TryGetValue(series, out SeriesState? state)) states.Add(series, state = new SeriesState(Options.Season));
        else if (step <= state.Last) throw new ArgumentException(FormattableString.Invariant($"The series '{series}' is at step {state.Last}, and step {step} is not after it; give values in their order, each once"), nameof(step));
        return state.Add(step, value, in rules);
    }

    /// <summary>Forgets a series, such as one that has ended.</summary>
    /// <returns>Whether it was remembered.</returns>
    public bool Forget(string series) => states.Remove(series);

    /// <summary>Takes over the series of another detector, such as one of another process, which has other series.</summary>
    /// <exception cref="ArgumentException">Its options are others, or both remember a series; the message names it. Then nothing is taken over.</exception>
    public void Merge(SeriesDetector other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Options != Options) throw new ArgumentException($"The other detector has the options {other.Options}, and this one {Options}; detectors of equal options are merged", nameof(other));
        if (other.states.Keys.FirstOrDefault(states.ContainsKey) is { } both)
            throw new ArgumentException($"Both detectors remember the series '{both}', whose values do not add up in any order; give the values of a series to one detector", nameof(other));
        foreach (var (series, state) in other.states) states.Add(series, state);
    }

    /// <summary>Writes what is remembered, with the options; <see cref="Read"/> reads it.</summary>
    public void Write(Stream file)
    {
        using var writer = new BinaryWriter(file, Encoding.UTF8, leaveOpen: true);
        writer.Write(Mark);
        writer.Write(Format);
        writer.Write(Options.Season);
        writer.Write(Options.WarmUp);
        writer.Write(Options.SpikeRate);
        writer.Write(Options.ChangeRate);
        writer.Write(Options.LevelShare);
        writer.Write(states.Count);
        foreach (var (series, state) in states.OrderBy(static s => s.Key, StringComparer.Ordinal))
        {
            byte[] name = Encoding.UTF8.GetBytes(series);
            writer.Write(name.Length);
            writer.Write(name);
            state.Write(writer);
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">The bytes are no detector, or damaged.</exception>
    public static SeriesDetector Read(Stream file)
    {
        using var reader = new BinaryReader(file, Encoding.UTF8, leaveOpen: true);
        try
        {
            if (reader.ReadUInt32() != Mark) throw new FormatException("they do not begin as those of one do");
            if (reader.ReadInt32() is var format && format != Format) throw new FormatException($"they are of format {format}, which this version does not know");
            var detector = new SeriesDetector(new SeriesDetectorOptions
            {
                Season = reader.ReadInt32(),
                WarmUp = reader.ReadInt32(),
                SpikeRate = reader.ReadDouble(),
                ChangeRate = reader.ReadDouble(),
                LevelShare = reader.ReadDouble(),
            });
            int count = reader.ReadInt32();
            if (count < 0) throw new FormatException($"there are {count} series");
            for (int i = 0; i < count; i++)
            {
                int length = reader.ReadInt32();
                if (length is < 0 or > MostNameBytes) throw new FormatException($"a name has {length} bytes");
                string name = Encoding.UTF8.GetString(reader.ReadBytes(length));
                var state = SeriesState.Read(reader, detector.Options.Season, Math.Max(20, detector.Options.Season * detector.Options.WarmUp));
                if (!detector.states.TryAdd(name, state)) throw new FormatException($"the series '{name}' is there twice");
            }
            return detector;
        }
        catch (Exception e) when (e is FormatException or EndOfStreamException or ArgumentOutOfRangeException)
        {
            throw new FormatException($"The bytes are no detector of series, or damaged: {e.Message}; take the original ones", e);
        }
    }
}
