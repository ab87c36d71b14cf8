using System.Text;
using MlDsl.Columns;

namespace MlDsl.Training;

/// <summary>
/// Finds spikes and changes of level in any number of series while they come in, each by its name, with its season removed. What it remembers of a series does not grow: a number for each step of the season, and the last 32 values; while the series warms up,
/// the values of those seasons. Not for several threads at once.
/// </summary>
/// <remarks>
/// A value is expected at the level plus the season's number for its step, which both follow the series by shares of its deviations (exponential smoothing); deviations beyond three standard deviations count as three, so that spikes teach little. A spike is a value beyond Student's
/// quantile of the stated rate, of as many degrees of freedom as the spread is known by: after few values it takes more to be one; a change of level is told by two of Page's cumulative sums, which ask for several values in a row: the verdict says at which step it began, as far as can be told, so that the delay is the difference. The level is then moved, and the season stays.
/// Rates are those of values whose deviations are about normal and independent; of heavier tails there are more, and of small counts tens of times as many spikes. A series that is constant has no spread until it has moved twice. A missing value is NaN and says nothing; steps that are left out are missing as well.
/// </remarks>
public sealed class SeriesDetector
{
    private const uint Mark = 0x5344_4C4D;
    private const int Format = 1, MostNameBytes = 1 << 16;
    private const double MostValue = 1e150;

    private readonly Dictionary<string, SeriesState> states = new(StringComparer.Ordinal);
    private readonly SeriesRules rules;

    /// <summary>A detector that has seen nothing.</summary>
    /// <param name="options">Season, warm-up and rates.</param>
    public SeriesDetector(SeriesDetectorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
        rules = SeriesRules.Of(options);
    }

    /// <summary>Season, warm-up and rates.</summary>
    public SeriesDetectorOptions Options { get; }

    /// <summary>How many series are remembered.</summary>
    public int Count => states.Count;

    /// <summary>Takes in the next value of a series.</summary>
    /// <param name="series">The name of the series; a new one begins to warm up.</param>
    /// <param name="step">The step of the value, such as the hour's number: higher than the series' last.</param>
    /// <param name="value">From −1e150 to 1e150, or NaN where it is missing.</param>
    /// <exception cref="ArgumentException">The step is not after the last one, the value is out of its range, or the name is cut within a character or longer than 65,536 bytes; the message names the series.</exception>
    public SeriesVerdict Add(string series, long step, double value)
    {
        ArgumentNullException.ThrowIfNull(series);
        // Its square must be a number.
        if (Math.Abs(value) > MostValue) throw new ArgumentException(FormattableString.Invariant($"The value of the series '{Visible.Of(series)}' at step {step} is {value}; give one from -1E+150 to 1E+150, or NaN where it is missing"), nameof(value));
        if (!states.TryGetValue(series, out SeriesState? state)) state = New(series);
        else if (step <= state.Last) throw new ArgumentException(FormattableString.Invariant($"The series '{Visible.Of(series)}' is at step {state.Last}, and step {step} is not after it; give values in their order, each once"), nameof(step));
        return state.Add(step, value, rules);
    }

    /// <summary>Forgets a series, such as one that has ended.</summary>
    /// <returns>Whether it was remembered.</returns>
    public bool Forget(string series) => states.Remove(series);

    /// <summary>Takes over the series of another detector, such as one of another process, which has other series; the other detector keeps its own.</summary>
    /// <exception cref="ArgumentException">Its options are others, or both remember a series; the message names it. Then nothing is taken over.</exception>
    public void Merge(SeriesDetector other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Options != Options) throw new ArgumentException($"The other detector has the options {other.Options}, and this one {Options}; detectors of equal options are merged", nameof(other));
        if (other.states.Keys.FirstOrDefault(states.ContainsKey) is { } both)
            throw new ArgumentException($"Both detectors remember the series '{Visible.Of(both)}', whose values do not add up in any order; give the values of a series to one detector", nameof(other));
        foreach (var (series, state) in other.states) states.Add(series, state.Copy());
    }

    /// <summary>Writes what is remembered, with the options; <see cref="Read"/> reads it.</summary>
    public void Write(Stream file)
    {
        ArgumentNullException.ThrowIfNull(file);
        using (var writer = new BinaryWriter(file, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Mark);
            writer.Write(Format);
        }
        HashedPart.Write(file, part =>
        {
            part.Write(Options.Season);
            part.Write(Options.WarmUp);
            part.Write(Options.SpikeRate);
            part.Write(Options.ChangeRate);
            part.Write(Options.LevelShare);
            part.Write(states.Count);
        });
        foreach (var (series, state) in states.OrderBy(static s => s.Key, StringComparer.Ordinal))
        {
            HashedPart.Write(file, part =>
            {
                part.Write(series);
                state.Write(part);
            });
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote; what follows it in the stream is left there.</summary>
    /// <exception cref="FormatException">The bytes are no detector, or damaged: every part is held against its hash.</exception>
    public static SeriesDetector Read(Stream file)
    {
        ArgumentNullException.ThrowIfNull(file);
        using var reader = new BinaryReader(file, Encoding.UTF8, leaveOpen: true);
        try
        {
            if (reader.ReadUInt32() != Mark) throw new FormatException("they do not begin as those of one do");
            if (reader.ReadInt32() is var format && format != Format) throw new FormatException($"they are of format {format}, which this version does not know");
            var (options, count) = HashedPart.Read(reader, 1 << 10, static part => (
                new SeriesDetectorOptions { Season = part.ReadInt32(), WarmUp = part.ReadInt32(), SpikeRate = part.ReadDouble(), ChangeRate = part.ReadDouble(), LevelShare = part.ReadDouble() },
                part.ReadInt32()));
            if (count < 0) throw new FormatException($"there are {count} series");
            var detector = new SeriesDetector(options);
            string? before = null;
            for (int i = 0; i < count; i++)
            {
                var (series, state) = HashedPart.Read(reader, MostNameBytes + SeriesState.MostBytes(options), part => (part.ReadString(), SeriesState.Read(part, options)));
                if (before is not null && string.CompareOrdinal(before, series) >= 0) throw new FormatException($"the series '{Visible.Of(series)}' stands behind '{Visible.Of(before)}', out of order");
                detector.states.Add(before = series, state);
            }
            return detector;
        }
        catch (Exception e) when (e is FormatException or EndOfStreamException or ArgumentOutOfRangeException)
        {
            throw new FormatException($"The bytes are no detector of series, or damaged: {e.Message}; take the original ones", e);
        }
    }

    private SeriesState New(string series)
    {
        if (!CategoryKeys.IsWhole(series)) throw new ArgumentException($"The series '{Visible.Of(series)}' begins or ends with half a character, as text cut in the middle of an emoji does; no file can hold it: cut text between runes", nameof(series));
        if (Encoding.UTF8.GetByteCount(series) > MostNameBytes) throw new ArgumentException($"The name of a series has more than {MostNameBytes} bytes as UTF-8; give a shorter one", nameof(series));
        var state = new SeriesState(Options.Season);
        states.Add(series, state);
        return state;
    }
}
