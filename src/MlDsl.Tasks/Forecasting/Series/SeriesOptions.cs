using System.ComponentModel;
using System.Globalization;
using static MlDsl.Training.OptionRange;

namespace MlDsl.Training;

/// <summary>What the series of a forecast are like, as <see cref="SeriesAttribute"/> says. Generated code makes it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record SeriesOptions
{
    /// <inheritdoc cref="SeriesAttribute.Step"/>
    public SeriesStep Step { get; init => field = Defined(value, nameof(Step)); }

    /// <inheritdoc cref="SeriesAttribute.Zone"/>
    public string? Zone { get; init; }

    /// <inheritdoc cref="SeriesAttribute.Season"/>
    public int Season { get; init => field = Within(value, 0, 100_000, nameof(Season)); }

    /// <inheritdoc cref="SeriesAttribute.LongSeason"/>
    public int LongSeason { get; init => field = Within(value, 0, 1_000_000, nameof(LongSeason)); }

    /// <inheritdoc cref="SeriesAttribute.Strategy"/>
    public ForecastStrategy Strategy { get; init => field = Defined(value, nameof(Strategy)); }

    /// <inheritdoc cref="SeriesAttribute.Gaps"/>
    public Gaps Gaps { get; init => field = Defined(value, nameof(Gaps)); }

    /// <inheritdoc cref="SeriesAttribute.Interval"/>
    public double Interval { get; init => field = Part(value, nameof(Interval)); } = 0.95;

    /// <inheritdoc cref="SeriesAttribute.CalibrationWindows"/>
    public int CalibrationWindows { get; init => field = Within(value, 1, 1000, nameof(CalibrationWindows)); } = 3;

    /// <inheritdoc cref="SeriesAttribute.MaxRows"/>
    public int MaxRows { get; init => field = Within(value, 1000, 100_000_000, nameof(MaxRows)); } = 200_000;

    /// <summary>The options as a model's card tells them, behind those of the trainer.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Described(int horizon)
    {
        yield return new("Horizon", Text(horizon));
        yield return new("Series." + nameof(Step), Step.ToString());
        if (Zone is not null) yield return new("Series." + nameof(Zone), Zone);
        yield return new("Series." + nameof(Season), Text(Season));
        yield return new("Series." + nameof(LongSeason), Text(LongSeason));
        yield return new("Series." + nameof(Strategy), Strategy.ToString());
        yield return new("Series." + nameof(Gaps), Gaps.ToString());
        yield return new("Series." + nameof(Interval), Interval.ToString("R", CultureInfo.InvariantCulture));
        yield return new("Series." + nameof(CalibrationWindows), Text(CalibrationWindows));
        yield return new("Series." + nameof(MaxRows), Text(MaxRows));

        static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
    }
}
