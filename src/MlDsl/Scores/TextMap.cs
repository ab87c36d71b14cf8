using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace MlDsl;

/// <summary>Texts by name, in the order of the names, that equal others with the same names and texts.</summary>
internal sealed class TextMap : IReadOnlyDictionary<string, string>, IEquatable<TextMap>
{
    private readonly SortedDictionary<string, string> texts = new(StringComparer.Ordinal);

    public static TextMap Of(IEnumerable<KeyValuePair<string, string>>? source)
    {
        if (source is TextMap map) return map;
        var made = new TextMap();
        foreach (var (name, text) in source ?? []) made.texts.Add(name, text);
        return made;
    }

    public int Count => texts.Count;

    public IEnumerable<string> Keys => texts.Keys;

    public IEnumerable<string> Values => texts.Values;

    public string this[string key] => texts[key];

    public bool ContainsKey(string key) => texts.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value) => texts.TryGetValue(key, out value);

    public bool Equals(TextMap? other) => other is not null && texts.SequenceEqual(other.texts);

    public override bool Equals(object? obj) => Equals(obj as TextMap);

    public override int GetHashCode() => texts.Aggregate(texts.Count, static (hash, pair) => HashCode.Combine(hash, pair.Key, pair.Value));

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => texts.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
