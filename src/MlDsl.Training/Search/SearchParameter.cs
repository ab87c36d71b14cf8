using System.Globalization;

namespace MlDsl.Training;

/// <summary>One option that a search chooses: a range of numbers, or some values, as positions from 0 to 1.</summary>
/// <param name="Name">The option's name.</param>
/// <param name="Apply">The options with another value: a number, or the index of a choice.</param>
internal abstract record SearchParameter(string Name, Func<TrainerOptions, double, TrainerOptions> Apply)
{
    /// <summary>The number of values of a choice; 0 for a range.</summary>
    public virtual int Choices => 0;

    /// <summary>What is searched, in one line: the same text, the same search.</summary>
    public abstract string Description { get; }

    /// <summary>The values that the options must take before anything is searched: the ends, or all.</summary>
    public abstract IEnumerable<double> Checked { get; }

    /// <summary>The value at a position, from 0 to below 1.</summary>
    public abstract double ValueAt(double position);

    /// <summary>The position of a value.</summary>
    public abstract double PositionOf(double value);

    /// <summary>A value as text, in the invariant culture.</summary>
    public abstract string Text(double value);
}

/// <summary>A range of numbers.</summary>
internal sealed record SearchRange(string Name, double From, double To, SearchScale Scale, bool IsInteger, Func<TrainerOptions, double, TrainerOptions> Apply)
    : SearchParameter(Name, Apply)
{
    // A whole number owns the space of one around it.
    private const double Half = 0.5;

    public override string Description => FormattableString.Invariant($"{Name}: {From:R} to {To:R}, {Scale}{(IsInteger ? ", whole" : "")}");

    public override IEnumerable<double> Checked => [From, To];

    private double Low => Scaled(IsInteger ? From - Half : From);

    private double High => Scaled(IsInteger ? To + Half : To);

    public override double ValueAt(double position)
    {
        double at = Low + (position * (High - Low)), value = Scale == SearchScale.Log ? Math.Exp(at) : at;
        // Four digits are what a loss can tell apart, and what a person reads.
        double rounded = IsInteger ? Math.Round(value) : double.Parse(value.ToString("G4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return Math.Clamp(rounded, From, To);
    }

    public override double PositionOf(double value) => Math.Clamp((Scaled(value) - Low) / (High - Low), 0, 1);

    public override string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private double Scaled(double value) => Scale == SearchScale.Log ? Math.Log(value) : value;
}

/// <summary>Some values.</summary>
internal sealed record SearchChoice(string Name, IReadOnlyList<string> Values, Func<TrainerOptions, double, TrainerOptions> Apply) : SearchParameter(Name, Apply)
{
    public override int Choices => Values.Count;

    public override string Description => $"{Name}: {string.Join(" | ", Values)}";

    public override IEnumerable<double> Checked => Enumerable.Range(0, Values.Count).Select(static i => (double)i);

    public override double ValueAt(double position) => Math.Min((int)(position * Values.Count), Values.Count - 1);

    public override double PositionOf(double value) => (value + 0.5) / Values.Count;

    public override string Text(double value) => Values[(int)value];
}
