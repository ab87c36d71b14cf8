namespace MlDsl.Training;

/// <summary>Holds options against what they may be. Each gives the value back.</summary>
internal static class OptionRange
{
    /// <exception cref="ArgumentOutOfRangeException">The value is not within the bounds; so for all that follow.</exception>
    public static int Within(int value, int least, int most, string name) =>
        value >= least && value <= most ? value : throw Out(value, most == int.MaxValue ? $"at least {least}" : FormattableString.Invariant($"{least} to {most}"), name);

    /// <summary>A number of which 0 is the least.</summary>
    public static double Strength(double value, string name) => value >= 0 && double.IsFinite(value) ? value : throw Out(value, "finite and at least 0", name);

    /// <summary>A number above 0.</summary>
    public static double Positive(double value, string name) => value > 0 && double.IsFinite(value) ? value : throw Out(value, "finite and above 0", name);

    /// <summary>A share that is not nothing.</summary>
    public static double Share(double value, string name) => value is > 0 and <= 1 ? value : throw Out(value, "above 0 and at most 1", name);

    /// <summary>A share that may be nothing, and may be all.</summary>
    public static double UpToOne(double value, string name) => value is >= 0 and <= 1 ? value : throw Out(value, "0 to 1", name);

    /// <summary>A share that is neither nothing nor all.</summary>
    public static double Part(double value, string name) => value is > 0 and < 1 ? value : throw Out(value, "above 0 and below 1", name);

    /// <summary>A choice that has a name.</summary>
    public static T Defined<T>(T value, string name) where T : struct, Enum =>
        Enum.IsDefined(value) ? value : throw Out(value, $"one of {string.Join(", ", Enum.GetNames<T>())}", name);

    /// <summary>The exception of a value that must be something else.</summary>
    public static ArgumentOutOfRangeException Out(object value, string must, string name) => new(name, value, $"{name} must be {must}");
}
