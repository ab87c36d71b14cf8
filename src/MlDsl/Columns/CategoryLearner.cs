using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;

namespace MlDsl.Columns;

/// <summary>
/// Learns the categories of a column: their counts, and for <see cref="CategoricalEncoding.Target"/> exact sums of the target per cross-fitting
/// fold. The result is the same, to the bit, for every order and partition of the rows.
/// </summary>
/// <remarks>
/// The categories kept are the declared ones in their order; or the learned ones that MinCount and MaxCategories admit, by descending
/// count over all folds, then in ordinal order. Counts know nothing of the target, so they need no cross-fitting.
/// </remarks>
/// <typeparam name="TKey"><see cref="string"/> or a value type such as <see cref="long"/>; enums come as their names.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class CategoryLearner<TKey> where TKey : notnull, IEquatable<TKey>, IComparable<TKey>, IParsable<TKey>
{
    private const int Latest = 64;

    private readonly string column;
    private readonly CategoryOptions options;
    private readonly Dictionary<TKey, CategoryTally> tallies = [];
    // The texts that came last, by length and ends: sources give the same strings again and again.
    private readonly (string? Text, CategoryTally Tally)[] latest = typeof(TKey) == typeof(string) ? new (string?, CategoryTally)[Latest] : [];
    private readonly CategoryTally missing = new();
    // Of categories that are not tallied.
    private readonly HeldValues<TKey> hashed = new();

    /// <summary>A learner of <paramref name="column"/> that has seen nothing.</summary>
    /// <exception cref="ArgumentException">
    /// An option leaves its range, or a declared value is repeated or is no <typeparamref name="TKey"/>.
    /// </exception>
    public CategoryLearner(string column, CategoryOptions options)
    {
        options.Validate(column);
        (this.column, this.options) = (column, options);
        _ = Declared(column, options);
    }

    /// <summary>
    /// Takes in one value; null is missing. <paramref name="target"/> and <paramref name="fold"/>, which is below
    /// <see cref="FoldFilter.Count"/>, matter to target encoding only.
    /// </summary>
    /// <exception cref="InvalidValueException">The target is NaN or infinite.</exception>
    public void Add(TKey? value, float target, int fold)
    {
        if (options.Encoding == CategoricalEncoding.Hashed)
        {
            if (options.Nullable && value is not null) hashed.Add(value);
            return;
        }
        Count(value is null ? missing : value is string text ? TallyOf(text, value) : TallyOf(value), target, fold);
    }

    /// <summary>Takes in one missing value.</summary>
    /// <exception cref="InvalidValueException">The target is NaN or infinite.</exception>
    public void AddMissing(float target, int fold)
    {
        if (options.Encoding != CategoricalEncoding.Hashed) Count(missing, target, fold);
    }

    /// <summary>Takes in all that <paramref name="other"/>, a learner with the same options, has seen.</summary>
    public void Merge(CategoryLearner<TKey> other)
    {
        missing.Merge(other.missing);
        hashed.Merge(other.hashed);
        foreach ((TKey key, CategoryTally tally) in other.tallies)
        {
            ref CategoryTally? known = ref CollectionsMarshal.GetValueRefOrAddDefault(tallies, key, out _);
            (known ??= new()).Merge(tally);
        }
    }

    /// <summary>
    /// What was learned, at <paramref name="position"/> of the feature vector, which moves behind it; target means from the rows that
    /// <paramref name="folds"/> admits. May be called again.
    /// </summary>
    public CategoryEncoding<TKey> Finish(ref int position, FoldFilter folds)
    {
        List<TKey> kept = Declared(column, options);
        if (options.Values.Count == 0) kept = Frequent();
        if ((typeof(TKey) == typeof(string) || typeof(TKey) == typeof(char)) && kept.Select(CategoryKeys.Text).FirstOrDefault(static text => !CategoryKeys.IsWhole(text)) is { } cut)
        {
            throw new InvalidValueException(column,
                $"'{column}' has the category '{cut}', which begins or ends with half a character, as text cut in the middle of an emoji does; no file can hold it: cut text between runes");
        }
        if (options.Encoding is CategoricalEncoding.Ordinal or CategoricalEncoding.Native) CategoryValues.CheckNumbers(column, kept.Count);
        bool hasMissing = options.Nullable || missing.Count > 0;
        float[] values = options.Encoding switch
        {
            CategoricalEncoding.Ordinal => CategoryValues.Ordinal(kept.Count, hasMissing, options.Unknown),
            CategoricalEncoding.Native => CategoryValues.Numbers(kept.Count, hasMissing, options.Unknown),
            CategoricalEncoding.Count => CategoryValues.Shares(Groups(kept), hasMissing, options.Unknown),
            CategoricalEncoding.Target => CategoryValues.Targets(Groups(kept), hasMissing, options, folds),
            _ => [],
        };
        return new CategoryEncoding<TKey>(column, options, kept, hasMissing, values, ref position) { Summary = options.Nullable ? Summarize() : null };
    }

    /// <summary>The declared categories as keys; empty when they are learned.</summary>
    internal static List<TKey> Declared(string column, CategoryOptions options)
    {
        List<TKey> keys = [];
        HashSet<TKey> seen = [];
        foreach (string text in options.Values)
        {
            if (!TKey.TryParse(text, CultureInfo.InvariantCulture, out TKey? key))
                throw new ArgumentException($"'{column}': the declared category '{text}' is no {typeof(TKey).Name}");
            if (!seen.Add(key)) throw new ArgumentException($"'{column}': the category '{text}' is declared twice");
            keys.Add(key);
        }
        return keys;
    }

    private CategoryTally TallyOf(TKey value)
    {
        ref CategoryTally? known = ref CollectionsMarshal.GetValueRefOrAddDefault(tallies, value, out _);
        return known ??= new();
    }

    private CategoryTally TallyOf(string text, TKey value)
    {
        ref (string? Text, CategoryTally Tally) last = ref latest[text.Length == 0 ? 0 : (text.Length + (3 * text[0]) + (5 * text[text.Length >> 1]) + (7 * text[^1])) % Latest];
        if (!ReferenceEquals(last.Text, text)) last = (text, TallyOf(value));
        return last.Tally;
    }

    private void Count(CategoryTally tally, float target, int fold)
    {
        tally.Count++;
        if (options.Encoding != CategoricalEncoding.Target) return;
        if (!float.IsFinite(target))
        {
            throw new InvalidValueException(column,
                $"The target of a row is NaN or infinite, and '{column}' is encoded by it: give every training row a finite label");
        }
        tally.Add(target, fold);
    }

    private ColumnSummary? Summarize()
    {
        if (options.Encoding == CategoricalEncoding.Hashed) return hashed.Summarize();
        HeldValues<TKey> held = new();
        foreach (TKey key in tallies.Keys) held.Add(key);
        return held.Summarize();
    }

    private List<TKey> Frequent()
    {
        List<KeyValuePair<TKey, CategoryTally>> all = [.. tallies.Where(t => t.Value.Count >= options.MinCount)];
        all.Sort(static (a, b) => a.Value.Count != b.Value.Count
            ? b.Value.Count.CompareTo(a.Value.Count)
            : CategoryKeys.Compare(a.Key, b.Key));
        int most = options.MaxCategories == 0 ? all.Count : Math.Min(all.Count, options.MaxCategories);
        return [.. all.Take(most).Select(static t => t.Key)];
    }

    /// <summary>The tallies of the kept categories, then of all others together, then of missing.</summary>
    private List<CategoryTally> Groups(List<TKey> kept)
    {
        List<CategoryTally> groups = [.. kept.Select(key => tallies.GetValueOrDefault(key) ?? new())];
        HashSet<TKey> set = [.. kept];
        CategoryTally others = new();
        foreach ((TKey key, CategoryTally tally) in tallies)
            if (!set.Contains(key)) others.Merge(tally);
        return [.. groups, others, missing];
    }
}
