namespace MlDsl.Training;

/// <summary>
/// Item neighbours: items are alike where the same users took them, by the cosine of their events, shrunk where few users tell. A user is recommended what is like what he took.
/// </summary>
/// <remarks>
/// Sarwar, Karypis, Konstan and Riedl (2001), "Item-based Collaborative Filtering Recommendation Algorithms"; the shrinkage n / (n + s) of n common users is that of Bell and Koren
/// (2007).
/// </remarks>
internal static class ItemNeighbours
{
    /// <summary>Of each item the items that are most like it, by place; of equal ones the first.</summary>
    public static InteractionMatrix Fit(Interactions data, ItemNeighboursOptions options, TrainingControl control)
    {
        int items = data.Items;
        double[] lengths = new double[items];
        for (int item = 0; item < items; item++)
        {
            foreach (float value in data.ByItem.ValuesOf(item)) lengths[item] += (double)value * value;
            lengths[item] = Math.Sqrt(lengths[item]);
        }
        var found = new (int[] Items, float[] Values)[items];
        Parallel.For(
            0, items, new ParallelOptions { MaxDegreeOfParallelism = control.Workers, CancellationToken = control.Cancellation },
            () => new Sums(items),
            (item, _, sums) =>
            {
                found[item] = sums.Of(item, data, lengths, options);
                return sums;
            },
            static _ => { });
        var starts = new int[items + 1];
        for (int item = 0; item < items; item++) starts[item + 1] = checked(starts[item] + found[item].Items.Length);
        return new InteractionMatrix(items, starts, [.. found.SelectMany(static f => f.Items)], [.. found.SelectMany(static f => f.Values)]);
    }

    /// <summary>Room for what one item has in common with all others; used again for the next one.</summary>
    private sealed class Sums(int items)
    {
        private readonly double[] products = new double[items];
        private readonly int[] common = new int[items];
        private readonly List<int> touched = [];

        public (int[] Items, float[] Values) Of(int item, Interactions data, double[] lengths, ItemNeighboursOptions options)
        {
            Add(item, data);
            touched.Sort();
            float[] scores = new float[Math.Min(options.Neighbours, touched.Count)];
            int[] places = new int[scores.Length];
            var best = new BestItems(places, scores);
            foreach (int other in touched)
            {
                double similarity = products[other] / (lengths[item] * lengths[other]) * common[other] / (common[other] + options.Shrinkage);
                best.Offer(other, (float)similarity);
                (products[other], common[other]) = (0, 0);
            }
            touched.Clear();
            int count = best.Finish();
            Array.Sort(places, scores, 0, count);
            return (places[..count], scores[..count]);
        }

        private void Add(int item, Interactions data)
        {
            ReadOnlySpan<int> users = data.ByItem.IndexesOf(item);
            ReadOnlySpan<float> values = data.ByItem.ValuesOf(item);
            for (int i = 0; i < users.Length; i++)
            {
                ReadOnlySpan<int> others = data.ByUser.IndexesOf(users[i]);
                ReadOnlySpan<float> theirs = data.ByUser.ValuesOf(users[i]);
                for (int j = 0; j < others.Length; j++)
                {
                    if (others[j] == item) continue;
                    if (common[others[j]]++ == 0) touched.Add(others[j]);
                    products[others[j]] += (double)values[i] * theirs[j];
                }
            }
        }
    }
}
