using System.Runtime.CompilerServices;

namespace MlDsl.Monitoring;

/// <summary>How often alarms may be false, and what they wait for. Two budgets, each for the whole model: all its columns and scores together.</summary>
public sealed record AlarmOptions
{
    /// <summary>The share of weeks in which a model whose rows have not changed raises an alarm of a window, above 0 and at most 0.5.</summary>
    public double WeeklyRate { get; init => field = Within(value, 0, 0.5); } = 0.05;

    /// <summary>
    /// How many windows a week has, from 1 to 10,080. Where windows are longer than a week, 1: then the rate is that of a window. Windows that a monitor closes by time or by rows are put
    /// together until there are no more than these.
    /// </summary>
    public int WindowsPerWeek { get; init => field = (int)Within(value, 0, 10_080); } = 7;

    /// <summary>The probability that a model whose rows never change raises an alarm of a trend, ever; above 0 and at most 0.5.</summary>
    public double LifetimeRate { get; init => field = Within(value, 0, 0.5); } = 0.05;

    /// <summary>The shift, in standard deviations, that a trend is looked for with: smaller ones are found later, larger ones not much earlier. Above 0, at most 10.</summary>
    public double Effect { get; init => field = Within(value, 0, 10); } = 0.2;

    /// <summary>Windows of fewer rows wait for the next, which they are added to. From 1 to a million.</summary>
    public int LeastRows { get; init => field = (int)Within(value, 0, 1_000_000); } = 30;

    /// <summary>The weeks that are drawn to calibrate windows; at least 1 / <see cref="WeeklyRate"/>, at most a million. <see cref="DriftAlarms.Draws"/> says how many are, where so many would take too long.</summary>
    public int Draws { get; init => field = (int)Within(value, 1, 1_000_000); } = 2000;

    /// <summary>Where the draws come from; the same seed gives the same alarms.</summary>
    public ulong Seed { get; init; }

    /// <exception cref="ArgumentException">There are too few draws for the rate.</exception>
    internal void Check()
    {
        if (Draws * WeeklyRate < 1)
            throw new ArgumentException(FormattableString.Invariant($"Draws = {Draws} is too few for WeeklyRate = {WeeklyRate}; take {Math.Ceiling(1 / WeeklyRate)} at least"));
    }

    /// <summary>
    /// How long a window is, at least, where a clock ends it: as long as one of <see cref="WindowsPerWeek"/>, which else would be more, and as a block of the reference's time. A hundredth is left to clocks, which ring early and late.
    /// </summary>
    internal TimeSpan LeastSpan(ReferenceProfile reference)
    {
        TimeSpan part = TimeSpan.FromDays(7) / WindowsPerWeek;
        return (part > reference.BlockLength ? part : reference.BlockLength) * 0.99;
    }

    private static double Within(double value, double above, double most, [CallerMemberName] string name = "") => value > above && value <= most
        ? value
        : throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} must be above {above} and at most {most}"));
}
