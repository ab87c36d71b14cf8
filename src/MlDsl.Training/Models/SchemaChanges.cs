namespace MlDsl.Training;

/// <summary>What changed between the columns that a model was trained on and those of the code.</summary>
internal static class SchemaChanges
{
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

    /// <summary>The name in a canonical text <c>name:type:role:kind</c>; a name may hold a colon itself, the three others not.</summary>
    public static string NameOf(string column)
    {
        string[] parts = column.Split(':');
        return parts.Length > 3 ? string.Join(':', parts[..^3]) : throw new FormatException($"'{column}' is no column");
    }

    private static string Rest(string column) => column[(NameOf(column).Length + 1)..].TrimEnd(':');
}
