using System.Runtime.InteropServices;

namespace MlDsl.Labels;

/// <summary>Sets that have much in common: those of which one stretch of minimal hashes is the same are compared.</summary>
internal static class MinHash
{
    private const int Hashes = 128;
    private const double Found = 0.995;

    /// <summary>Joins sets from a similarity on.</summary>
    /// <param name="pieces">All sets, each ascending.</param>
    /// <param name="places">Those that are looked at; none is empty.</param>
    /// <param name="similarity">From which share in common on.</param>
    /// <param name="groups">Where pairs go.</param>
    public static void Join(ulong[][] pieces, List<int> places, double similarity, Grouping groups)
    {
        int width = Width(similarity);
        ulong[][] signatures = [.. places.Select(place => Signature(pieces[place]))];
        for (int band = 0; (band + 1) * width <= Hashes; band++)
        {
            var buckets = new Dictionary<ulong, List<int>>();
            for (int i = 0; i < signatures.Length; i++)
            {
                var hash = new RowHash();
                hash.Add(MemoryMarshal.AsBytes(signatures[i].AsSpan(band * width, width)));
                List<int> bucket = CollectionsMarshal.GetValueRefOrAddDefault(buckets, hash.Value, out _) ??= [];
                foreach (int other in bucket)
                {
                    if (groups.AreJoined(places[other], places[i])) continue;
                    double shared = Jaccard(pieces[places[other]], pieces[places[i]]);
                    if (shared >= similarity) groups.Join(places[other], places[i], shared);
                }
                bucket.Add(i);
            }
        }
    }

    /// <summary>What two ascending sets have in common, as a share of what either has.</summary>
    public static double Jaccard(ulong[] left, ulong[] right)
    {
        int shared = 0, i = 0, j = 0;
        while (i < left.Length && j < right.Length)
        {
            if (left[i] == right[j])
            {
                shared++;
                i++;
                j++;
            }
            else if (left[i] < right[j]) i++;
            else j++;
        }
        return (double)shared / (left.Length + right.Length - shared);
    }

    // The widest stretch with which a pair of just the similarity is nearly always found: the wider, the fewer pairs are compared in vain.
    private static int Width(double similarity)
    {
        int width = 1;
        for (int wider = 2; wider <= Hashes; wider++)
            if (1 - Math.Pow(1 - Math.Pow(similarity, wider), Hashes / wider) >= Found) width = wider;
        return width;
    }

    private static ulong[] Signature(ulong[] pieces)
    {
        var signature = new ulong[Hashes];
        for (int i = 0; i < Hashes; i++)
        {
            ulong salt = RowHash.Mix((ulong)i + 1), least = ulong.MaxValue;
            foreach (ulong piece in pieces) least = Math.Min(least, RowHash.Mix(piece ^ salt));
            signature[i] = least;
        }
        return signature;
    }
}
