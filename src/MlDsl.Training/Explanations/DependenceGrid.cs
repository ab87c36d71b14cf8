using System.Globalization;
using MlDsl.Columns;

namespace MlDsl.Training;

/// <summary>Chooses the values of a column at which a dependence is shown, each by a row that has it.</summary>
internal static class DependenceGrid
{
    /// <summary>The rows, by their places, with what their values are called.</summary>
    /// <param name="column">The column's name, for messages.</param>
    /// <param name="values">The column's value in each row.</param>
    /// <param name="most">The most values, without what is missing.</param>
    /// <exception cref="ArgumentException">The column holds vectors.</exception>
    public static IReadOnlyList<(int Row, string Value)> Of(string column, IReadOnlyList<ColumnValue> values, int most)
    {
        if (values.Any(static v => v.Kind == ColumnValueKind.Vector)) throw new ArgumentException($"'{column}' holds vectors, whose values have no order to show a dependence along", nameof(column));
        List<(int Row, string Value)> points = [];
        int[] present = [.. Enumerable.Range(0, values.Count).Where(i => !values[i].IsMissing)];
        if (present.Length > 0) points.AddRange(KeyOf(values[present[0]]) is null ? Frequent(present, values, most) : Quantiles(present, values, most));
        int missing = values.ToList().FindIndex(static v => v.IsMissing);
        if (missing >= 0) points.Add((missing, SliceColumn.Missing));
        return points;
    }

    private static IEnumerable<(int, string)> Frequent(int[] present, IReadOnlyList<ColumnValue> values, int most) => present
        .GroupBy(i => values[i].ToText() ?? "", StringComparer.Ordinal)
        .OrderByDescending(static same => same.Count()).ThenBy(static same => same.Key, StringComparer.Ordinal)
        .Take(most).Select(static same => (same.First(), same.Key));

    private static IEnumerable<(int, string)> Quantiles(int[] present, IReadOnlyList<ColumnValue> values, int most)
    {
        int[] sorted = [.. present.OrderBy(i => KeyOf(values[i])!.Value)];
        int[] distinct = [.. sorted.GroupBy(i => KeyOf(values[i])!.Value).Select(static same => same.First())];
        IEnumerable<int> chosen = distinct.Length <= most
            ? distinct
            : Enumerable.Range(0, most).Select(k => sorted[(int)((long)k * (sorted.Length - 1) / (most - 1))]).DistinctBy(i => KeyOf(values[i])!.Value);
        return chosen.Select(i => (i, TextOf(values[i])));
    }

    // What values are ordered by; null for texts and classes.
    private static double? KeyOf(ColumnValue value) => value.Kind switch
    {
        ColumnValueKind.Number or ColumnValueKind.Integer => value.ToDouble(),
        ColumnValueKind.Flag => value.ToSingle(),
        ColumnValueKind.Time or ColumnValueKind.Date => value.ToTicks(),
        _ => null,
    };

    private static string TextOf(ColumnValue value) => value.Kind switch
    {
        ColumnValueKind.Number or ColumnValueKind.Integer => value.ToDouble()!.Value.ToString("G9", CultureInfo.InvariantCulture),
        ColumnValueKind.Flag => value.ToSingle() != 0 ? "true" : "false",
        ColumnValueKind.Date => new DateTime(value.ToTicks()!.Value).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => new DateTime(value.ToTicks()!.Value).ToString("O", CultureInfo.InvariantCulture),
    };
}
