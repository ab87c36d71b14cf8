using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using MlDsl.Columns;
using MlDsl.Training;

namespace MlDsl;

/// <summary>
/// What a forecast was calibrated on, with which a service compares what it sees: how far off the model was at origins that it had not seen, and what its series were like. It lies in the model's file. Immutable.
/// </summary>
public sealed class ForecastReference
{
    /// <summary>What histories are like: as in training, shorter, or with more steps that have no row.</summary>
    internal const string Known = "known", Short = "short history", Gapped = "more gaps";

    // The share of filled steps beyond that in training from which on a history has more gaps.
    private const double MoreGaps = 0.05;

    internal ForecastReference(int horizon, double interval, ImmutableArray<CalibrationWindow> windows, IReadOnlyDictionary<ulong, SeriesReference> series, ReferenceProfile requests)
    {
        (Horizon, Interval, Calibration, All, Stored) = (horizon, interval, windows, series, requests);
        Requests = requests with { Scores = [.. requests.Scores, HistoriesOf(series.Count, requests)] };
        Id = BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(ModelWriter.Json(Write)));
    }

    /// <summary>The most steps that are forecast at once.</summary>
    public int Horizon { get; }

    /// <summary>The share of values that intervals are made to hold.</summary>
    public double Interval { get; }

    /// <summary>On how many horizons the model was calibrated: each is one draw of what its errors may be.</summary>
    public int Windows => Calibration.Length;

    /// <summary>How many series there were in training.</summary>
    public int Series => All.Count;

    /// <summary>
    /// What requests are compared with, step by step: the columns of the rows ahead, where the model takes features of them; the score <c>level</c>, by how many of its usual errors a series has moved since training; and the score
    /// <c>history</c>, whether the series was in training and whether its history is as it was there.
    /// </summary>
    public ReferenceProfile Requests { get; }

    /// <summary>The mean absolute error of a step, in units of each series' usual error, over all calibration.</summary>
    public double MeanLoss => Calibration.IsEmpty ? double.NaN : Calibration.Average(static window => window.Losses.Average());

    /// <summary>What of <see cref="Requests"/> lies in a file.</summary>
    internal ReferenceProfile Stored { get; }

    internal ImmutableArray<CalibrationWindow> Calibration { get; }

    internal IReadOnlyDictionary<ulong, SeriesReference> All { get; }

    /// <summary>What tells it from others; never 0.</summary>
    internal ulong Id => field == 0 ? 1 : field;

    /// <summary>By how many of its usual errors the level of a series moved; NaN where it was not in training.</summary>
    internal float Moved(ulong series, double level) => All.TryGetValue(series, out SeriesReference known) && known.Unit > 0 ? ProfiledColumn.Narrow((level - known.Level) / known.Unit) : float.NaN;

    /// <summary>What a history is like; null where its series was not in training.</summary>
    internal string? Like(ulong series, int length, double filled, int reach)
    {
        if (!All.TryGetValue(series, out SeriesReference known)) return null;
        if (length < Math.Min(known.Length, reach)) return Short;
        return filled > known.Filled + MoreGaps ? Gapped : Known;
    }

    /// <summary>Writes all but <see cref="Requests"/> as members of an object.</summary>
    internal void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteNumber("windows", Calibration.Length);
        WriteNumbers("losses", Calibration.SelectMany(static window => window.Losses));
        WriteNumbers("outside", Calibration.SelectMany(static window => window.Outside));
        WriteNumbers("calibrated", Calibration.Select(static window => (double)window.Series));
        json.WriteStartObject("known");
        foreach (var (key, one) in All.OrderBy(static one => one.Key)) WriteNumbers(key.ToString("x16", CultureInfo.InvariantCulture), [one.Level, one.Unit, one.Filled, one.Length]);
        json.WriteEndObject();

        void WriteNumbers(string name, IEnumerable<double> numbers)
        {
            json.WriteStartArray(name);
            foreach (double number in numbers) json.WriteNumberValue(number);
            json.WriteEndArray();
        }
    }

    /// <summary>Reads what <see cref="WriteMembers"/> wrote.</summary>
    /// <exception cref="ModelFileException">The members contradict each other.</exception>
    internal static ForecastReference Read(LearnedReader reader, int horizon, double interval, ReferenceProfile requests)
    {
        reader.Admit("windows", "losses", "outside", "calibrated", "known");
        int windows = (int)reader.Integer("windows", 0, 100_000);
        double[] losses = Numbers("losses", windows * (long)horizon), outside = Numbers("outside", windows * (long)horizon), calibrated = Numbers("calibrated", windows);
        LearnedReader known = reader.Object("known");
        var series = new Dictionary<ulong, SeriesReference>();
        foreach (string key in known.Names)
        {
            if (!ulong.TryParse(key, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong number) || known.Doubles(key) is not [var level, >= 0 and var unit, >= 0 and <= 1 and var filled, >= 0 and <= int.MaxValue and var length]
                || !series.TryAdd(number, new(level, unit, filled, (int)length)))
                throw known.Wrong(Visible.Of(key), "is no series with its level, its errors, its gaps and its length");
        }
        return new ForecastReference(horizon, interval, [.. Enumerable.Range(0, windows).Select(Window)], series, requests);

        double[] Numbers(string name, long count) => reader.Doubles(name) is var all && all.Length == count && Array.TrueForAll(all, static number => number >= 0) ? all : throw reader.Wrong(name, $"is no list of {count} numbers from 0 on");
        CalibrationWindow Window(int window) => new([.. losses.AsSpan(window * horizon, horizon)], [.. outside.AsSpan(window * horizon, horizon)], (int)Math.Min(calibrated[window], int.MaxValue));
    }

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("horizon", Horizon);
        json.WriteNumber("interval", Interval);
        WriteMembers(json);
        json.WriteEndObject();
    }

    // Every series of training is known, has its own length and its own gaps.
    private static ColumnProfile HistoriesOf(int series, ReferenceProfile requests)
    {
        // Scores of one reference are of as many rows.
        long rows = requests.Scores.IsEmpty ? series : requests.Scores[0].ToCells().Sum();
        return new ColumnProfile("history", ColumnProfileKind.Category) { Categories = [Known, Short, Gapped], Counts = [rows, 0, 0], Distinct = 1, Groups = [0, 1, 2, 3, 3] };
    }
}

/// <summary>What was forecast over one horizon that the model had not seen, step by step as means over series.</summary>
/// <param name="Losses">The absolute error in units of each series' usual error.</param>
/// <param name="Outside">The share of values outside their interval.</param>
/// <param name="Series">How many series there were.</param>
internal sealed record CalibrationWindow(ImmutableArray<double> Losses, ImmutableArray<double> Outside, int Series);

/// <summary>What a series was like at the end of training.</summary>
/// <param name="Level">Its mean over the last seasons.</param>
/// <param name="Unit">Its usual error.</param>
/// <param name="Filled">The share of its steps that had no row.</param>
/// <param name="Length">How many steps it had.</param>
internal readonly record struct SeriesReference(double Level, double Unit, double Filled, int Length);
