namespace MlDsl.Batches;

/// <summary>Which fields of a source are read.</summary>
internal static class WantedFields
{
    /// <summary>Whether a field has a name that is asked for, in any case, or one of a vector's elements: the name and a number.</summary>
    public static bool IsWanted(string field, IReadOnlyList<string> columns) => columns.Any(column =>
        (field.StartsWith(column, StringComparison.OrdinalIgnoreCase) && IsNumber(field.AsSpan(column.Length)))
        // As a header's first name may be written, where elements of vectors are looked for.
        || (field.TrimStart('#', ' ') is var bare && bare.Length != field.Length && bare.StartsWith(column, StringComparison.OrdinalIgnoreCase) && IsNumber(bare.AsSpan(column.Length))));

    /// <summary>The place of a field of the first source in another one.</summary>
    /// <exception cref="DataFormatException">The other has no such field, or several.</exception>
    public static int Find(string[] names, string wanted, string file, string first)
    {
        int[] places = [.. Enumerable.Range(0, names.Length).Where(i => names[i] == wanted)];
        if (places.Length == 0)
            places = [.. Enumerable.Range(0, names.Length).Where(i => string.Equals(names[i], wanted, StringComparison.OrdinalIgnoreCase))];
        if (places.Length == 1) return places[0];
        string near = NearestName.Find(wanted, names) is { } nearest ? $"; the nearest is '{Visible.Of(nearest)}'" : "";
        string what = places.Length == 0 ? $"there is no field '{Visible.Of(wanted)}', which '{first}' has{near}" : $"there are {places.Length} fields '{Visible.Of(wanted)}'";
        throw new DataFormatException($"{file}: {what}; files that are read together have the same columns") { File = file };
    }

    private static bool IsNumber(ReadOnlySpan<char> suffix)
    {
        if (suffix.IsEmpty) return true;
        if (suffix[0] == '[' && suffix[^1] == ']') suffix = suffix[1..^1];
        else if ("_.- ".Contains(suffix[0], StringComparison.Ordinal)) suffix = suffix[1..];
        return !suffix.IsEmpty && !suffix.ContainsAnyExceptInRange('0', '9');
    }
}
