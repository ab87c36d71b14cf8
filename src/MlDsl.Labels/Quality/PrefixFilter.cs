using System.Runtime.InteropServices;

namespace MlDsl.Labels;

/// <summary>Sets that have much in common, found by their rarest pieces: what many sets share makes no candidates of them. Exact, but for the sets of which too many share even rare pieces.</summary>
/// <remarks>
/// Of two sets that have a share in common, the first ones of both share a piece, where both are in one order: Chaudhuri, Ganti and Kaushik (2006), "A Primitive Operator for Similarity Joins"; Bayardo, Ma
/// and Srikant (2007), "Scaling Up All Pairs Similarity Search"; how short the first ones may be, and the bound by places: Xiao, Wang, Lin and Yu (2008), "Efficient Similarity Joins for Near Duplicate Detection".
/// </remarks>
internal static class PrefixFilter
{
    // Of each set.
    private const int MostLooks = 2_000, MostComparisons = 64;

    // What rounding adds to a whole number.
    private const double Rounding = 1e-9;

    /// <summary>Joins sets from a similarity on.</summary>
    /// <param name="pieces">All sets, each ascending.</param>
    /// <param name="places">Those that are looked at; none is empty.</param>
    /// <param name="similarity">From which share in common on.</param>
    /// <param name="groups">Where pairs go.</param>
    /// <param name="leftOut">Takes what is not compared.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static void Join(ulong[][] pieces, IReadOnlyCollection<int> places, double similarity, Grouping groups, LeftOut leftOut, CancellationToken cancellation)
    {
        var counts = new Dictionary<ulong, int>();
        foreach (int place in places)
            foreach (ulong piece in pieces[place]) CollectionsMarshal.GetValueRefOrAddDefault(counts, piece, out _)++;
        var index = new Dictionary<ulong, Holders>();
        int[] met = new int[pieces.Length];
        Array.Fill(met, -1);
        // The shorter first: each is looked for among those that are no longer.
        foreach (int place in places.OrderBy(place => pieces[place].Length).ThenBy(static place => place))
        {
            cancellation.ThrowIfCancellationRequested();
            ulong[] own = [.. pieces[place].OrderBy(piece => counts[piece])];
            int asked = own.Length - Least(similarity * own.Length) + 1, kept = own.Length - Least(2 * similarity / (1 + similarity) * own.Length) + 1;
            int looks = 0, comparisons = 0;
            for (int at = 0; at < asked; at++)
            {
                if (!index.TryGetValue(own[at], out Holders? holders)) continue;
                int other = holders.Places.Count - 1;
                for (; other >= 0 && looks < MostLooks && comparisons < MostComparisons; other--)
                {
                    looks++;
                    int found = holders.Places[other];
                    if (pieces[found].Length < similarity * own.Length - Rounding) break;
                    if (met[found] == place) continue;
                    met[found] = place;
                    // Where two meet first, no more is in common than what is behind it.
                    int most = 1 + Math.Min(own.Length - at - 1, pieces[found].Length - holders.Positions[other] - 1);
                    if (most < Least(similarity / (1 + similarity) * (own.Length + pieces[found].Length)) || groups.AreJoined(found, place)) continue;
                    comparisons++;
                    double shared = MinHash.Jaccard(pieces[found], pieces[place]);
                    if (shared >= similarity) groups.Join(found, place, shared);
                }
                if (other >= 0 && (looks == MostLooks || comparisons == MostComparisons)) leftOut.Add(holders.Places, place, other + 1);
            }
            for (int at = 0; at < kept; at++)
            {
                // What no other set has is looked for by none.
                if (counts[own[at]] == 1) continue;
                Holders holders = CollectionsMarshal.GetValueRefOrAddDefault(index, own[at], out _) ??= new();
                holders.Places.Add(place);
                holders.Positions.Add(at);
            }
        }
    }

    private static int Least(double pieces) => (int)Math.Ceiling(pieces - Rounding);

    // The sets that have a piece among their first ones, and where.
    private sealed class Holders
    {
        public List<int> Places { get; } = [];

        public List<int> Positions { get; } = [];
    }
}
