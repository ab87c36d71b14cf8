using System.Globalization;
using System.Text;
using System.Text.Json;
using MlDsl.Training;

namespace MlDsl.Labels;

/// <summary>Rows that are the same in all that a model sees, and differ in the label.</summary>
/// <param name="Rows">Their numbers, from 0, ascending.</param>
/// <param name="Labels">How many rows have each label, the most frequent first.</param>
public sealed record LabelConflict(IReadOnlyList<long> Rows, IReadOnlyList<KeyValuePair<string, int>> Labels);

/// <summary>Rows whose texts in a column are nearly alike.</summary>
/// <param name="Column">The column.</param>
/// <param name="Rows">Their numbers, from 0, ascending.</param>
/// <param name="Similarity">The least share in common of two that were joined.</param>
/// <param name="HasConflict">Whether their labels differ.</param>
public sealed record TextDuplicates(string Column, IReadOnlyList<long> Rows, double Similarity, bool HasConflict);

/// <summary>Values of a column that lie far from its median.</summary>
/// <param name="Column">The column.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Worst">The rows that are furthest, with their robust deviations from the median: below 0 for low values.</param>
/// <param name="IsTail">Whether they are more than 2 per cent of the values: no accidents but the column's shape, as of incomes.</param>
public sealed record ColumnOutliers(string Column, int Count, IReadOnlyList<KeyValuePair<long, double>> Worst, bool IsTail);

/// <summary>What is odd about rows. Holds numbers of rows and figures, and no values but labels.</summary>
public sealed record DataQuality
{
    /// <summary>The rows that were looked at.</summary>
    public required long Rows { get; init; }

    /// <summary>How many rows are in conflicts.</summary>
    public required long ConflictRows { get; init; }

    /// <summary>How many of them every model gets wrong, whatever it says: all but those of the most frequent label.</summary>
    public required long UnavoidableErrors { get; init; }

    /// <summary>Rows of which all that a model sees stands in another one above as well.</summary>
    public required long RepeatedRows { get; init; }

    /// <summary>The conflicts, those of most rows first.</summary>
    public required IReadOnlyList<LabelConflict> Conflicts { get; init; }

    /// <summary>How many groups of near-duplicate texts there are.</summary>
    public required long TextGroups { get; init; }

    /// <summary>At most so many pairs of texts were not compared, since too many share even what is rare in them; mostly 0.</summary>
    public required long TextPairsLeftOut { get; init; }

    /// <summary>Near-duplicate texts: those whose labels differ first, then those of most rows.</summary>
    public required IReadOnlyList<TextDuplicates> TextDuplicates { get; init; }

    /// <summary>Columns with outliers: accidents before tails, the furthest first.</summary>
    public required IReadOnlyList<ColumnOutliers> Outliers { get; init; }

    /// <summary>How many rows are far from their neighbours in all numeric columns together, as no single column may tell: three times as far or more as these are from theirs, and by far more than others.</summary>
    public required long LonelyRows { get; init; }

    /// <summary>These rows, the furthest first, each with how many times as far it is from five neighbours as these are from theirs.</summary>
    public required IReadOnlyList<KeyValuePair<long, double>> Lonely { get; init; }

    /// <summary>Whether there is something to look at: tails and repeated rows alone are none.</summary>
    public bool HasFindings => Conflicts.Count > 0 || TextDuplicates.Count > 0 || LonelyRows > 0 || Outliers.Any(static column => !column.IsTail);

    /// <summary>A line for each kind of finding. Rows are counted from 1.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Rows} rows; {RepeatedRows} repeat all that a model sees of one above");
        text.Append(CultureInfo.InvariantCulture, $"\nconflicting labels: {ConflictRows} rows that are alike have different labels; every model gets {UnavoidableErrors} of them wrong");
        foreach (LabelConflict conflict in Conflicts.Take(MostShown))
            text.Append(CultureInfo.InvariantCulture, $"\n  rows {Listed(conflict.Rows)}: {string.Join(", ", conflict.Labels.Select(static label => FormattableString.Invariant($"'{Visible.Of(label.Key)}' {label.Value}")))}");
        text.Append(CultureInfo.InvariantCulture, $"\nnear-duplicate texts: {TextGroups} groups{(TextPairsLeftOut > 0 ? FormattableString.Invariant($"; of texts of one template up to {TextPairsLeftOut} pairs were not compared") : "")}");
        foreach (TextDuplicates group in TextDuplicates.Take(MostShown))
            text.Append(CultureInfo.InvariantCulture, $"\n  rows {Listed(group.Rows)}: '{Visible.Of(group.Column)}' from {group.Similarity:P0} in common{(group.HasConflict ? ", with different labels" : "")}");
        text.Append(CultureInfo.InvariantCulture, $"\noutliers: {Outliers.Count} columns");
        foreach (ColumnOutliers column in Outliers.Take(MostShown))
            text.Append(CultureInfo.InvariantCulture, $"\n  '{Visible.Of(column.Column)}': {column.Count} values{(column.IsTail ? ", a tail" : "")}, the furthest in row {column.Worst[0].Key + 1} ({column.Worst[0].Value:0.#} deviations)");
        text.Append(CultureInfo.InvariantCulture, $"\nfar from their neighbours: {LonelyRows} rows");
        if (Lonely.Count > 0) text.Append(CultureInfo.InvariantCulture, $", the furthest {Listed([.. Lonely.Take(MostShown).Select(static row => row.Key)])}");
        return text.ToString();
    }

    /// <summary>One object on one line; rows are numbered from 0.</summary>
    public string ToJson() => Encoding.UTF8.GetString(JsonLine.Readable(WriteTo));

    internal void WriteTo(Utf8JsonWriter json)
    {
        json.WriteNumber("rows", Rows);
        json.WriteNumber("repeated_rows", RepeatedRows);
        json.WriteNumber("conflict_rows", ConflictRows);
        json.WriteNumber("unavoidable_errors", UnavoidableErrors);
        Each(json, "conflicts", Conflicts, (conflict) =>
        {
            Numbers(json, conflict.Rows);
            json.WriteStartObject("labels");
            foreach (var (label, count) in conflict.Labels) json.WriteNumber(label, count);
            json.WriteEndObject();
        });
        json.WriteNumber("text_groups", TextGroups);
        json.WriteNumber("text_pairs_left_out", TextPairsLeftOut);
        Each(json, "text_duplicates", TextDuplicates, group =>
        {
            json.WriteString("column", group.Column);
            Numbers(json, group.Rows);
            json.WriteNumber("similarity", group.Similarity);
            json.WriteBoolean("has_conflict", group.HasConflict);
        });
        Each(json, "outliers", Outliers, column =>
        {
            json.WriteString("column", column.Column);
            json.WriteNumber("count", column.Count);
            json.WriteBoolean("is_tail", column.IsTail);
            Figures(json, "worst", "deviations", column.Worst);
        });
        json.WriteNumber("lonely_rows", LonelyRows);
        Figures(json, "lonely", "factor", Lonely);
    }

    private const int MostShown = 5;

    private static string Listed(IReadOnlyList<long> rows)
    {
        string shown = string.Join(", ", rows.Take(MostShown).Select(static row => (row + 1).ToString(CultureInfo.InvariantCulture)));
        return rows.Count > MostShown ? string.Create(CultureInfo.InvariantCulture, $"{shown} and {rows.Count - MostShown} more") : shown;
    }

    private static void Each<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Numbers(Utf8JsonWriter json, IReadOnlyList<long> rows)
    {
        json.WriteStartArray("rows");
        foreach (long row in rows) json.WriteNumberValue(row);
        json.WriteEndArray();
    }

    private static void Figures(Utf8JsonWriter json, string name, string figure, IReadOnlyList<KeyValuePair<long, double>> rows) => Each(json, name, rows, row =>
    {
        json.WriteNumber("row", row.Key);
        json.WriteNumber(figure, row.Value);
    });
}
