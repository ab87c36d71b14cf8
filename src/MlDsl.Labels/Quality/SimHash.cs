using System.Numerics;
using System.Runtime.InteropServices;

namespace MlDsl.Labels;

/// <summary>Sets whose fingerprints differ in few bits.</summary>
internal static class SimHash
{
    private const int Bits = 64, Stretches = 4, Stretch = Bits / Stretches;

    /// <summary>Joins sets up to so many bits that differ, fewer than there are stretches: then one stretch is the same.</summary>
    public static void Join(ulong[][] pieces, List<int> places, int bits, Grouping groups, CancellationToken cancellation)
    {
        ulong[] prints = [.. places.Select(place => Of(pieces[place]))];
        for (int stretch = 0; stretch < Stretches; stretch++)
        {
            var buckets = new Dictionary<ushort, List<int>>();
            for (int i = 0; i < prints.Length; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                List<int> bucket = CollectionsMarshal.GetValueRefOrAddDefault(buckets, (ushort)(prints[i] >> (stretch * Stretch)), out _) ??= [];
                foreach (int other in bucket)
                {
                    int differ = BitOperations.PopCount(prints[other] ^ prints[i]);
                    if (differ <= bits) groups.Join(places[other], places[i], (Bits - differ) / (double)Bits);
                }
                bucket.Add(i);
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
