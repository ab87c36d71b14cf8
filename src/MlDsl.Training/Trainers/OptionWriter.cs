using System.Globalization;

namespace MlDsl.Training;

/// <summary>Takes a trainer's options by name, as text in the invariant culture.</summary>
public sealed class OptionWriter
{
    private readonly SortedDictionary<string, string> options = new(StringComparer.Ordinal);

    /// <summary>Takes a number.</summary>
    public void Write(string name, double value) => Add(name, value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>Takes an integer.</summary>
    public void Write(string name, long value) => Add(name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Takes a flag.</summary>
    public void Write(string name, bool value) => Add(name, value ? "true" : "false");

    /// <summary>Takes a text, or the name of a choice.</summary>
    public void Write(string name, string value) => Add(name, value);

    internal static IReadOnlyDictionary<string, string> Describe(TrainerOptions trainer)
    {
        var writer = new OptionWriter();
        trainer.Describe(writer);
        return writer.options;
    }

    private void Add(string name, string value)
    {
        if (!options.TryAdd(name, value)) throw new ArgumentException($"The option '{name}' is told twice", nameof(name));
    }
}
