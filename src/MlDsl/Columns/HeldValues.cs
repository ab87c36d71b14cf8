using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace MlDsl.Columns;

/// <summary>Sees the categories of training rows for a <see cref="ColumnSummary"/>; in every order and partition the same.</summary>
/// <typeparam name="TKey">Integers have bounds and texts one that is not held; of all other types nothing is kept.</typeparam>
internal sealed class HeldValues<TKey> where TKey : notnull, IComparable<TKey>
{
    private const string Missing = "(missing";

    // Only the texts that might be taken for the one that is looked for.
    private HashSet<string>? texts;
    private TKey? least, most;
    private bool hasAny;

    [MemberNotNullWhen(true, nameof(least), nameof(most))]
    private bool HasBounds => hasAny;

    private static bool IsInteger => typeof(TKey) == typeof(long) || typeof(TKey) == typeof(ulong);

    /// <summary>Takes in one value.</summary>
    public void Add(TKey value)
    {
        if (value is string text)
        {
            if (text.StartsWith(Missing, StringComparison.Ordinal)) (texts ??= new(StringComparer.Ordinal)).Add(text);
            return;
        }
        if (!IsInteger) return;
        if (!HasBounds || value.CompareTo(least) < 0) least = value;
        if (!HasBounds || value.CompareTo(most) > 0) most = value;
        hasAny = true;
    }

    /// <summary>Takes in all that <paramref name="other"/> has seen.</summary>
    public void Merge(HeldValues<TKey> other)
    {
        foreach (string text in other.texts ?? []) (texts ??= new(StringComparer.Ordinal)).Add(text);
        if (!other.HasBounds) return;
        Add(other.least);
        Add(other.most);
    }

    /// <summary>What was seen; null for keys of which nothing is kept.</summary>
    public ColumnSummary? Summarize()
    {
        if (typeof(TKey) == typeof(string)) return new ColumnSummary { Unheld = Unheld() };
        if (!IsInteger) return null;
        return HasBounds
            ? new ColumnSummary { Least = string.Create(CultureInfo.InvariantCulture, $"{least}"), Most = string.Create(CultureInfo.InvariantCulture, $"{most}") }
            : new ColumnSummary();
    }

    private string Unheld()
    {
        string text = Missing + ")";
        for (int number = 2; texts?.Contains(text) == true; number++) text = string.Create(CultureInfo.InvariantCulture, $"{Missing} {number})");
        return text;
    }
}
