using System.ComponentModel;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's DictVectorizer: the values of a map in the order of a vocabulary. Keys that the vocabulary does not know are left out.</summary>
/// <typeparam name="TKey">string or long.</typeparam>
/// <typeparam name="TValue">float, double, or what the keys are not: string or long.</typeparam>
[Operator("DictVectorizer", Domain = OperatorAttribute.Ml)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DictVectorizer<TKey, TValue> : Operator
    where TKey : notnull
{
    private readonly LabelTable<TKey, int> places;

    // Where a vocabulary names a key again: for each place the next one of the same key, 0 for none. Most name each key once.
    private readonly int[]? next;
    private readonly int width;

    /// <param name="stringVocabulary">The keys, where they are texts.</param>
    /// <param name="int64Vocabulary">The keys, where they are numbers.</param>
    /// <exception cref="OperatorException">There is no vocabulary, there are two, or the keys are of the other kind; or ONNX has no such map.</exception>
    public DictVectorizer(string[]? stringVocabulary = null, long[]? int64Vocabulary = null)
    {
        if (typeof(TKey) == typeof(TValue)) throw Error($"it takes no map from {Name<TKey>()} to {Name<TValue>()}");
        if (stringVocabulary is { Length: > 0 } && int64Vocabulary is { Length: > 0 }) throw Error("it has two vocabularies, string_vocabulary and int64_vocabulary; one is expected");
        if (stringVocabulary is null && int64Vocabulary is null) throw Error("it has no vocabulary");
        object? given = typeof(TKey) == typeof(string) ? stringVocabulary : int64Vocabulary;
        if (given is not TKey[] vocabulary) throw Error($"the keys of its map are {Name<TKey>()}, those of its vocabulary are not");
        width = vocabulary.Length;
        places = new LabelTable<TKey, int>(vocabulary, [.. Enumerable.Range(0, width)], -1);
        next = Repetitions(vocabulary);
    }

    /// <summary>Puts the values in their places; a key that is not in the map gives 0, or an empty text.</summary>
    /// <param name="map">The pairs, each key once.</param>
    /// <param name="output">[1, C].</param>
    public void Run(Tensor<KeyValuePair<TKey, TValue>> map, [Result] Tensor<TValue> output)
    {
        output.Resize(1, width);
        Span<TValue> into = output.Values;
        if (typeof(TValue) == typeof(string)) into.Fill((TValue)(object)"");
        else into.Clear();
        foreach (ref readonly KeyValuePair<TKey, TValue> pair in map.Values)
        {
            int place = places[pair.Key];
            if (place < 0) continue;
            into[place] = pair.Value;
            if (next is null) continue;
            while ((place = next[place]) > 0) into[place] = pair.Value;
        }
    }

    private static int[]? Repetitions(TKey[] vocabulary)
    {
        var last = new Dictionary<TKey, int>();
        int[]? next = null;
        for (int i = 0; i < vocabulary.Length; i++)
        {
            if (last.TryGetValue(vocabulary[i], out int before)) (next ??= new int[vocabulary.Length])[before] = i;
            last[vocabulary[i]] = i;
        }
        return next;
    }

    private static string Name<T>() => typeof(T) == typeof(string) ? "texts" : typeof(T) == typeof(long) ? "whole numbers" : typeof(T).Name;
}
