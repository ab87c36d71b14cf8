using System.Text.Json;

namespace MlDsl.Columns;

/// <summary>
/// What is known of the values that the training rows held, as far as it takes to find one that none of them held. Where all is null, no
/// row had a value.
/// </summary>
public sealed record ColumnSummary
{
    /// <summary>Of numbers the smallest, as text in the invariant culture; of a numeric feature as the float that it became.</summary>
    public string? Least { get; init; }

    /// <summary>Of numbers the largest.</summary>
    public string? Most { get; init; }

    /// <summary>Of texts, one that no row held.</summary>
    public string? Unheld { get; init; }

    /// <summary>Writes the property <c>summary</c>; nothing for null.</summary>
    internal static void Write(Utf8JsonWriter json, ColumnSummary? summary)
    {
        if (summary is null) return;
        json.WriteStartObject("summary");
        if (summary.Least is { } least) json.WriteString("least", least);
        if (summary.Most is { } most) json.WriteString("most", most);
        if (summary.Unheld is { } unheld) json.WriteString("unheld", unheld);
        json.WriteEndObject();
    }

    /// <summary>Reads what <see cref="Write"/> wrote; null where there is none.</summary>
    /// <param name="reader">The column's learned state.</param>
    /// <param name="isNumber">Whether a text is a number of the column.</param>
    /// <exception cref="ModelFileException">It is malformed; the message names the column and the property.</exception>
    internal static ColumnSummary? Read(LearnedReader reader, Func<string, bool> isNumber)
    {
        if (!reader.Has("summary")) return null;
        LearnedReader summary = reader.Object("summary");
        summary.Admit("least", "most", "unheld");
        if (summary.Has("least") != summary.Has("most")) throw reader.Wrong("summary", "has one bound and not the other");
        return new ColumnSummary { Least = Bound("least"), Most = Bound("most"), Unheld = Text("unheld") };

        string? Text(string property) => summary.Has(property) ? summary.Text(property) : null;

        string? Bound(string property) =>
            Text(property) is { } text && !isNumber(text) ? throw reader.Wrong("summary", $"has the bound '{text}', which is no value of the column") : Text(property);
    }
}
