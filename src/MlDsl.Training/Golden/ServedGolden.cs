using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MlDsl.Training;

/// <summary>Golden rows held against a model that is about to answer: without reflection, and with the service's own way of reading rows.</summary>
internal static class ServedGolden
{
    // What GoldenSuite allows: a share of the expected number, and of numbers about 0 this.
    private const double Tolerance = 2e-5, Least = 1e-6;

    /// <summary>Holds each line against what the model says of its input.</summary>
    /// <param name="golden">JSON lines, as <see cref="GoldenFile"/> writes them.</param>
    /// <param name="source">What their file is called.</param>
    /// <param name="predict">From the input's JSON to the outputs behind the link.</param>
    /// <returns>How many rows there are.</returns>
    /// <exception cref="ModelFileException">There is no row, a line is none, or the model says something else.</exception>
    public static int Check(ReadOnlyMemory<byte> golden, string source, Func<byte[], float[]> predict)
    {
        int line = 0, rows = 0;
        foreach (string text in Encoding.UTF8.GetString(golden.Span).Split('\n'))
        {
            line++;
            if (string.IsNullOrWhiteSpace(text)) continue;
            var (input, expected) = Parse(text, source, line);
            Compare(Predicted(input, source, line, predict), expected, source, line);
            rows++;
        }
        return rows > 0 ? rows : throw new ModelFileException($"{source} has no golden rows; write it with the model's WriteGolden");
    }

    private static (byte[] Input, float[] Expected) Parse(string text, string source, int line)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(text);
            return (
                Encoding.UTF8.GetBytes(json.RootElement.GetProperty("input").GetRawText()),
                [.. json.RootElement.GetProperty("expected").EnumerateArray().Select(static v => v.GetSingle())]);
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw Wrong(source, line, $"is no golden row: {problem.Message}", problem);
        }
    }

    private static float[] Predicted(byte[] input, string source, int line, Func<byte[], float[]> predict)
    {
        try
        {
            return predict(input);
        }
        catch (Exception problem) when (problem is JsonRowException or ArgumentException)
        {
            throw Wrong(source, line, $"cannot be predicted: {problem.Message}", problem);
        }
    }

    private static void Compare(float[] found, float[] expected, string source, int line)
    {
        if (found.Length != expected.Length)
            throw Wrong(source, line, FormattableString.Invariant($"expects {expected.Length} numbers, and the model says {found.Length}"));
        for (int i = 0; i < found.Length; i++)
        {
            double most = Least + (Tolerance * Math.Abs(expected[i]));
            if (!(Math.Abs((double)found[i] - expected[i]) <= most))
            {
                throw Wrong(source, line, string.Create(
                    CultureInfo.InvariantCulture, $"expects {expected[i]} as output {i}, and the model says {found[i]}: it is another model than the rows are of, or runs differently here"));
            }
        }
    }

    private static ModelFileException Wrong(string source, int line, string what, Exception? inner = null) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{source}, line {line}: the row {what}"), inner!);
}
