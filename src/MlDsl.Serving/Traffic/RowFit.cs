using MlDsl.Json;

namespace MlDsl.Serving;

/// <summary>Whether a model reads every row that another one reads. Looked at once for each pair of generations.</summary>
internal sealed class RowFit
{
    private sealed record Pair(JsonRowFormat Rows, JsonRowFormat Other, string? Problem);

    private Pair? last;

    /// <summary>Why <paramref name="other"/> does not read the rows of <paramref name="rows"/>; null where it does.</summary>
    /// <param name="rows">The rows that come.</param>
    /// <param name="other">What is to read them.</param>
    /// <param name="isNew">Whether this pair was not looked at before.</param>
    public string? ProblemOf(JsonRowFormat rows, JsonRowFormat other, out bool isNew)
    {
        Pair? pair = Volatile.Read(ref last);
        isNew = pair is null || !ReferenceEquals(pair.Rows, rows) || !ReferenceEquals(pair.Other, other);
        if (isNew) Volatile.Write(ref last, pair = new Pair(rows, other, Find(rows, other)));
        return pair!.Problem;
    }

    private static string? Find(JsonRowFormat rows, JsonRowFormat other)
    {
        // A scorer with a serializer of its own does not say what it reads.
        if (rows.Columns.Count == 0 || other.Columns.Count == 0) return null;
        Dictionary<string, int> there = Enumerable.Range(0, rows.Columns.Count).ToDictionary(rows.Name, StringComparer.Ordinal);
        for (int i = 0; i < other.Columns.Count; i++)
        {
            if (!there.Remove(other.Name(i), out int at))
            {
                // Callers can send it already where members that are not known are passed over.
                if (!other.IsNullable(i) && rows.Options.UnknownMembers == UnknownMembers.Refuse) return $"it needs '{other.Name(i)}', which rows do not have";
                continue;
            }
            if (rows.Columns[at].Length != other.Columns[i].Length)
                return FormattableString.Invariant($"'{other.Name(i)}' has {other.Columns[i].Length} elements to it, and {rows.Columns[at].Length} in rows");
            string type = rows.Columns[at].Type, otherType = other.Columns[i].Type;
            if (type != otherType && type + "?" != otherType) return $"'{other.Name(i)}' is {otherType} to it, and {type} in rows";
        }
        return there.Count > 0 && other.Options.UnknownMembers == UnknownMembers.Refuse ? $"it does not know '{there.Keys.First()}'" : null;
    }
}
