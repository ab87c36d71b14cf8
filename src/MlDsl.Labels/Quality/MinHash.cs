using System.Runtime.InteropServices;

namespace MlDsl.Labels;

/// <summary>Sets that have much in common: those of which one stretch of minimal hashes is the same are compared, and where these are many, those of them that share rare pieces.</summary>
internal static class MinHash
{
    private const int Hashes = 128;
    private const double Found = 0.995;

    // So many of one stretch are alike by what many have, and are found by what few have.
    private const int Crowd = 64;

    /// <summary>Joins sets from a similarity on.</summary>
    /// <param name="pieces">All sets, each ascending.</param>
    /// <param name="places">Those that are looked at; none is empty.</param>
    /// <param name="similarity">From which share in common on.</param>
    /// <param name="groups">Where pairs go.</param>
    /// <param name="leftOut">Takes what is not compared.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static void Join(ulong[][] pieces, List<int> places, double similarity, Grouping groups, LeftOut leftOut, CancellationToken cancellation)
    {
        int width = Width(similarity);
        var stretches = new ulong[places.Count][];
        for (int i = 0; i < stretches.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            stretches[i] = Stretches(Signature(pieces[places[i]]), width);
        }
        var crowded = new HashSet<int>();
        for (int band = 0; band < Hashes / width; band++)
        {
            var buckets = new Dictionary<ulong, List<int>>();
            for (int i = 0; i < stretches.Length; i++) (CollectionsMarshal.GetValueRefOrAddDefault(buckets, stretches[i][band], out _) ??= []).Add(i);
            foreach (List<int> bucket in buckets.Values)
            {
                cancellation.ThrowIfCancellationRequested();
                if (bucket.Count > Crowd) crowded.UnionWith(bucket.Select(i => places[i]));
                else Compare(bucket, band);
            }
        }
        if (crowded.Count > 0) PrefixFilter.Join(pieces, crowded, similarity, groups, leftOut, cancellation);

        void Compare(List<int> bucket, int band)
        {
            for (int second = 1; second < bucket.Count; second++)
            {
                for (int first = 0; first < second; first++)
                {
                    var (other, own) = (bucket[first], bucket[second]);
                    // A pair that met in a stretch before was compared there, or both are crowded.
                    if (HaveMet(stretches[other], stretches[own], band) || groups.AreJoined(places[other], places[own])) continue;
                    double shared = Jaccard(pieces[places[other]], pieces[places[own]]);
                    if (shared >= similarity) groups.Join(places[other], places[own], shared);
                }
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

    private static ulong[] Stretches(ulong[] signature, int width)
    {
        var stretches = new ulong[Hashes / width];
        for (int band = 0; band < stretches.Length; band++)
        {
            var hash = new RowHash();
            hash.Add(MemoryMarshal.AsBytes(signature.AsSpan(band * width, width)));
            stretches[band] = hash.Value;
        }
        return stretches;
    }

    private static bool HaveMet(ulong[] left, ulong[] right, int before)
    {
        for (int band = 0; band < before; band++)
            if (left[band] == right[band]) return true;
        return false;
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
