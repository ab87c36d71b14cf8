using System.Globalization;

namespace MlDsl;

/// <summary>
/// Finds a vector's elements in a header: <c>name_0</c>, <c>name.0</c>, <c>name[0]</c>, <c>name-0</c>, <c>name 0</c> or <c>name0</c>, numbered
/// from 0 or 1 without gaps, in any order.
/// </summary>
internal static class VectorBinding
{
    private const string Marks = "_.- ";

    /// <summary>The fields of the elements, in their order; null where no column looks like one.</summary>
    /// <exception cref="DataFormatException">Some do, and they are not as many as the vector has elements.</exception>
    public static int[]? Find(CsvRecords records, string[] names, DatasetSchema schema, ColumnSchema column, string wanted, bool ignoreCase)
    {
        var comparison = StringComparison.Ordinal;
        var styles = Styles(names, wanted, comparison);
        if (styles.Count == 0 && ignoreCase) styles = Styles(names, wanted, comparison = StringComparison.OrdinalIgnoreCase);
        if (styles.Count == 0) return null;
        var whole = styles.Where(style => IsWhole(style, column.Length)).ToList();
        if (whole.Count == 1) return [.. whole[0].Select(static e => e.Field)];

        string member = $"{schema.Name}.{column.Member}";
        var shown = (whole.Count > 1 ? whole[1] : styles.MaxBy(static s => s.Count)!);
        string found = $"'{Visible.Of(names[shown[0].Field])}' … '{Visible.Of(names[shown[^1].Field])}'";
        int place = records.Fields[shown[0].Field].Start;
        throw whole.Count > 1
            ? records.Error(place, $"the header has the elements of '{member}' twice, the second time as {found}", "rename one of the series", column.Member)
            : records.Error(
                place, string.Create(CultureInfo.InvariantCulture, $"the header has {shown.Count} columns {found} for '{member}', which has {column.Length} elements"),
                "number as many columns as Length says, from 0 or 1 and without gaps, or declare another Length", column.Member);
    }

    /// <summary>The fields of the elements, in their order; null where no one series of names is as long as the vector.</summary>
    public static int[]? Find(string[] names, string wanted, int length, bool ignoreCase)
    {
        var comparison = ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        var whole = Styles(names, wanted, comparison).Where(style => IsWhole(style, length)).ToList();
        return whole.Count == 1 ? [.. whole[0].Select(static e => e.Field)] : null;
    }

    // Each way of writing the number is a series of its own: lab_0, lab_1, … beside lab.0.
    private static List<List<(int Number, int Field)>> Styles(string[] names, string wanted, StringComparison comparison)
    {
        var styles = new SortedDictionary<char, List<(int Number, int Field)>>();
        for (int i = 0; i < names.Length; i++)
        {
            string name = i == 0 ? names[i].TrimStart('#', ' ') : names[i];
            if (!name.StartsWith(wanted, comparison) || Number(name[wanted.Length..]) is not var (mark, number)) continue;
            if (!styles.TryGetValue(mark, out var style)) styles[mark] = style = [];
            style.Add((number, i));
        }
        foreach (var style in styles.Values) style.Sort();
        return [.. styles.Values];
    }

    private static (char Mark, int Number)? Number(string suffix)
    {
        if (suffix.Length == 0) return null;
        char mark = suffix[0] == '[' && suffix[^1] == ']' ? '[' : Marks.Contains(suffix[0], StringComparison.Ordinal) ? suffix[0] : '\0';
        ReadOnlySpan<char> digits = mark == '[' ? suffix.AsSpan(1, suffix.Length - 2) : mark == '\0' ? suffix : suffix.AsSpan(1);
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? (mark, number) : null;
    }

    private static bool IsWhole(List<(int Number, int Field)> style, int length) =>
        style.Count == length && style[0].Number is 0 or 1 && style.Select((e, i) => e.Number == style[0].Number + i).All(static holds => holds);
}
