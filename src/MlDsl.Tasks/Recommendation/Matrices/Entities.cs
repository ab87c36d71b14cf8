using System.Diagnostics.CodeAnalysis;

namespace MlDsl.Training;

/// <summary>The users or the items of a model, in the order of their ids: texts ordinally, numbers by value.</summary>
/// <typeparam name="T">The type of the ids.</typeparam>
internal sealed class Entities<T> where T : notnull, IEquatable<T>, IComparable<T>, ISpanParsable<T>
{
    private readonly T[] ids;
    private readonly Dictionary<T, int> indexes;

    private Entities(T[] ids)
    {
        this.ids = ids;
        indexes = new Dictionary<T, int>(ids.Length);
        for (int i = 0; i < ids.Length; i++) indexes.Add(ids[i], i);
    }

    /// <summary>The number of ids.</summary>
    public int Count => ids.Length;

    /// <summary>The id at <paramref name="index"/>.</summary>
    public T this[int index] => ids[index];

    /// <summary>The ids as texts, in the invariant culture.</summary>
    public string[] Texts => Array.ConvertAll(ids, static id => Text(id));

    private static IComparer<T> Order => typeof(T) == typeof(string) ? (IComparer<T>)(object)StringComparer.Ordinal : Comparer<T>.Default;

    /// <summary>Puts ids in order.</summary>
    public static Entities<T> Of(IEnumerable<T> distinct) => new([.. distinct.Order(Order)]);

    /// <summary>The ids that a file holds.</summary>
    /// <param name="texts">Their texts.</param>
    /// <param name="what">What they identify, for messages.</param>
    /// <exception cref="FormatException">A text is no id of the type, or they are not in order.</exception>
    public static Entities<T> Parse(IReadOnlyList<string> texts, string what)
    {
        var ids = new T[texts.Count];
        for (int i = 0; i < ids.Length; i++)
        {
            ids[i] = T.TryParse(texts[i], System.Globalization.CultureInfo.InvariantCulture, out T? id)
                ? id
                : throw new FormatException(FormattableString.Invariant($"the id of the {what} {i + 1} of {ids.Length} is no {typeof(T).Name}, which the code declares; fit and save the model again"));
            if (i > 0 && Order.Compare(ids[i - 1], ids[i]) >= 0) throw new FormatException(FormattableString.Invariant($"the id of the {what} {i + 1} of {ids.Length} is out of order"));
        }
        return new Entities<T>(ids);
    }

    /// <summary>An id as text, in the invariant culture.</summary>
    public static string Text(T id) => id is IFormattable formattable ? formattable.ToString(null, System.Globalization.CultureInfo.InvariantCulture) : id.ToString() ?? "";

    /// <summary>The place of an id; -1 where it is none of these, null included.</summary>
    public int IndexOf([AllowNull] T id) => id is not null && indexes.TryGetValue(id, out int index) ? index : -1;
}
