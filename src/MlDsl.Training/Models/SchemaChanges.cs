using MlDsl.Windows;

namespace MlDsl.Training;

/// <summary>What changed between the columns that a model was trained on and those of the code.</summary>
internal static class SchemaChanges
{
    private static readonly string[] Origins = [.. Enum.GetNames<WindowKind>().Concat(["AsOf", "Lookup"]).Select(static kind => $":{kind}(")];

    /// <summary>One half-sentence per column that was added, removed or changed.</summary>
    /// <param name="saved">The columns' canonical text, as <see cref="ColumnSchema.ToString"/> gives it.</param>
    /// <param name="current">The columns of the code, in the same form.</param>
    /// <param name="what">What they are called.</param>
    public static IEnumerable<string> Between(IReadOnlyList<string> saved, IReadOnlyList<string> current, string what)
    {
        var before = saved.ToDictionary(NameOf, static text => text, StringComparer.Ordinal);
        var after = current.ToDictionary(NameOf, static text => text, StringComparer.Ordinal);
        foreach (var (name, text) in after)
        {
            if (!before.TryGetValue(name, out string? old)) yield return $"the {what} '{name}' is new";
            else if (old != text) yield return $"the {what} '{name}' was '{Rest(old)}' and is '{Rest(text)}'";
        }
        foreach (string name in before.Keys.Where(name => !after.ContainsKey(name))) yield return $"the {what} '{name}' is gone";
        if (before.Count == after.Count && before.All(b => after.TryGetValue(b.Key, out string? text) && text == b.Value) && !saved.SequenceEqual(current))
            yield return $"the {what}s are in another order";
    }

    /// <summary>
    /// The name in a canonical text <c>name:type:role:kind</c>, or of a window over time or a joined column <c>name:type:role:kind:origin</c>; a name may hold a colon itself,
    /// and an origin names columns and their types behind one, the three others hold none.
    /// </summary>
    public static string NameOf(string column)
    {
        string[] parts = column[..EndOfKind(column)].Split(':');
        return parts.Length > 3 ? string.Join(':', parts[..^3]) : throw new FormatException($"'{column}' is no column");
    }

    // Where an origin begins, the text before it is a column of its own.
    private static int EndOfKind(string column)
    {
        for (int at = column.IndexOf(':'); at >= 0; at = column.IndexOf(':', at + 1))
        {
            if (Origins.Any(origin => string.CompareOrdinal(column, at, origin, 0, origin.Length) == 0)
                && column[..at].Split(':') is { Length: > 3 } parts && Enum.TryParse<ColumnRole>(parts[^2], out _)) return at;
        }
        return column.Length;
    }

    private static string Rest(string column) => column[(NameOf(column).Length + 1)..].TrimEnd(':');
}
