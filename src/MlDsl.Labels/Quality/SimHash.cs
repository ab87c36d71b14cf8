using System.Numerics;
using System.Runtime.InteropServices;

namespace MlDsl.Labels;

/// <summary>Sets whose fingerprints differ in few bits.</summary>
internal static class SimHash
{
    private const int Bits = 64, Stretches = 4, Stretch = Bits / Stretches;

    // Of each fingerprint and stretch.
    private const int MostLooks = 4_096;

    /// <summary>Joins sets up to so many bits that differ, fewer than there are stretches: then one stretch is the same.</summary>
    public static void Join(ulong[][] pieces, List<int> places, int bits, Grouping groups, LeftOut leftOut, CancellationToken cancellation)
    {
        // Each fingerprint once, by the first set that has it.
        var prints = new Dictionary<ulong, int>();
        foreach (int place in places)
        {
            ulong print = Of(pieces[place]);
            if (!prints.TryAdd(print, place)) groups.Join(prints[print], place, 1);
        }
        for (int stretch = 0; stretch < Stretches; stretch++)
        {
            var buckets = new Dictionary<ushort, (List<int> Places, List<ulong> Prints)>();
            foreach (var (print, place) in prints)
            {
                cancellation.ThrowIfCancellationRequested();
                ref var bucket = ref CollectionsMarshal.GetValueRefOrAddDefault(buckets, (ushort)(print >> (stretch * Stretch)), out bool isThere);
                if (!isThere) bucket = ([], []);
                int from = Math.Max(0, bucket.Prints.Count - MostLooks);
                for (int other = from; other < bucket.Prints.Count; other++)
                {
                    int differ = BitOperations.PopCount(bucket.Prints[other] ^ print);
                    if (differ <= bits) groups.Join(bucket.Places[other], place, (Bits - differ) / (double)Bits);
                }
                if (from > 0) leftOut.Add(bucket.Places, place, from);
                bucket.Places.Add(place);
                bucket.Prints.Add(print);
            }
        }
    }

    /// <summary>The fingerprint of a set: each bit as most of its pieces have it.</summary>
    public static ulong Of(ulong[] pieces)
    {
        Span<int> votes = stackalloc int[Bits];
        foreach (ulong piece in pieces)
            for (int bit = 0; bit < Bits; bit++) votes[bit] += ((piece >> bit) & 1) == 1 ? 1 : -1;
        ulong print = 0;
        for (int bit = 0; bit < Bits; bit++)
            if (votes[bit] > 0) print |= 1UL << bit;
        return print;
    }
}
