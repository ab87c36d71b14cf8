using System.Globalization;

namespace MlDsl.Kernels;

/// <summary>The lines "name=value" of one section of a LightGBM model.</summary>
/// <param name="place">How messages call the section.</param>
internal sealed class LightGbmSection(string place)
{
    private readonly Dictionary<string, (ReadOnlyMemory<char> Text, int Line)> values = new(StringComparer.Ordinal);

    private delegate bool TryParse<T>(ReadOnlySpan<char> text, out T value);

    public void Add(ReadOnlyMemory<char> line, int number)
    {
        int equals = line.Span.IndexOf('=');
        if (equals > 0) values[line[..equals].ToString()] = (line[(equals + 1)..], number);
        else if (line.Length > 0) values[line.ToString()] = (default, number);
    }

    public bool Has(string name) => values.ContainsKey(name);

    public string Text(string name) => Span(name).ToString();

    public int Integer(string name) => Parse<int>(name, Span(name), TryInteger);

    public int[] Integers(string name) => Numbers<int>(name, TryInteger);

    public uint[] Bits(string name) =>
        Numbers(name, static (ReadOnlySpan<char> part, out uint value) => uint.TryParse(part, NumberStyles.Integer, CultureInfo.InvariantCulture, out value));

    public double[] Doubles(string name) => Numbers<double>(name, TryNumber);

    /// <summary>One word per feature; none where the line is absent.</summary>
    public string[] Words(string name, int features)
    {
        if (!Has(name)) return [];
        string[] words = Text(name).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length == features
            ? words
            : throw new TreeEnsembleException($"The LightGBM model is malformed: {place} has {words.Length} entries of '{name}' for {features} features (line {values[name].Line})");
    }

    private static bool TryNumber(ReadOnlySpan<char> text, out double value)
    {
        // Counts are whole numbers, which a double holds.
        if (TryDigits(text, out long whole))
        {
            value = whole;
            return true;
        }
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)) return true;
        // The C library that writes the text has words of its own for what is no finite number.
        ReadOnlySpan<char> word = text.TrimStart("-+");
        value = text is ['-', ..] ? double.NegativeInfinity : double.PositiveInfinity;
        return word.Equals("inf", StringComparison.OrdinalIgnoreCase) || word.Equals("infinity", StringComparison.OrdinalIgnoreCase);
    }

    private static bool TryInteger(ReadOnlySpan<char> text, out int value)
    {
        if (!TryDigits(text, out long whole)) return int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out value);
        value = (int)whole;
        return whole <= int.MaxValue;
    }

    // Most numbers of a tree are a few digits: no need of a culture.
    private static bool TryDigits(ReadOnlySpan<char> text, out long value)
    {
        const int Most = 15;
        value = 0;
        if (text.Length is 0 or > Most) return false;
        foreach (char letter in text)
        {
            uint digit = (uint)(letter - '0');
            if (digit > 9) return false;
            value = (value * 10) + digit;
        }
        return true;
    }

    private ReadOnlySpan<char> Span(string name) => values.TryGetValue(name, out var value)
        ? value.Text.Span
        : throw new TreeEnsembleException($"The LightGBM model is malformed: {place} has no '{name}'");

    private T[] Numbers<T>(string name, TryParse<T> parse)
    {
        ReadOnlySpan<char> rest = Span(name);
        // One blank parts two numbers, as the library writes them.
        var numbers = new List<T>(rest.Count(' ') + 1);
        while (!(rest = rest.TrimStart(' ')).IsEmpty)
        {
            int end = rest.IndexOf(' ');
            ReadOnlySpan<char> part = end < 0 ? rest : rest[..end];
            numbers.Add(Parse(name, part, parse));
            rest = rest[part.Length..];
        }
        return [.. numbers];
    }

    private T Parse<T>(string name, ReadOnlySpan<char> text, TryParse<T> parse) => parse(text, out T value)
        ? value
        : throw new TreeEnsembleException($"The LightGBM model is malformed: {place} has '{text}' for a number of '{name}' (line {values[name].Line})");
}
