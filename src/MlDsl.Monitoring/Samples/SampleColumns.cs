using System.Globalization;
using MlDsl.Columns;

namespace MlDsl.Monitoring.Samples;

/// <summary>The inputs of a row type as a sample holds them.</summary>
internal static class SampleColumns
{
    /// <summary>The characters of a text at most.</summary>
    public const int Longest = 4096;

    /// <summary>The columns, and which of them are not told.</summary>
    /// <exception cref="ArgumentException">One that is to be redacted is none.</exception>
    public static SampleColumn[] Of(DatasetSchema schema, IReadOnlyList<string> redacted)
    {
        if (redacted.FirstOrDefault(name => schema.Inputs.All(input => input.Member != name)) is { } unknown)
            throw new ArgumentException($"{nameof(PredictionLogOptions.Redacted)} names '{unknown}', which is no input of '{schema.Name}'; its inputs are {string.Join(", ", schema.Inputs.Select(static i => i.Member))}", nameof(redacted));
        return [.. schema.Inputs.Select(input => new SampleColumn(input.Member, input.Role == ColumnRole.Sensitive || redacted.Contains(input.Member)))];
    }

    /// <summary>A value as it is written.</summary>
    public static SampledInput Input(string column, in ColumnValue value)
    {
        if (value.IsMissing) return new(column, null, SampledState.Missing);
        string text = Text(in value);
        if (text.Length <= Longest) return new(column, text, SampledState.Whole);
        return new(column, text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)], SampledState.Cut);
    }

    private static string Text(in ColumnValue value)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        if (value.ToText() is { } text) return text;
        if (value.ToInt64() is { } integer) return integer.ToString(culture);
        if (value.ToUInt64() is { } whole) return whole.ToString(culture);
        if (value.ToDate() is { } date) return date.ToString("O", culture);
        if (value.ToTime() is { } time) return time.ToString("O", culture);
        if (value.ToElements() is { } elements) return $"[{string.Join(", ", elements.Select(element => element.ToString("R", culture)))}]";
        return value.ToDouble()!.Value.ToString("R", culture);
    }
}

/// <summary>An input as a sample holds it.</summary>
/// <param name="Name">The property.</param>
/// <param name="IsRedacted">Whether its values are not told.</param>
internal readonly record struct SampleColumn(string Name, bool IsRedacted);
