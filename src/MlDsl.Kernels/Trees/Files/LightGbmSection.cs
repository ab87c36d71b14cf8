using System.Globalization;

namespace MlDsl.Kernels;

/// <summary>The lines "name=value" of one section of a LightGBM model.</summary>
/// <param name="place">How messages call the section.</param>
internal sealed class LightGbmSection(string place)
{
    private readonly Dictionary<string, (string Text, int Line)> values = new(StringComparer.Ordinal);

    public void Add(string line, int number)
    {
        int equals = line.IndexOf('=', StringComparison.Ordinal);
        if (equals > 0) values[line[..equals]] = (line[(equals + 1)..], number);
        else if (line.Length > 0) values[line] = ("", number);
    }

    public bool Has(string name) => values.ContainsKey(name);

    public string Text(string name) => values.TryGetValue(name, out var value)
        ? value.Text
        : throw new TreeEnsembleException($"The LightGBM model is malformed: {place} has no '{name}'");

    public int Integer(string name) => Parse(name, Text(name), int.TryParse(Text(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out int value), value);

    public int[] Integers(string name) => [.. Parts(name).Select(part => Parse(name, part, int.TryParse(part, NumberStyles.Integer, CultureInfo.InvariantCulture, out int value), value))];

    public uint[] Bits(string name) => [.. Parts(name).Select(part => Parse(name, part, uint.TryParse(part, NumberStyles.Integer, CultureInfo.InvariantCulture, out uint value), value))];

    public double[] Doubles(string name) => [.. Parts(name).Select(part => Parse(name, part, TryNumber(part, out double value), value))];

    /// <summary>One word per feature; none where the line is absent.</summary>
    public string[] Words(string name, int features)
    {
        if (!Has(name)) return [];
        string[] words = Parts(name);
        return words.Length == features
            ? words
            : throw new TreeEnsembleException($"The LightGBM model is malformed: {place} has {words.Length} entries of '{name}' for {features} features (line {values[name].Line})");
    }

    // The C library that writes the text has words of its own for what is no finite number.
    private static bool TryNumber(string text, out double value)
    {
        bool isNegative = text is ['-', ..];
        if (text.TrimStart('-', '+').ToUpperInvariant() is "INF" or "INFINITY")
        {
            value = isNegative ? double.NegativeInfinity : double.PositiveInfinity;
            return true;
        }
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    private string[] Parts(string name) => Text(name).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private T Parse<T>(string name, string text, bool isNumber, T value) => isNumber
        ? value
        : throw new TreeEnsembleException($"The LightGBM model is malformed: {place} has '{text}' for a number of '{name}' (line {values[name].Line})");
}
