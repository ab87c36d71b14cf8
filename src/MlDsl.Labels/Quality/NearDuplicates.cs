using System.Runtime.InteropServices;
using System.Text;

namespace MlDsl.Labels;

/// <summary>Finds texts, or sets of tokens, that are alike up to small changes, without comparing those that have little in common.</summary>
/// <remarks>
/// Texts of one template with other names and numbers in it have much in common: they are looked for by what is rare in them, and with how many a text is compared is bounded
/// (<see cref="NearDuplicateGroups.PairsLeftOut"/>).
/// MinHash: Broder (1997), "On the Resemblance and Containment of Documents"; bands of it: Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", chapter 3. SimHash: Charikar
/// (2002), "Similarity Estimation Techniques from Rounding Algorithms"; finding it: Manku, Jain and Das Sarma (2007), "Detecting Near-Duplicates for Web Crawling".
/// </remarks>
public static class NearDuplicates
{
    /// <summary>Near-duplicates among texts; null ones, and such without a letter or digit, are like no other.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="options">What counts; the defaults where null.</param>
    public static NearDuplicateGroups OfTexts(IReadOnlyList<string?> texts, NearDuplicateOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return OfTexts(texts, options ?? NearDuplicateOptions.Default, CancellationToken.None);
    }

    internal static NearDuplicateGroups OfTexts(IReadOnlyList<string?> texts, NearDuplicateOptions options, CancellationToken cancellation) =>
        Of([.. texts.Select(text => Pieces(text, options.PieceLength))], options, cancellation);

    /// <summary>Near-duplicates among sets; empty ones are like no other.</summary>
    /// <param name="sets">The sets; a token that is there twice counts once.</param>
    /// <param name="options">What counts; the defaults where null.</param>
    public static NearDuplicateGroups OfSets(IReadOnlyList<IReadOnlyCollection<string>> sets, NearDuplicateOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(sets);
        return Of([.. sets.Select(static set => Sorted(set.Select(static token => Hash(token))))], options ?? NearDuplicateOptions.Default, CancellationToken.None);
    }

    // The pieces of each, as hashes, ascending and each once. Two pieces of one hash are taken for one, once in 2⁶⁴.
    private static NearDuplicateGroups Of(ulong[][] pieces, NearDuplicateOptions options, CancellationToken cancellation)
    {
        var groups = new Grouping(pieces.Length);
        // Those that are wholly alike first, so that none of them makes candidates of all others.
        var same = new Dictionary<ulong, List<int>>();
        var different = new List<int>();
        for (int place = 0; place < pieces.Length; place++)
        {
            if (pieces[place].Length == 0) continue;
            var hash = new RowHash();
            hash.Add(MemoryMarshal.AsBytes(pieces[place].AsSpan()));
            List<int> alike = CollectionsMarshal.GetValueRefOrAddDefault(same, hash.Value, out _) ??= [];
            int equal = alike.FindIndex(other => pieces[other].AsSpan().SequenceEqual(pieces[place]));
            if (equal >= 0)
            {
                groups.Join(alike[equal], place, 1);
                continue;
            }
            alike.Add(place);
            different.Add(place);
        }
        var leftOut = new LeftOut();
        if (options.Method == SimilarityMethod.MinHash) MinHash.Join(pieces, different, options.Similarity, groups, leftOut, cancellation);
        else SimHash.Join(pieces, different, options.Bits, groups, leftOut, cancellation);
        return new(groups.ToGroups(), leftOut.Count(groups));
    }

    private static ulong[] Pieces(string? text, int length)
    {
        if (text is null) return [];
        var letters = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            if (char.IsLetterOrDigit(c)) letters.Append(char.ToUpperInvariant(c));
            else if (letters.Length > 0 && letters[^1] != ' ') letters.Append(' ');
        }
        string plain = letters.ToString().TrimEnd();
        if (plain.Length == 0) return [];
        if (plain.Length <= length) return [Hash(plain)];
        var pieces = new ulong[plain.Length - length + 1];
        for (int i = 0; i < pieces.Length; i++) pieces[i] = Hash(plain.AsSpan(i, length));
        return Sorted(pieces);
    }

    private static ulong Hash(ReadOnlySpan<char> text)
    {
        var hash = new RowHash();
        hash.Add(MemoryMarshal.AsBytes(text));
        return hash.Value;
    }

    private static ulong[] Sorted(IEnumerable<ulong> pieces) => [.. pieces.Distinct().Order()];
}
